import { runStoreThread } from './store-thread.ts'

runStoreThread()

import { describeTrails } from '../trail-contract.ts'
import { openSqliteStore } from './sqlite-store.ts'

describeTrails('SQLite', async (folder) => openSqliteStore(folder))

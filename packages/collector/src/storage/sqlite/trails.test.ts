import { describeTrails } from '../contract-trails.ts'
import { openSqliteStore } from './sqlite-store.ts'

describeTrails('SQLite', async (folder) => openSqliteStore(folder))

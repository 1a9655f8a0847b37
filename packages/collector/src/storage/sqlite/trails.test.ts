import { describeTrails } from '../describe-trails.fixture.ts'
import { openSqliteStore } from './sqlite-store.ts'

describeTrails('SQLite', async (folder) => openSqliteStore(folder))

import { describeDesk } from '../describe-desk.fixture.ts'
import { openSqliteStore } from './sqlite-store.ts'

describeDesk('SQLite', async (folder) => openSqliteStore(folder))

import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures.ts'
import { DATABASE_FILE } from './open.ts'
import { openSqliteStore } from './sqlite-store.ts'

/** Changes the database as no statement of ours does. */
async function damaged(change: string): Promise<readonly string[]> {
  const dir = temporaryFolder()
  await openSqliteStore(dir).close()
  const raw = new Database(join(dir, DATABASE_FILE))
  raw.unsafeMode()
  raw.pragma('writable_schema = ON')
  raw.exec(change)
  raw.close()
  const store = openSqliteStore(dir)
  const findings = await store.check()
  await store.close()
  return findings
}

it('finds a view that says other words', async () => {
  const change = "UPDATE sqlite_schema SET sql = replace(sql, '''koper''', '''koqer''')"
  expect(await damaged(change)).toContainEqual(expect.stringContaining('is not what this version made it'))
})

it('does not mind the table of another program', async () => {
  expect(await damaged('CREATE TABLE _litestream_lock (id INTEGER)')).toEqual([])
})

import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { koperReturning } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { SHOP, temporaryFolder } from '../fixtures.ts'
import { DATABASE_FILE } from './open.ts'
import { openSqliteStore } from './sqlite-store.ts'

/** The visits of a visitor whose events came in these groups. */
async function visitsAfter(groups: readonly (typeof koperReturning)[]) {
  const folder = temporaryFolder()
  const store = openSqliteStore(folder)
  onTestFinished(() => store.close())
  await store.putSite(SHOP)
  for (const events of groups) await store.commit({ events, drops: [] }, advanceVisitor)
  const db = new Database(join(folder, DATABASE_FILE), { readonly: true })
  onTestFinished(() => void db.close())
  const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  const visits = () => db.prepare('SELECT * FROM visits ORDER BY visitor, from_at').all()
  return { store, visits, past: () => count('past_visits'), all: () => count('visits') }
}

it('stands in its visitor’s row, and those before it in rows of their own', async () => {
  const { past, all } = await visitsAfter(koperReturning.map((one) => [one]))
  expect(all()).toBeGreaterThan(1)
  expect(past()).toBe(Number(all()) - 1)
})

it('comes to the same however its events came, and a rebuild changes nothing', async () => {
  const together = await visitsAfter([koperReturning])
  const late = koperReturning.toReversed().map((one) => [one])
  for (const groups of [koperReturning.map((one) => [one]), late]) {
    const { store, visits } = await visitsAfter(groups)
    expect(visits()).toEqual(together.visits())
    expect((await store.rebuild(SHOP, advanceVisitor)).changed).toBe(0)
    expect(visits()).toEqual(together.visits())
  }
})

import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { koperReturning } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { SHOP, temporaryFolder } from '../fixtures.ts'
import { DATABASE_FILE } from './open.ts'
import { openSqliteStore } from './sqlite-store.ts'

const conversion = {
  ...koperReturning.at(-1)!,
  ...{ id: 'the-order', type: 'conversion' as const, at: koperReturning.at(-1)!.at + 60_000 },
  detail: { name: 'order', value: 12, currency: 'EUR' },
}

/** A database with one visitor, and a second connection to its rows. */
async function withVisitor() {
  const folder = temporaryFolder()
  const store = openSqliteStore(folder)
  onTestFinished(() => store.close())
  await store.putSite(SHOP)
  await store.commit({ events: [...koperReturning, conversion], drops: [] }, advanceVisitor)
  const db = new Database(join(folder, DATABASE_FILE))
  onTestFinished(() => void db.close())
  return { store, db }
}

const NUMBERS = [
  'consented',
  'first_at',
  'last_at',
  'visits',
  'page_views',
  'conversions',
  'base',
  'waarom',
  'wat',
]
const MORE_NUMBERS = ['waar', 'peak', 'koper_until', 'zoeker_until']
const TEXTS = ['yardstick', 'device', 'country']
const CHANGES: readonly string[] = [
  ...[...NUMBERS, ...MORE_NUMBERS].map(
    (column) => `UPDATE visitors SET ${column} = coalesce(${column}, 0) + 1`,
  ),
  ...TEXTS.map((column) => `UPDATE visitors SET ${column} = coalesce(${column}, '') || 'x'`),
  'UPDATE standings SET until_at = coalesce(until_at, 0) + 1',
  'UPDATE standings SET standing = standing + 1',
  'DELETE FROM standings WHERE from_at = (SELECT max(from_at) FROM standings)',
  ...['to_at', 'page_views', 'segments', 'phases'].map(
    (column) => `UPDATE past_visits SET ${column} = ${column} + 1`,
  ),
  ...['converted_segment', 'converted_phase'].map(
    (column) => `UPDATE past_visits SET ${column} = coalesce(${column}, 0) + 1`,
  ),
  `UPDATE past_visits SET source = '["email"]'`,
  'DELETE FROM past_visits',
  ...['from', 'page_views', 'segments', 'phases'].map(
    (column) => `UPDATE visitors SET visit_${column} = visit_${column} + 1`,
  ),
  ...['segment', 'phase'].map(
    (column) => `UPDATE visitors SET visit_converted_${column} = coalesce(visit_converted_${column}, 0) + 1`,
  ),
  `UPDATE visitors SET visit_source = '["email"]'`,
  'UPDATE visitors SET visit_from = NULL',
  ...['segment', 'phase', 'name', 'currency'].map((column) => `UPDATE conversions SET ${column} = 'other'`),
  'UPDATE conversions SET value = 13',
  'DELETE FROM conversions',
]

it.each(CHANGES)('is mended by a rebuild, which says so: %s', async (sql) => {
  const { store, db } = await withVisitor()
  const tables = ['visitors', 'standings', 'past_visits', 'conversions']
  const all = () => tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all())
  const before = all()
  expect((await store.rebuild(SHOP, advanceVisitor)).changed).toBe(0)
  expect(all()).toEqual(before)
  expect(db.prepare(sql).run().changes).toBeGreaterThan(0)
  expect((await store.rebuild(SHOP, advanceVisitor)).changed).toBe(1)
  expect(all()).toEqual(before)
})

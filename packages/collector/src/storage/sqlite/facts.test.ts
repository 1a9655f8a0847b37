import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Event } from '@koopsignaal/protocol'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { event, MONDAY } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { SHOP, temporaryFolder } from '../fixtures.ts'
import type { Store } from '../store.ts'
import { DATABASE_FILE } from './open.ts'
import { openSqliteStore } from './sqlite-store.ts'

async function openAt(folder: string): Promise<Store> {
  const store = openSqliteStore(folder)
  onTestFinished(() => store.close())
  await store.putSite(SHOP)
  return store
}

const commit = (store: Store, ...events: Event[]) => store.commit({ events, drops: [] }, advanceVisitor)
const isIn = (folder: string, text: string) =>
  readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(text))
const visitor1 = { site: 'example', visitor: 'visitor-1' }

it('erases an address that nobody else has seen, and keeps one that somebody else has', async () => {
  const folder = temporaryFolder()
  const store = await openAt(folder)
  await commit(
    store,
    event({ id: 'event-1', path: '/klant/jansen', detail: { referrer: 'mail.example/inbox/jansen' } }),
    event({ id: 'event-2', path: '/prijzen' }),
    event({ id: 'event-3', path: '/prijzen', visitor: 'visitor-2' }),
  )
  expect(isIn(folder, 'jansen')).toBe(true)
  await store.erase(visitor1, MONDAY)
  expect(isIn(folder, 'jansen')).toBe(false)
  const left = await store.history({ site: 'example', visitor: 'visitor-2' })
  expect(left.map(({ path }) => path)).toEqual(['/prijzen'])
})

it('keeps an address that was also counted for nobody', async () => {
  const store = await openAt(temporaryFolder())
  await commit(store, event({ id: 'event-1', path: '/a' }))
  await commit(store, event({ id: 'event-2', path: '/a', visitor: null, consent: 'count' }))
  await store.erase(visitor1, MONDAY)
  expect([...store.events('example')].map(({ path }) => path)).toEqual(['/a'])
})

it('knows an address no more that another connection has erased', async () => {
  const folder = temporaryFolder()
  const [store, other] = [await openAt(folder), await openAt(folder)]
  await commit(store, event({ id: 'event-1', path: '/a' }))
  await other.erase(visitor1, MONDAY)
  await commit(store, event({ id: 'event-2', path: '/a', visitor: 'visitor-2' }))
  expect([...store.events('example')].map(({ path }) => path)).toEqual(['/a'])
  expect(await store.check()).toEqual([])
})

it('keeps nothing of what a duplicate says', async () => {
  const folder = temporaryFolder()
  const store = await openAt(folder)
  await commit(store, event({ path: '/a' }))
  expect((await commit(store, event({ path: '/other-address' }))).verdicts).toEqual(['duplicate'])
  expect(isIn(folder, '/other-address')).toBe(false)
})

/** Page views of one path by four visitors: enough for it to be kept as a shared fact. */
const byFour = ['1', '2', '3', '4'].map((who) =>
  event({ id: `event-by-${who}`, visitor: `visitor-${who}`, path: '/gedeeld' }),
)

/** Changes the database past the store. */
function change(folder: string, sql: string): void {
  const raw = new Database(join(folder, DATABASE_FILE))
  raw.exec(sql)
  raw.close()
}

it('keeps what several visitors name once, and what one names with that one', async () => {
  const folder = temporaryFolder()
  const store = await openAt(folder)
  await commit(store, ...byFour, event({ id: 'event-own1', path: '/klant/jansen' }))
  const raw = new Database(join(folder, DATABASE_FILE))
  const facts = raw.prepare('SELECT fact FROM facts').pluck().all() as string[]
  raw.close()
  expect(facts.filter((fact) => fact.includes('/gedeeld')).length).toBeGreaterThan(0)
  expect(facts.filter((fact) => fact.includes('jansen'))).toEqual([])
  const [last] = await store.history({ site: 'example', visitor: 'visitor-4' })
  expect(last).toEqual(byFour[3])
})

it.each([
  ['gone', "DELETE FROM facts WHERE fact LIKE '%/gedeeld%'"],
  ['damaged', "UPDATE facts SET fact = replace(fact, '/gedeeld', '/gestolen')"],
])('says when a fact that events name is %s, and serves none of them', async (what, sql) => {
  const folder = temporaryFolder()
  const store = await openAt(folder)
  await commit(store, ...byFour)
  await store.close()
  change(folder, sql)
  const again = await openAt(folder)
  expect((await again.check()).join()).toContain(what)
  await expect(again.history({ site: 'example', visitor: 'visitor-4' })).rejects.toThrow(what)
})

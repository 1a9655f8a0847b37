import { DAY, type Event, MINUTE } from '@koopsignaal/protocol'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { event, MONDAY } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { ALWAYS, pageViews, SHOP, temporaryFolder } from '../fixtures.ts'
import type { Period, Store } from '../store.ts'
import { openSqliteStore } from './sqlite-store.ts'

const TYPES = ['conversion', 'cta_click', 'search'] as const
const DETAILS = {
  conversion: (i: number) => ({ name: 'order', value: i / 4, currency: 'EUR' }),
  cta_click: (i: number) => ({ cta: `knop ${i % 7}` }),
  search: (i: number) => ({ query: `zoek ${i % 11}`, results: i % 3 }),
}

/** A page view, and now and then something else, in no order of time; some of programs. */
function counted(count: number, first = 0): readonly Event[] {
  return Array.from({ length: count }, (_, k) => {
    const i = first + k
    const type = i % 5 === 0 ? TYPES[(i / 5) % 3]! : 'page_view'
    return event({
      id: `counted-${i}`,
      visitor: null,
      consent: 'count',
      type,
      at: MONDAY + ((i * 7919) % 10_000) * MINUTE,
      path: `/pagina-${i % 13}`,
      bot: i % 35 === 0 ? 'user_agent' : null,
      detail: type === 'page_view' ? {} : DETAILS[type](i),
    })
  })
}

/** What the question should be answered with, by looking at every event there is. */
function recount(store: Store, { from, to }: Period, type: string) {
  return [...store.events(SHOP.id)]
    .filter((one) => one.visitor === null && one.bot === null && one.type === type)
    .filter(({ at }) => at >= from && at < to)
    .map(({ at, path, detail }) => ({ at, path, detail }))
}

function recountViews(store: Store, period: Period) {
  const times = Map.groupBy(recount(store, period, 'page_view'), ({ path }) => path)
  return [...times].map(([path, views]) => [path, views.length, Math.max(...views.map(({ at }) => at))])
}

const PERIODS: readonly Period[] = [
  ALWAYS,
  { from: MONDAY + DAY + 1, to: MONDAY + 3 * DAY },
  { from: MONDAY + 5 * MINUTE, to: MONDAY + 5 * MINUTE + 1 },
]

async function agrees(store: Store): Promise<number> {
  let found = 0
  for (const period of PERIODS) {
    const views = (await store.countedViews(SHOP.id, period)).map(({ path, views, lastAt }) => [
      path,
      views,
      lastAt,
    ])
    expect(views.toSorted()).toEqual(recountViews(store, period).toSorted())
    for (const type of TYPES) {
      const acts = await store.countedActs(SHOP.id, period, type)
      const plain = recount(store, period, type)
      found += plain.length
      expect(acts.map(({ at }) => at)).toEqual(plain.map(({ at }) => at).toSorted((a, b) => a - b))
      expect(new Set(acts.map((act) => JSON.stringify(Object.entries(act).toSorted())))).toEqual(
        new Set(plain.map((act) => JSON.stringify(Object.entries(act).toSorted()))),
      )
    }
  }
  return found
}

async function openShop(folder: string): Promise<Store> {
  const store = openSqliteStore(folder)
  await store.putSite(SHOP)
  return store
}
const keep = (store: Store, events: readonly Event[]) => store.commit({ events, drops: [] }, advanceVisitor)

it('tells what every event tells, in whatever portions these came, and after a restart', async () => {
  const folder = temporaryFolder()
  let store = await openShop(folder)
  let first = 0
  for (const size of [6, 200, 3, 90, 700]) {
    await keep(store, counted(size, first))
    first += size
    expect(await agrees(store)).toBeGreaterThan(0)
  }
  await store.close()
  store = openSqliteStore(folder)
  await keep(store, counted(60, first))
  expect(await agrees(store)).toBeGreaterThan(200)
  await store.close()
})

it('still does after erasing, rebuilding and forgetting', async () => {
  const store = await openShop(temporaryFolder())
  await store.applyRetention(MONDAY, advanceVisitor)
  await keep(store, [...counted(500), ...pageViews('visitor-a', 60), ...pageViews('visitor-b', 60)])
  const before = await agrees(store)
  await store.erase({ site: SHOP.id, visitor: 'visitor-b' }, MONDAY)
  await store.rebuild(SHOP, advanceVisitor)
  expect(await agrees(store)).toBe(before)
  for (let day = 0; day <= 760; day++) await store.applyRetention(MONDAY + day * DAY, advanceVisitor)
  await keep(store, counted(100, 500))
  const after = await agrees(store)
  expect(after).toBeGreaterThan(0)
  expect(after).toBeLessThan(before)
  expect(await store.check()).toEqual([])
  await store.close()
})

it('is missed when it is not what is in the block, or damaged', async () => {
  const folder = temporaryFolder()
  const store = await openShop(folder)
  await keep(store, counted(500))
  expect(await store.check()).toEqual([])
  const other = new Database(`${folder}/koopsignaal.db`)
  other.exec(`UPDATE blocks SET acts = (SELECT acts FROM blocks WHERE acts IS NOT NULL ORDER BY key DESC LIMIT 1)
    WHERE key = (SELECT min(key) FROM blocks WHERE acts IS NOT NULL)`)
  expect(await store.check()).toEqual([expect.stringMatching(/^what is told beside a block/)])
  other.exec("UPDATE blocks SET acts = x'00112233445566' WHERE acts IS NOT NULL")
  expect(await store.check()).toEqual([expect.stringMatching(/^a row of acts of visitor \d+ is damaged/)])
  other.close()
  await store.close()
})

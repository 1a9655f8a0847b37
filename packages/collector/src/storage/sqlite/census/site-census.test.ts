import { join } from 'node:path'
import { DAY, EVENT_TYPES, type Event, HOUR } from '@koopsignaal/protocol'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { anyHistory, MONDAY } from '../../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../../advance-visitor.ts'
import { ALWAYS, pageViews, SHOP, temporaryFolder } from '../../fixtures.ts'
import type { Census, Ranges, Store } from '../../store.ts'
import { trailOf } from '../../trail-of.fixture.ts'
import { DATABASE_FILE } from '../open.ts'
import { openSqliteStore } from '../sqlite-store.ts'

const ENGAGEMENT = EVENT_TYPES.indexOf('engagement')

async function openHere(folder = temporaryFolder()): Promise<{ store: Store; folder: string }> {
  const store = openSqliteStore(folder)
  onTestFinished(() => store.close())
  await store.putSite(SHOP)
  return { store, folder }
}

/** What the report about pages counts of a visitor. */
function followedOf(census: Census, visitor: number) {
  const { visitors, moments, deeds, names } = census
  const rows = ({ start, end }: Ranges) =>
    Array.from({ length: end[visitor]! - start[visitor]! }, (_, i) => start[visitor]! + i)
  return {
    settledAt: visitors.settledAt[visitor],
    moments: rows(visitors.moments).map((i) => [
      moments.at[i],
      names.pages[moments.page[i]!],
      moments.cell[i],
      moments.marks[i],
      names.number(moments.engaged[i]!),
      names.number(moments.scrolled[i]!),
    ]),
    deeds: rows(visitors.deeds).map((i) => [
      deeds.at[i],
      deeds.type[i],
      names.texts[deeds.text[i]!],
      names.number(deeds.measure[i]!),
      names.pages[deeds.page[i]!],
      names.pages[deeds.nextPage[i]!],
      deeds.next[i],
      deeds.cell[i],
      deeds.viewedAt[i],
    ]),
  }
}

/** Everybody who is there, in words, by the engine's row. */
function everything(census: Census) {
  const { visitors, acts, names } = census
  const all = [...census.select({ period: ALWAYS, at: ALWAYS.to, filter: {} })].map((visitor) => ({
    key: visitors.key[visitor]!,
    consented: visitors.consented[visitor]!,
    trail: trailOf(census, visitor),
    ...followedOf(census, visitor),
    acts: Array.from({ length: visitors.acts.end[visitor]! - visitors.acts.start[visitor]! }, (_, i) => {
      const act = visitors.acts.start[visitor]! + i
      const { path, title, topic } = names.pages[acts.page[act]!]!
      return [
        acts.at[act]!,
        acts.type[act]!,
        path,
        title,
        topic,
        names.paths[names.pathOf[acts.page[act]!]!],
        names.sources[acts.source[act]!]!,
        acts.type[act] === ENGAGEMENT ? names.number(acts.detail[act]!) : names.texts[acts.detail[act]!],
        names.number(acts.measure[act]!),
      ]
    }),
  }))
  return all.toSorted((a, b) => a.key - b.key)
}

/** The same as a store says that has just been opened. */
async function madeAnew(folder: string) {
  const fresh = openSqliteStore(folder)
  try {
    return await fresh.census(SHOP.id, 'acts', everything)
  } finally {
    await fresh.close()
  }
}

const commit = (store: Store, events: readonly Event[]) => store.commit({ events, drops: [] }, advanceVisitor)

describe('a census that is kept', () => {
  it('is what one made anew is, after late events, erasures and rebuilds', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ events: anyHistory, visitor: fc.integer({ min: 0, max: 5 }) }) },
      { weight: 1, arbitrary: fc.record({ erase: fc.integer({ min: 0, max: 5 }) }) },
      { weight: 1, arbitrary: fc.record({ rebuild: fc.constant(true) }) },
    )
    let number = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        const { store, folder } = await openHere()
        await store.census(SHOP.id, 'visits', () => {})
        for (const one of steps) {
          if ('events' in one) {
            const visitor = `visitor-${one.visitor}`
            const events = one.events.map((event) => ({
              ...event,
              site: SHOP.id,
              visitor,
              id: `event-${number++}`,
            }))
            // The newer half first: the other half comes late.
            const half = events.length >> 1
            await commit(store, events.slice(half))
            await commit(store, events.slice(0, half))
          } else if ('erase' in one) await store.erase({ site: SHOP.id, visitor: `visitor-${one.erase}` }, 0)
          else {
            const other = { ...SHOP, kind: number % 2 === 0 ? ('services' as const) : ('shop' as const) }
            await store.rebuild(other, advanceVisitor)
          }
          const kept = await store.census(SHOP.id, 'acts', everything)
          expect(kept).toEqual(await madeAnew(folder))
          for (const { acts } of kept) {
            const times = acts.map(([at]) => at as number)
            expect(times).toEqual(times.toSorted((a, b) => a - b))
          }
        }
      }),
      { numRuns: 25 },
    )
  })

  it('knows what was written while it was asked, one question after another', async () => {
    const { store } = await openHere()
    const counts = await Promise.all(
      Array.from({ length: 5 }, async (_, i) => {
        await commit(store, pageViews(`visitor-${i}`, 1))
        return store.census(SHOP.id, i % 2 === 0 ? 'visits' : 'acts', (census) => everything(census).length)
      }),
    )
    expect(Math.max(...counts)).toBe(5)
    expect(await store.census(SHOP.id, 'visits', (census) => everything(census).length)).toBe(5)
  })

  it('is made anew when the log no longer tells what it has missed', async () => {
    const { store, folder } = await openHere()
    await commit(store, pageViews('visitor-1', 1))
    await store.census(SHOP.id, 'acts', everything)
    for (let i = 2; i < 6; i++) await commit(store, pageViews(`visitor-${i}`, 1))
    const other = new Database(join(folder, DATABASE_FILE))
    other.exec('DELETE FROM changes WHERE seq < (SELECT max(seq) FROM changes)')
    other.close()
    expect(await store.census(SHOP.id, 'acts', (census) => everything(census).length)).toBe(5)
  })

  it('counts whoever gets the row of somebody who was erased on another site', async () => {
    const { store } = await openHere()
    await store.putSite({ ...SHOP, id: 'other' })
    const onOther = pageViews('visitor-2', 1).map((event) => ({ ...event, site: 'other' }))
    for (const events of [pageViews('visitor-1', 1), onOther, pageViews('visitor-3', 1)])
      await commit(store, events)
    const rows = () => store.census(SHOP.id, 'acts', (census) => everything(census).map(({ key }) => key))
    const [first, last] = await rows()
    await store.erase({ site: SHOP.id, visitor: 'visitor-3' }, 0)
    await store.erase({ site: 'other', visitor: 'visitor-2' }, 0)
    await commit(store, pageViews('visitor-4', 1))
    // The engine gives the number of the last row again: lower than one that is known.
    expect(await rows()).toEqual([first, last! - 1])
    expect(await rows()).toEqual([first, last! - 1])
  })

  it('tells of visits before all events were read, and of events when they were', async () => {
    const { store } = await openHere()
    const many = Array.from({ length: 11_000 }, (_, i) => pageViews(`visitor-${i}`, 1)).flat()
    await commit(store, many)
    const order: string[] = []
    const count = (depth: 'visits' | 'acts') =>
      store
        .census(SHOP.id, depth, ({ visitors }) => {
          const ends = visitors.acts.end.subarray(0, visitors.count)
          return [depth, visitors.count, ends.reduce((sum, end, i) => sum + end - visitors.acts.start[i]!, 0)]
        })
        .then((counted) => {
          order.push(depth)
          return counted
        })
    const [acts, visits] = await Promise.all([count('acts'), count('visits')])
    expect(acts).toEqual(['acts', 11_000, 11_000])
    expect(visits!.slice(0, 2)).toEqual(['visits', 11_000])
    expect(order).toEqual(['visits', 'acts'])
  })

  it('is read before anybody asks, but for a site of too many visitors', async () => {
    const { store, folder } = await openHere()
    await commit(store, [...pageViews('visitor-1', 2), ...pageViews('visitor-2', 1)])
    expect(await store.hasVisitors(SHOP.id, 2)).toBe(true)
    expect(await store.hasVisitors(SHOP.id, 3)).toBe(false)
    expect(await store.prepareCensus(SHOP.id, 1)).toBe(0)
    expect(await store.prepareCensus(SHOP.id, 2)).toBe(2)
    await commit(store, pageViews('visitor-3', 1))
    expect(await store.census(SHOP.id, 'acts', everything)).toEqual(await madeAnew(folder))
  })

  it('leaves nothing of whoever was erased', async () => {
    const { store } = await openHere()
    await commit(store, pageViews('visitor-1', 2))
    const consented = () =>
      store.census(SHOP.id, 'acts', ({ visitors }) => [...visitors.consented.subarray(0, visitors.count)])
    expect(await consented()).toEqual([1])
    await store.erase({ site: SHOP.id, visitor: 'visitor-1' }, 0)
    expect(await consented()).toEqual([0])
  })

  it('leaves no room to what nobody has any more', async () => {
    const { store } = await openHere()
    const views = pageViews('visitor-1', 1)
    await commit(store, views)
    let rows = 0
    for (let i = 1; i <= 120; i++) {
      const more = Array.from({ length: 40 }, (_, j) => ({
        ...views[0]!,
        id: `event-${i}-${j}`,
        at: MONDAY + i * HOUR + j * 1000,
      }))
      await commit(store, more)
      rows = await store.census(SHOP.id, 'acts', ({ acts, visitors }) => {
        expect(visitors.acts.end[0]! - visitors.acts.start[0]!).toBe(1 + 40 * i)
        return acts.at.length
      })
    }
    // All copies that were made on the way would be 290,000.
    expect(rows).toBeLessThan(30_000)
  })

  it('ends with an error when a row is damaged, and begins anew', async () => {
    const { store, folder } = await openHere()
    await commit(store, pageViews('visitor-1', 3))
    const other = new Database(join(folder, DATABASE_FILE))
    onTestFinished(() => void other.close())
    const row = other.prepare('SELECT key, recent FROM visitors').get() as { key: number; recent: Buffer }
    const damaged = Buffer.from(row.recent)
    damaged[3]! ^= 1
    const put = other.prepare('UPDATE visitors SET recent = ? WHERE key = ?')
    put.run(damaged, row.key)
    await expect(store.census(SHOP.id, 'acts', everything)).rejects.toThrow('damaged')
    put.run(row.recent, row.key)
    expect(await store.census(SHOP.id, 'acts', everything)).toHaveLength(1)
  })

  it('answers for a period, and for nobody on another site', async () => {
    const { store } = await openHere()
    await store.putSite({ ...SHOP, id: 'other' })
    await commit(store, pageViews('visitor-1', 1, MONDAY))
    const there = (site: string, from: number) =>
      store.census(site, 'visits', (census) =>
        census.select({ period: { from, to: MONDAY + DAY }, at: 0, filter: {} }),
      )
    expect(await there(SHOP.id, MONDAY)).toHaveLength(1)
    expect(await there(SHOP.id, MONDAY + 1)).toHaveLength(0)
    expect(await there('other', MONDAY)).toHaveLength(0)
    await expect(there('nowhere', 0)).rejects.toThrow('nowhere')
  })
})

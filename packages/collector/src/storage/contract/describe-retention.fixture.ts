import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DAY } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { event, koperReturning, MONDAY } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { ALWAYS, idsIn, pageViews, query, SHOP, temporaryFolder } from '../fixtures.ts'
import type { Store } from '../store.ts'
import { commit, type Engine, key, openShop } from './engine.fixture.ts'

const NOTHING = { anonymised: 0, removed: 0 }

/** What every engine must forget when its time has come, and nothing before.
 *  Source: docs/decisions/0009. */
export function describeRetention(name: string, engine: Engine): void {
  const openHere = (folder?: string) => openShop(engine, folder)
  /** The collector is at work on so many days, the first one today.
   *  @returns how many were forgotten, in all */
  async function work(store: Store, days: number, first = 0) {
    const sum = { ...NOTHING }
    for (let day = first; day < first + days; day++) {
      const { anonymised, removed } = await store.applyRetention(MONDAY + day * DAY, advanceVisitor)
      sum.anonymised += anonymised
      sum.removed += removed
    }
    return sum
  }
  const figures = async (store: Store) => ({
    counts: await store.segmentCounts('example', { period: ALWAYS, filter: {} }),
    days: await store.segmentsByDay('example', [ALWAYS], { period: ALWAYS, filter: {} }),
    ids: idsIn(store),
  })

  describe(`${name}: retention`, () => {
    it('knows a visitor for 180 days of work, and forgets who it was on the next', async () => {
      const store = await openHere()
      await commit(store, pageViews('visitor-1', 2))
      expect(await work(store, 180)).toEqual(NOTHING)
      expect(await store.visitor(key('visitor-1'))).not.toBeNull()
      expect(await work(store, 1, 180)).toEqual({ anonymised: 1, removed: 0 })
      expect(await store.visitor(key('visitor-1'))).toBeNull()
      expect(await store.history(key('visitor-1'))).toEqual([])
      expect(await store.visitors(query())).toEqual([])
      expect(await store.visitorsAsOf('example', ALWAYS.to, ALWAYS, {})).toEqual([])
    })

    it('changes no figure by that, and a rebuild comes to the same', async () => {
      const store = await openHere()
      const bot = event({ id: 'event-bot0', visitor: 'visitor-3', bot: 'webdriver' })
      await commit(store, [...koperReturning, ...pageViews('visitor-2', 40), bot])
      const before = await figures(store)
      expect(await work(store, 181)).toEqual({ anonymised: 3, removed: 0 })
      expect(await figures(store)).toEqual(before)
      expect(await store.rebuild(SHOP, advanceVisitor)).toEqual({ visitors: 3, changed: 0 })
      expect(await store.check()).toEqual([])
    })

    it('leaves no trace of the id in its files', async () => {
      const folder = temporaryFolder()
      const store = await openHere(folder)
      await commit(store, pageViews('visitor-who-was-here', 30))
      await work(store, 181)
      const files = readdirSync(folder).map((file) => readFileSync(join(folder, file)))
      expect(files.some((bytes) => bytes.includes('visitor-who-was-here'))).toBe(false)
    })

    it('counts the same event once also when its visitor is forgotten, and a new one as of somebody new', async () => {
      const store = await openHere()
      const events = pageViews('visitor-1', 2)
      await commit(store, events)
      await work(store, 181)
      expect(await commit(store, events)).toEqual(['duplicate', 'duplicate'])
      await commit(store, pageViews('visitor-1', 1, MONDAY + DAY))
      expect(await store.history(key('visitor-1'))).toHaveLength(1)
    })

    it('forgets those who came first, first', async () => {
      const store = await openHere()
      await commit(store, pageViews('visitor-1', 1))
      await work(store, 10)
      await commit(store, pageViews('visitor-2', 1))
      expect(await work(store, 171, 10)).toEqual({ anonymised: 1, removed: 0 })
      expect(await store.visitor(key('visitor-2'))).not.toBeNull()
      expect(await work(store, 10, 181)).toEqual({ anonymised: 1, removed: 0 })
    })

    it('counts from the day of arrival: an import of old events is kept as long', async () => {
      const store = await openHere()
      await commit(store, pageViews('visitor-1', 2, MONDAY - 4_000 * DAY))
      expect(await work(store, 180)).toEqual(NOTHING)
    })

    it('forgets nothing early when the clock jumps, and comes back', async () => {
      const store = await openHere()
      await commit(store, pageViews('visitor-1', 1))
      await work(store, 20)
      for (const years of [10, -10, 0, -20, 30]) await work(store, 2, 20 + years * 365)
      expect(await store.visitor(key('visitor-1'))).not.toBeNull()
    })

    it('does not take a newcomer for somebody whose row was erased', async () => {
      const store = await openHere()
      await commit(store, pageViews('visitor-1', 1))
      await work(store, 100)
      await store.erase(key('visitor-1'), MONDAY)
      await work(store, 1, 100)
      await commit(store, pageViews('visitor-2', 1))
      expect(await work(store, 179, 101)).toEqual(NOTHING)
      expect(await store.visitor(key('visitor-2'))).not.toBeNull()
    })

    it('removes what was done after 760 days of work, also of those who were only counted', async () => {
      const store = await openHere()
      const counted = Array.from({ length: 100 }, (_, i) =>
        event({ id: `counted-${i}`, visitor: null, consent: 'count', at: MONDAY + i, path: `/p/${i}` }),
      )
      await commit(store, [...pageViews('visitor-1', 2), ...counted])
      await work(store, 1)
      await commit(store, pageViews('visitor-2', 1, MONDAY + 700 * DAY))
      expect(await work(store, 759, 1)).toEqual({ anonymised: 2, removed: 0 })
      expect(idsIn(store)).toHaveLength(103)
      expect(await work(store, 1, 760)).toEqual({ anonymised: 0, removed: 1 })
      const left = idsIn(store)
      expect(left).toContain(`visitor-2-${MONDAY + 700 * DAY}`)
      expect(left.length).toBeLessThan(50)
      expect(await commit(store, pageViews('visitor-1', 2))).toEqual(['duplicate', 'duplicate'])
      expect(await store.check()).toEqual([])
    })
  })
}

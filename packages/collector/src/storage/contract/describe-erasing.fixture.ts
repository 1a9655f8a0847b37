import { DAY, HOUR } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { MONDAY } from '../../../../scoring/src/fixtures.ts'
import { ALWAYS, idsIn, pageViews, query } from '../fixtures.ts'
import { commit, type Engine, key, openShop } from './engine.fixture.ts'

/** What must be gone after an erasure, and what is refused after it. */
export function describeErasing(name: string, engine: Engine): void {
  const openHere = (folder?: string) => openShop(engine, folder)

  describe(`${name}: erasing`, () => {
    it('removes all of one visitor and nothing of another', async () => {
      const store = await openHere()
      await commit(store, [...pageViews('visitor-1', 3), ...pageViews('visitor-2', 1)])
      expect(await store.erase(key('visitor-1'), MONDAY + HOUR)).toBe(true)
      expect(await store.visitor(key('visitor-1'))).toBeNull()
      expect(await store.history(key('visitor-1'))).toEqual([])
      expect(await store.timeline(key('visitor-1'))).toEqual([])
      expect(idsIn(store)).toEqual(pageViews('visitor-2', 1).map(({ id }) => id))
      expect((await store.visitors(query())).map(({ visitor }) => visitor)).toEqual(['visitor-2'])
      expect((await store.segmentCounts('example', { period: ALWAYS, filter: {} })).pageViews).toBe(1)
    })

    it('says so when there is nobody', async () => {
      const store = await openHere()
      expect(await store.erase(key('visitor-1'), MONDAY)).toBe(false)
    })

    it('refuses what comes late for a day, also of whom nothing was stored', async () => {
      const store = await openHere()
      await store.erase(key('visitor-1'), MONDAY)
      const events = pageViews('visitor-1', 1)
      await store.expire(MONDAY + DAY - 1)
      expect(await commit(store, [...events, ...pageViews('visitor-2', 1)])).toEqual(['erased', 'accepted'])
      expect(await store.history(key('visitor-1'))).toEqual([])
      await store.expire(MONDAY + DAY + 1)
      expect(await commit(store, events)).toEqual(['accepted'])
    })

    it('knows the ids of who was erased: the same events again bring nobody back', async () => {
      const store = await openHere()
      const events = pageViews('visitor-1', 3)
      await commit(store, events)
      await store.erase(key('visitor-1'), MONDAY)
      await store.expire(MONDAY + DAY + 1)
      expect(await commit(store, events)).toEqual(['duplicate', 'duplicate', 'duplicate'])
      expect(await store.visitor(key('visitor-1'))).toBeNull()
      const others = pageViews('visitor-2', 3).map((event, i) => ({ ...event, id: events[i]!.id }))
      expect(await commit(store, others)).toEqual(['duplicate', 'duplicate', 'duplicate'])
    })
  })
}

import { join } from 'node:path'
import { DAY } from '@koopsignaal/protocol'
import { isProfileOf } from '@koopsignaal/scoring'
import { describe, expect, it, onTestFinished } from 'vitest'
import { event, koperReturning, MONDAY } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { modelOf } from '../../models.ts'
import { newSite } from '../../sites.ts'
import { drop, idsIn, pageViews, SHOP, temporaryFolder } from '../fixtures.ts'
import { commit, type Engine, key, openShop } from './engine.fixture.ts'

/** What every engine must do beside its work: forgetting, rebuilding, backing up, looking itself over. */
export function describeKeepingHouse(name: string, engine: Engine): void {
  const openHere = (folder?: string) => openShop(engine, folder)

  describe(`${name}: keeping house`, () => {
    it('forgets quarantine after a week and log-ins when they end', async () => {
      const store = await openHere()
      await store.commit(
        { events: [], drops: [drop({ at: MONDAY - 8 * DAY, message: 'old' }), drop({ message: 'new' })] },
        advanceVisitor,
      )
      await store.putLogin('session', { hash: 'past', expiresAt: MONDAY })
      await store.putLogin('session', { hash: 'later', expiresAt: MONDAY + DAY })
      await store.expire(MONDAY)
      expect((await store.drops('example', 9)).map(({ message }) => message)).toEqual(['new'])
      expect(await store.hasLogin('session', 'past', MONDAY - 1)).toBe(false)
      expect(await store.hasLogin('session', 'later', MONDAY)).toBe(true)
    })

    it('keeps every event when it expires what has had its time', async () => {
      const store = await openHere()
      await commit(store, pageViews('visitor-1', 3))
      await store.expire(MONDAY + 3650 * DAY)
      expect(idsIn(store)).toHaveLength(3)
    })

    it('rebuilds what follows from the events and counts what came out differently', async () => {
      const store = await openHere()
      await commit(store, [
        ...koperReturning,
        ...pageViews('visitor-2', 2),
        event({ id: 'event-bot0', visitor: 'visitor-3', bot: 'webdriver' }),
      ])
      const told: [number, number][] = []
      const tell = (done: number, all: number) => void told.push([done, all])
      expect(await store.rebuild(SHOP, advanceVisitor, { onProgress: tell })).toEqual({
        visitors: 3,
        changed: 0,
      })
      expect(told.at(-1)).toEqual([3, 3])
      const services = newSite({ ...SHOP, kind: 'services' }, MONDAY)
      expect(await store.rebuild(services, advanceVisitor, { onProgress: tell })).toEqual({
        visitors: 3,
        changed: 2,
      })
      const { profile } = (await store.visitor(key('visitor-1')))!
      expect(isProfileOf(profile, modelOf(services))).toBe(true)
      expect(await store.rebuild(services, advanceVisitor, { onProgress: tell })).toEqual({
        visitors: 3,
        changed: 0,
      })
    })

    it('tells all events of a site in order of arrival, more than a page of them', async () => {
      const store = await openHere()
      const events = pageViews('visitor-1', 2_100).toReversed()
      await commit(store, events)
      expect(idsIn(store)).toEqual(events.map(({ id }) => id))
    })

    it('restores from a backup what was there when it was made', async () => {
      const store = await openHere()
      await commit(store, koperReturning)
      const file = join(temporaryFolder(), 'backup')
      let last: readonly [number, number] = [0, -1]
      await store.backup(file, (done, all) => {
        last = [done, all]
      })
      expect(last[0]).toBe(last[1])
      await commit(store, pageViews('visitor-2', 1))
      const folder = temporaryFolder()
      await engine.restore(file, folder)
      const restored = await engine.open(folder)
      onTestFinished(() => restored.close())
      expect(idsIn(restored)).toEqual(koperReturning.map(({ id }) => id))
      expect(await restored.visitor(key('visitor-1'))).toEqual(await store.visitor(key('visitor-1')))
      expect(await restored.timeline(key('visitor-1'))).toEqual(await store.timeline(key('visitor-1')))
      expect(await restored.check()).toEqual([])
    })

    it('finds nothing wrong with itself and is ready', async () => {
      const store = await openHere()
      await commit(store, koperReturning)
      expect(await store.check()).toEqual([])
      expect(await store.ready()).toBe(true)
    })
  })
}

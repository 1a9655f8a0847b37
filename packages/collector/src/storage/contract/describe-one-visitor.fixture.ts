import { DAY, HOUR } from '@koopsignaal/protocol'
import { fold } from '@koopsignaal/scoring'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyHistory, event, koperReturning, MONDAY } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { modelOf } from '../../models.ts'
import { SHOP, temporaryFolder } from '../fixtures.ts'
import { commit, type Engine, key, openShop } from './engine.fixture.ts'

/** What every engine must tell of one visitor, in whatever order its events came. */
export function describeOneVisitor(name: string, engine: Engine): void {
  const openHere = (folder?: string) => openShop(engine, folder)

  describe(`${name}: one visitor`, () => {
    it('tells a history in order of time and id, up to a moment', async () => {
      const store = await openHere()
      const [a, b, c] = [
        event({ id: 'event-000b', at: MONDAY }),
        event({ id: 'event-000a', at: MONDAY }),
        event({ id: 'event-0000', at: MONDAY + 1, bot: 'webdriver' }),
      ] as const
      await commit(store, [c, a, b])
      expect(await store.history(key('visitor-1'))).toEqual([b, a, c])
      expect(await store.history(key('visitor-1'), MONDAY)).toEqual([b, a])
      expect(await store.history(key('nobody-000'))).toEqual([])
    })

    it('tells a timeline without gaps or overlap, open at its end', async () => {
      const store = await openHere()
      for (const one of koperReturning) await commit(store, [one])
      const timeline = await store.timeline(key('visitor-1'))
      expect(timeline.length).toBeGreaterThan(3)
      expect(timeline[0]?.from).toBe(MONDAY)
      for (const [i, span] of timeline.entries()) expect(span.until).toBe(timeline[i + 1]?.from ?? null)
      expect(timeline.map(({ segment }) => segment)).toContain('koper')
    })

    it('comes to the same in whatever order and batches the events arrive', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyHistory, { minLength: 1, maxLength: 3 }),
          fc.infiniteStream(fc.nat(3)),
          fc.infiniteStream(fc.integer()),
          async (histories, sizes, keys) => {
            const own = histories.map((history, who) =>
              history.map((one) => ({ ...one, id: `${one.id}-${who}`, visitor: `visitor-${who}` })),
            )
            const shuffled = own
              .flat()
              .map((one) => ({ one, place: keys.next().value as number }))
              .sort((x, y) => x.place - y.place)
              .map(({ one }) => one)
            const [store, atOnce] = [
              await engine.open(temporaryFolder()),
              await engine.open(temporaryFolder()),
            ]
            for (const one of [store, atOnce]) await one.putSite(SHOP)
            await commit(atOnce, own.flat())
            while (shuffled.length > 0)
              await commit(store, shuffled.splice(0, 1 + (sizes.next().value as number)))
            for (const [who, events] of own.entries()) {
              const visitor = key(`visitor-${who}`)
              const stored = await store.visitor(visitor)
              expect(stored?.profile).toEqual(fold(events, modelOf(SHOP)))
              expect(stored).toEqual(await atOnce.visitor(visitor))
              expect(await store.timeline(visitor)).toEqual(await atOnce.timeline(visitor))
            }
            for (let day = 0; day < 60; day += 10) {
              const period = { from: MONDAY, to: MONDAY + day * DAY + HOUR }
              expect(await store.segmentCounts('example', { period, filter: {} })).toEqual(
                await atOnce.segmentCounts('example', { period, filter: {} }),
              )
            }
            expect((await store.rebuild(SHOP, advanceVisitor)).changed).toBe(0)
            for (const one of [store, atOnce]) await one.close()
          },
        ),
        { numRuns: 15 },
      )
    })
  })
}

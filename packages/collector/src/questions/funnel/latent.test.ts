import { DAY } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { anyHistory, MONDAY } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { ALWAYS, SHOP, temporaryFolder } from '../../storage/fixtures.ts'
import { openSqliteStore } from '../../storage/sqlite/sqlite-store.ts'
import { createStoodDuring } from '../../storage/store.ts'
import { ladderOf } from './tally.ts'

/** A few days, so that several things are done in a visit. */
const history = anyHistory.map((events) =>
  events.map((event) => ({ ...event, at: MONDAY + ((event.at - MONDAY) % (4 * DAY)) })),
)

it('who is told at a glance to have stayed latent adds to the ladder what going through all spans does', async () => {
  const place = fc.nat(1_000)
  const asked = fc.tuple(
    fc.array(history, { minLength: 1, maxLength: 8 }),
    fc.array(fc.tuple(place, place), { minLength: 6, maxLength: 6 }),
  )
  await fc.assert(
    fc.asyncProperty(asked, async ([histories, places]) => {
      const store = openSqliteStore(temporaryFolder())
      onTestFinished(() => store.close())
      await store.putSite(SHOP)
      const events = histories.flatMap((one, i) =>
        one.map((event, j) => ({ ...event, site: SHOP.id, visitor: `visitor-${i}`, id: `event-${i}-${j}` })),
      )
      await store.commit({ events, drops: [] }, advanceVisitor)
      await store.census(SHOP.id, 'visits', (census) => {
        const { visits, visitors } = census
        // Nothing to be told at a glance.
        const during = new Uint8Array(visits.during.length)
        const followed = { ...census, visits: { ...visits, during } }
        for (const [one, other] of places) {
          const [from, to] = [one, other]
            .map((at) => events[at % events.length]!.at + 1)
            .toSorted((a, b) => a - b)
          const period = { from: from!, to: to! + 1 }
          const gathered = { places: census.select({ period, filter: {} }), flocks: [] }
          expect(ladderOf(census, gathered, { period })).toEqual(ladderOf(followed, gathered, { period }))
        }
        const stoodDuring = createStoodDuring(census)
        for (const visitor of census.select({ period: ALWAYS, filter: {} }))
          for (let i = visitors.visits.start[visitor]!; i < visitors.visits.end[visitor]!; i++)
            expect(visits.during[i]).toBe(stoodDuring(visitor, visits.from[i]!, visits.to[i]!))
      })
    }),
    { numRuns: 40, endOnFailure: true },
  )
})

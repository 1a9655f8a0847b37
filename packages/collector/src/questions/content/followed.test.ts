import { DAY, EVENT_TYPES, type Event } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { anyHistory, MONDAY } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { pageViews, SHOP, temporaryFolder } from '../../storage/fixtures.ts'
import { openSqliteStore } from '../../storage/sqlite/sqlite-store.ts'
import { type Census, createFollower, followedAsOf, isIn, isLeftAtOnce } from '../../storage/store.ts'
import { tallyCtas } from './cta-tally.ts'
import { type GatheredMoments, gatherMoments } from './gather-moments.ts'
import { detailPages } from './page-details.ts'
import { tallyPages } from './page-tally.ts'
import { tallySearches } from './search-tally.ts'

/** A few days, so that several things are done in a visit. */
const history = anyHistory.map((events) =>
  events.map((event) => ({ ...event, at: MONDAY + ((event.at - MONDAY) % (4 * DAY)) })),
)
const place = fc.nat(1_000)
const asked = fc
  .record({
    histories: fc.array(history, { minLength: 1, maxLength: 6 }),
    places: fc.array(fc.tuple(place, place, place), { minLength: 4, maxLength: 4 }),
  })
  .map(({ histories, places }) => {
    const times = histories.flat().map(({ at }) => at)
    // Just after something was done: most of what can go wrong is at the ends of a period.
    const after = (one: number): number => times[one % times.length]! + 1
    const questions = places.map(([one, other, until]) => ({
      from: Math.min(after(one), after(other)),
      to: Math.max(after(one), after(other)) + 1,
      until: after(until) + (until % 2) * DAY,
    }))
    return { histories, questions }
  })

interface Asked {
  readonly from: number
  readonly to: number
  readonly until: number
}

/** Asks about visitors who did this. */
async function withCensus(histories: readonly (readonly Event[])[], work: (census: Census) => void) {
  const store = openSqliteStore(temporaryFolder())
  onTestFinished(() => store.close())
  await store.putSite(SHOP)
  const events = histories.flatMap((history, i) =>
    history.map((event, j) => ({
      ...event,
      site: SHOP.id,
      visitor: `visitor-${i}`,
      id: `event-${i}-${j}`,
      path: ['/', '/drainage', '/offerte', null][j % 4]!,
      title: [null, 'Drainage', 'Regenpijp'][j % 3]!,
      detail: { ...event.detail, cta: 'offerte', query: ['Natte tuin', 'kas'][j % 2]!, results: j % 3 },
    })),
  )
  await store.commit({ events, drops: [] }, advanceVisitor)
  await store.census(SHOP.id, 'acts', work)
}

/** All that the pages about content tell. */
function told(census: Census, { from, to }: Asked, gathered: GatheredMoments, acting = gathered) {
  const period = { from, to }
  const pages = [...tallyPages(census, gathered, period).values()]
  const details = (['seen', 'landing'] as const).map((by) => {
    const { engagedMs, scrollPercent, lift } = detailPages(census, gathered, { period, by }, pages)
    return pages.map(({ thing }) => [engagedMs(thing), scrollPercent(thing), lift(thing)])
  })
  const { searches, comparison, ...searched } = tallySearches(census, acting, period)
  const { ctas, visitors } = tallyCtas(census, acting, period)
  return {
    pages,
    details,
    searched,
    searches: searches
      .map(({ thing, ...one }) => ({ ...one, lift: comparison.liftOf(thing) }))
      .toSorted((a, b) => (a.query < b.query ? -1 : 1)),
    ctas: ctas.map(({ seen, others, ...one }) => ({ ...one, seen: seen.of(0), others: others.of(0) })),
    visitors,
  }
}

/** Everybody one by one. */
function eachOf(census: Census, { from, to, until }: Asked): GatheredMoments {
  const places = census.select({ period: { from, to }, filter: {} })
  return { visitors: places.length, followed: followedAsOf(census, places, until), flocks: [] }
}

const byName = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : 1

it('what is kept of each view tells the same as following everybody anew, as of any moment', async () => {
  await fc.assert(
    fc.asyncProperty(asked, async ({ histories, questions }) => {
      await withCensus(histories, (census) => {
        const { visitors } = census
        const settledAt = new Float64Array(visitors.settledAt.length).fill(Number.POSITIVE_INFINITY)
        const anew: Census = { ...census, visitors: { ...visitors, settledAt } }
        for (const one of questions)
          expect(told(census, one, eachOf(census, one))).toEqual(told(anew, one, eachOf(anew, one)))
      })
    }),
    { numRuns: 12, endOnFailure: true },
  )
})

it('what flocks looked at adds to a report what each of their visitors would', async () => {
  let flocks = 0
  // One visit of up to twelve views, some again of the same page, every other with clicks or searches.
  const short = history.map((events) => {
    const types: readonly Event['type'][] =
      events.length % 2 === 0
        ? ['page_view', 'engagement']
        : ['page_view', 'engagement', 'cta_click', 'search']
    return Array.from({ length: 1 + (events.length % 12) }, (_, i) => ({
      ...events[i % events.length]!,
      at: events[0]!.at + i * 40_000,
      type: i < 1 + (events.length % 4) ? ('page_view' as const) : types[i % types.length]!,
      detail: { engagedMs: 2_000 * i, scrollPercent: 7 * i },
    }))
  })
  const shortOrLong = fc.array(fc.oneof({ weight: 3, arbitrary: short }, history), {
    minLength: 2,
    maxLength: 10,
  })
  await fc.assert(
    fc.asyncProperty(shortOrLong, asked, async (histories, { questions }) => {
      await withCensus(histories, (census) => {
        const ends = [...census.visits.to.subarray(0, 6)].filter((at) => at > 0)
        const atEnds = ends.map((at) => ({ from: MONDAY, to: at + 1, until: at }))
        const all = [...questions, ...atEnds, { from: 0, to: MONDAY + 30 * DAY, until: MONDAY + 60 * DAY }]
        for (const one of all) {
          const asked = { period: { from: one.from, to: one.to }, filter: {} }
          const gathered = gatherMoments(census, asked, one.until, 'views')
          const acting = gatherMoments(census, asked, one.until, 'acts')
          flocks += gathered.flocks.filter(({ pages }) => pages.page.length > 0).length
          expect(told(census, one, gathered, acting)).toEqual(told(census, one, eachOf(census, one)))
        }
      })
    }),
    { numRuns: 40, endOnFailure: true },
  )
  expect(flocks).toBeGreaterThan(40)
})

/** Pages as anybody would count them who goes through what each visitor did. */
function recounted(census: Census, { from, to, until }: Asked) {
  const period = { from, to }
  const follower = createFollower(census, period, until)
  const pages = new Map<
    string,
    { views: number; entries: number; bounces: number; exits: number; by: Set<number> }
  >()
  const pageAt = (view: number) => {
    const path = census.names.paths[follower.views[view]!.path]!
    const page = pages.get(path) ?? { views: 0, entries: 0, bounces: 0, exits: 0, by: new Set<number>() }
    pages.set(path, page)
    return page
  }
  for (const visitor of census.select({ period, filter: {} })) {
    follower.follow(visitor)
    const isSeen = (view: number) => isIn(period, follower.views[view]!.at)
    for (const visit of follower.visits.slice(0, follower.visitCount)) {
      const own = Array.from({ length: visit.endOfViews - visit.firstView }, (_, i) => visit.firstView + i)
      for (const view of own.filter(isSeen)) {
        pageAt(view).views++
        pageAt(view).by.add(visitor)
      }
      const [first, last] = [own.filter(isSeen)[0], own.filter(isSeen).at(-1)]
      if (!isIn(period, visit.from) || first === undefined || last === undefined) continue
      pageAt(first).entries++
      pageAt(first).bounces += Number(isLeftAtOnce(visit))
      pageAt(last).exits++
    }
  }
  return [...pages]
    .map(([path, { by, ...counts }]) => ({ path, ...counts, visitors: by.size }))
    .toSorted(byName)
}

it('counts views, visitors, entries, bounces and exits as a plain recount does', async () => {
  let counted = 0
  await fc.assert(
    fc.asyncProperty(asked, async ({ histories, questions }) => {
      await withCensus(histories, (census) => {
        for (const one of questions) {
          const period = { from: one.from, to: one.to }
          const pages = [...tallyPages(census, eachOf(census, one), period).values()].map(
            ({ path, views, entries, bounces, exits, visitors }) => ({
              path,
              views,
              entries,
              bounces,
              exits,
              visitors,
            }),
          )
          expect(pages.toSorted(byName)).toEqual(recounted(census, one))
          counted += pages.length
        }
      })
    }),
    { numRuns: 12, endOnFailure: true },
  )
  expect(counted).toBeGreaterThan(30)
})

it('knows what was searched, clicked and looked at', async () => {
  const types = new Set<string>()
  await fc.assert(
    fc.asyncProperty(asked, async ({ histories }) => {
      await withCensus(histories, ({ deeds, visitors }) => {
        for (let visitor = 0; visitor < visitors.count; visitor++)
          for (let i = visitors.deeds.start[visitor]!; i < visitors.deeds.end[visitor]!; i++)
            types.add(EVENT_TYPES[deeds.type[i]!]!)
      })
    }),
    { numRuns: 30, endOnFailure: true },
  )
  expect([...types].toSorted()).toEqual(['cta_click', 'search'])
})

it('whoever climbs or buys after all acts is settled by the first time of either', async () => {
  const [one] = pageViews('visitor-1', 1)
  const settledAt: number[] = []
  await withCensus([[one!]], (census) => {
    const at = census.acts.at[0]!
    const range = (end: number) => ({ start: Uint32Array.of(0), end: Uint32Array.of(end) })
    const settle = (spans: readonly number[], conversions: readonly number[]) => {
      const visitors = {
        ...census.visitors,
        spans: range(1 + spans.length),
        conversions: range(conversions.length),
      }
      const from = Float64Array.of(at, ...spans.map((day) => at + day * DAY))
      const follower = createFollower(
        {
          ...census,
          visitors,
          spans: {
            from,
            until: Float64Array.of(...from.subarray(1), Number.POSITIVE_INFINITY),
            standing: Uint8Array.of(0, ...spans.map(() => 8 + 2)),
          },
          conversions: {
            ...census.conversions,
            at: Float64Array.from(conversions, (day) => at + day * DAY),
            value: new Float64Array(conversions.length),
          },
        },
        { from: 0, to: Number.POSITIVE_INFINITY },
        Number.POSITIVE_INFINITY,
      )
      follower.follow(0)
      settledAt.push((follower.settledAt - at) / DAY)
    }
    settle([], [])
    settle([2, 4], [])
    settle([], [3, 5])
    settle([1], [6])
    // Too late to have come of it.
    settle([8], [9])
  })
  expect(settledAt).toEqual([0, 2, 3, 6, 0])
})

import { DAY, HOUR } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { anyHistory, MONDAY } from '../../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../../advance-visitor.ts'
import { censusOf } from '../../../questions/census-of.fixture.ts'
import { tallyChannels } from '../../../questions/channels/channel-tally.ts'
import { isLostAsOne, ladderOf } from '../../../questions/funnel/tally.ts'
import { SHOP, temporaryFolder } from '../../fixtures.ts'
import type { Census, CensusQuestion, Flock, Gathered } from '../../store.ts'
import { openSqliteStore } from '../sqlite-store.ts'
import { countDays, isOfOneDay } from './count-days.ts'
import { countSegments } from './count-segments.ts'

/** Everybody one by one. */
const each = (census: Census, asked: CensusQuestion): Gathered => ({
  places: census.select(asked),
  flocks: [],
})

/** All that is counted by flock. */
function reports(
  census: Census,
  asked: CensusQuestion,
  gather: (fits?: (flock: Flock) => boolean) => Gathered,
) {
  const { period, at = period.to } = asked
  // Longer ones than there are, in which more changes.
  const days = Array.from({ length: 3 }, (_, i) => ({
    from: period.from + 25 * i * DAY,
    to: period.from + 25 * (i + 1) * DAY,
  }))
  const channels = tallyChannels(census, gather(), { period, by: 'campaign' })
  return {
    segments: countSegments(census, gather(), asked, () => 1),
    days: countDays(census, days, gather(isOfOneDay(days))),
    ladder: ladderOf(census, gather(isLostAsOne(at)), asked),
    channels: {
      lines: [...channels.lines.values()],
      all: channels.all,
      credits: channels.credit.credits(),
      paths: channels.journeys.paths(),
      links: channels.journeys.links(),
    },
  }
}

/** Mostly people who came once, within some days, so that flocks lie within periods and across their borders. */
const history = fc.tuple(anyHistory, fc.nat(6), fc.boolean()).map(([events, day, isShort]) =>
  events.slice(0, isShort ? 3 : events.length).map((event) => ({
    ...event,
    at: MONDAY + day * DAY + ((event.at - MONDAY) % (isShort ? HOUR / 4 : 3 * DAY)),
  })),
)
/** Often just when something happened. */
const moment = fc.tuple(
  fc.integer({ min: -2 * 24, max: 40 * 24 }),
  fc.nat(1_000),
  fc.integer({ min: -1, max: 1 }),
)
type Moment = readonly [hours: number, event: number, off: number]
const question = fc.tuple(moment, moment, fc.option(fc.integer({ min: -10 * 24, max: 30 * 24 })))

function toQuestion(
  [one, other, later]: readonly [Moment, Moment, number | null],
  times: readonly number[],
): CensusQuestion {
  const momentOf = ([hours, event, off]: Moment): number =>
    event % 2 === 0 ? MONDAY + hours * HOUR : times[event % times.length]! + off
  const [from, to] = [momentOf(one), momentOf(other)].toSorted((a, b) => a - b)
  const period = { from: from!, to: to! + 1 }
  return { period, filter: {}, ...(later === null ? {} : { at: period.to + later * HOUR }) }
}

/** Questions about all flocks at the very moments at which something changes. */
function atBorders(census: Census): readonly CensusQuestion[] {
  const everybody = { period: { from: 0, to: 2 ** 50 }, filter: {} }
  return census.gather(everybody).flocks.flatMap(({ from, to, members }) => {
    const { start, end } = census.visitors.spans
    const changes = [...members].flatMap((one) => [...census.spans.until.subarray(start[one], end[one])])
    const ats = changes.filter((at) => at > to + 1 && at < Number.POSITIVE_INFINITY).slice(0, 4)
    return [
      ...ats.map((at) => ({ period: { from, to: to + 1 }, at, filter: {} })),
      { period: { from: to - 25 * DAY, to: to + 60 * DAY }, filter: {} },
      { period: { from, to }, filter: {} },
      { period: { from: from + 1, to: to + 1 }, filter: {} },
    ]
  })
}

it('what flocks add to a report is what each of their visitors would', async () => {
  let [flocks, mixed] = [0, 0]
  await fc.assert(
    fc.asyncProperty(
      fc.array(history, { minLength: 1, maxLength: 12 }),
      fc.array(question, { minLength: 12, maxLength: 12 }),
      async (histories, asked) => {
        const times = histories.flatMap((one) => one.map(({ at }) => at))
        const questions = asked.map((one) => toQuestion(one, times))
        const store = openSqliteStore(temporaryFolder())
        onTestFinished(() => store.close())
        await store.putSite(SHOP)
        const eventsOf = (some: typeof histories, first: number) =>
          some.flatMap((one, i) =>
            one.map((event, j) => ({
              ...event,
              site: SHOP.id,
              visitor: `visitor-${first + i}`,
              id: `event-${first + i}-${j}`,
            })),
          )
        const half = histories.length >> 1
        await store.commit({ events: eventsOf(histories.slice(half), half), drops: [] }, advanceVisitor)
        const look = (census: Census): void => {
          for (const asked of [...questions, ...atBorders(census)]) {
            const gathered = census.gather(asked)
            flocks += gathered.flocks.length
            mixed += Number(gathered.flocks.length > 0 && gathered.places.length > 0)
            const members = gathered.flocks.flatMap((flock) => [...flock.members])
            expect([...gathered.places, ...members].toSorted((a, b) => a - b)).toEqual([
              ...census.select(asked),
            ])
            expect(reports(census, asked, (fits) => census.gather(asked, fits))).toEqual(
              reports(census, asked, () => each(census, asked)),
            )
          }
        }
        await store.census(SHOP.id, 'visits', look)
        // Whoever comes later or again is no longer in the flock that was counted.
        await store.commit({ events: eventsOf(histories.slice(0, half), 0), drops: [] }, advanceVisitor)
        await store.commit(
          {
            events: eventsOf(
              histories.slice(half).map((one) => one.slice(0, 1)),
              half,
            ).map((event) => ({ ...event, id: `again-${event.id}`, at: event.at + 5 * DAY })),
            drops: [],
          },
          advanceVisitor,
        )
        await store.census(SHOP.id, 'visits', look)
      },
    ),
    { numRuns: 40, endOnFailure: true },
  )
  expect(flocks).toBeGreaterThan(50)
  expect(mixed).toBeGreaterThan(20)
})

it('who stood somewhere before the visit is looked at alone where that lies before the period', () => {
  const span = { until: null, segment: 'passant', phase: 'latent' } as const
  const visit = { from: 5 * DAY, to: 5 * DAY + HOUR, segments: [], phases: [], source: null }
  const census = censusOf([
    { visits: [{ ...visit, pageViews: 1 }], spans: [{ ...span, from: 3 * DAY }], conversions: [] },
  ] as never)
  const flocksFrom = (from: number) =>
    census.gather({ period: { from, to: 9 * DAY }, filter: {} }).flocks.length
  expect([flocksFrom(3 * DAY), flocksFrom(4 * DAY)]).toEqual([1, 0])
})

it('who no longer stands in anything is lost, though not away for long', () => {
  const span = { from: 5 * DAY, until: 6 * DAY, segment: 'passant', phase: 'latent' } as const
  const visit = { from: 5 * DAY, to: 5 * DAY + HOUR, segments: [], phases: [], source: null }
  const census = censusOf([{ visits: [{ ...visit, pageViews: 1 }], spans: [span], conversions: [] }] as never)
  const asked = { period: { from: 0, to: 8 * DAY }, filter: {} }
  const gathered = census.gather(asked)
  expect([gathered.flocks.length, ladderOf(census, gathered, asked)[0]!.lost]).toEqual([1, 1])
})

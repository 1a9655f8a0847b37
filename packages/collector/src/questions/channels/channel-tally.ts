import { type ChannelGrouping, isRefund, SEGMENTS } from '@koopsignaal/protocol'
import {
  type Census,
  createStoodDuring,
  type Gathered,
  type Period,
  partsOfFlocks,
  type TrailConversion,
} from '../../storage/store.ts'
import { type CreditTally, createCreditTally } from './credit.ts'
import { type Group, groupOf, UNKNOWN } from './grouping.ts'
import { createJourneyTally, type JourneyTally } from './journeys.ts'
import { type LineOf, touchesBefore } from './touches.ts'
import { createWays } from './ways.ts'

/** Who came by one line. */
export interface Line {
  readonly group: Group
  readonly visits: number
  readonly visitors: number
  /** Visitors by their highest segment from that visit on, in the order of SEGMENTS. */
  readonly highest: readonly number[]
}

/** The channels of one period. */
export interface ChannelTally {
  /** By key: those that anybody came by or that got credit. */
  readonly lines: ReadonlyMap<string, Line>
  /** All lines together: every visitor once. */
  readonly all: Omit<Line, 'group'>
  readonly credit: CreditTally
  readonly journeys: JourneyTally
}

export interface TallyQuestion {
  readonly period: Period
  readonly by: ChannelGrouping
  /** Conversions without a visitor: nothing tells where they came from, nor whether anybody became a customer by them. */
  readonly counted?: readonly TrailConversion[]
}

export function tallyChannels(
  census: Census,
  { places, flocks }: Gathered,
  { period, by, counted = [] }: TallyQuestion,
): ChannelTally {
  const { groups, lineOf } = linesOf(census, by)
  const counts = createCounts(groups.length)
  const credited = new Set<number>()
  const credit = createCreditTally()
  const ways = createWays(census, period, lineOf, groups)
  const { at: convertedAt, value } = census.conversions
  const { start, end } = census.visitors.conversions
  const addVisits = createVisitCount(census, period, lineOf, counts)

  for (const flock of flocks)
    for (const [arrival, count] of arrivalsOf(census, flock)) {
      const [source, rank] = [Math.floor(arrival / SEGMENTS.length), arrival % SEGMENTS.length]
      counts.addVisits(lineOf[source]!, rank, count)
      if (source !== 0) ways.addOfOneTouch(lineOf[source]!, count)
    }
  for (let v = 0; v < places.length; v++) {
    const visitor = places[v]!
    addVisits(visitor)
    let first = Number.NaN
    let isCustomer = false
    for (let i = start[visitor]!; i < end[visitor]!; i++) {
      const at = convertedAt[i]!
      const isFirst: boolean = !isCustomer && !isRefund(value[i])
      isCustomer ||= isFirst
      if (at < period.from || at >= period.to) continue
      if (Number.isNaN(first) && !isRefund(value[i])) first = at
      const touches = touchesBefore(census, visitor, at, lineOf)
      credit.addConversion(
        conversionAt(census, i),
        isFirst,
        touches.map((line) => groups[line]!),
      )
      // A touch before the period has its credit on a line, too.
      for (const line of touches.length === 0 ? [lineOf[0]!] : touches) credited.add(line)
    }
    ways.add(visitor, first)
  }

  for (const conversion of counted) {
    credit.addConversion(conversion, false, [])
    credited.add(lineOf[0]!)
  }

  const journeys = createJourneyTally()
  for (const journey of ways.journeys()) {
    journeys.add(journey)
    if (!journey.hasConverted) credit.addFailure(journey.touches, journey.visitors)
  }
  return { lines: counts.lines(groups, credited), all: counts.all(), credit, journeys }
}

/** How many of a flock came by each source and became what: the place of the source times SEGMENTS and the highest segment. */
const arrivalsOf = partsOfFlocks(({ visitors, visits }, { members }): ReadonlyMap<number, number> => {
  const arrivals = new Map<number, number>()
  for (const visitor of members) {
    const visit = visitors.visits.start[visitor]!
    const arrival = SEGMENTS.length * visits.source[visit]! + rankOf(visits.during[visit]!)
    arrivals.set(arrival, (arrivals.get(arrival) ?? 0) + 1)
  }
  return arrivals
})

/** The lines that sources are on. */
function linesOf({ names }: Census, by: ChannelGrouping): { groups: readonly Group[]; lineOf: LineOf } {
  const places = new Map<string, number>()
  const groups: Group[] = []
  const lineOf = Uint32Array.from(names.sources, (source) => {
    const group = source === null ? UNKNOWN : groupOf(source, by)
    const known = places.get(group.key)
    if (known !== undefined) return known
    places.set(group.key, groups.length)
    return groups.push(group) - 1
  })
  return { groups, lineOf }
}

function conversionAt({ conversions, names }: Census, place: number): TrailConversion {
  const value = conversions.value[place]!
  return {
    at: conversions.at[place]!,
    name: names.texts[conversions.name[place]!]!,
    value: Number.isNaN(value) ? null : value,
    currency: names.texts[conversions.currency[place]!]!,
  }
}

type Counts = ReturnType<typeof createCounts>

/** Visits and visitors of each line, and after the last line of all together. */
function createCounts(lines: number) {
  const visits = new Float64Array(lines + 1)
  const highest = new Float64Array(SEGMENTS.length * (lines + 1))
  const countsOf = (line: number): Omit<Line, 'group'> => {
    const own = [...highest.subarray(SEGMENTS.length * line, SEGMENTS.length * (line + 1))]
    return { visits: visits[line]!, visitors: own.reduce((sum, one) => sum + one, 0), highest: own }
  }
  return {
    addVisit(line: number): void {
      visits[line]!++
      visits[lines]!++
    },
    /** The visits of so many visitors, one each. */
    addVisits(line: number, rank: number, count: number): void {
      for (const one of [line, lines]) {
        visits[one]! += count
        highest[SEGMENTS.length * one + rank]! += count
      }
    },
    addVisitor(line: number | 'all', rank: number): void {
      highest[SEGMENTS.length * (line === 'all' ? lines : line) + rank]!++
    },
    lines(groups: readonly Group[], credited: ReadonlySet<number>): ReadonlyMap<string, Line> {
      const present = [...groups.keys()].filter((line) => visits[line]! > 0 || credited.has(line))
      return new Map(present.map((line) => [groups[line]!.key, { group: groups[line]!, ...countsOf(line) }]))
    },
    all: () => countsOf(lines),
  }
}

/** @returns counts the visits of one visitor. What somebody became by converting counts: a koper is one whom the visit made one. Read from the last to the first, the highest segment so far is that of a visit and all
 *  after it. */
function createVisitCount(
  census: Census,
  period: Period,
  lineOf: LineOf,
  counts: Counts,
): (visitor: number) => void {
  const { visitors, visits } = census
  const stoodDuring = createStoodDuring(census)
  /** Highest rank by line, for whoever came by several. */
  const seen = new Map<number, number>()
  const { start, end } = visitors.visits
  const { from: began, to: ended, during, source } = visits
  const highestIn = (visitor: number, visit: number): number =>
    rankOf(ended[visit]! < period.to ? during[visit]! : stoodDuring(visitor, began[visit]!, period.to - 1))
  return (visitor) => {
    const first = start[visitor]!
    let last = end[visitor]! - 1
    while (last >= first && began[last]! >= period.to) last--
    if (last < first || began[last]! < period.from) return
    let highest = 0
    if (last === first || began[last - 1]! < period.from) {
      highest = highestIn(visitor, last)
      const line = lineOf[source[last]!]!
      counts.addVisit(line)
      counts.addVisitor(line, highest)
    } else {
      seen.clear()
      for (let i = last; i >= first && began[i]! >= period.from; i--) {
        highest = Math.max(highest, highestIn(visitor, i))
        const line = lineOf[source[i]!]!
        counts.addVisit(line)
        seen.set(line, highest)
      }
      for (const [line, rank] of seen) counts.addVisitor(line, rank)
    }
    counts.addVisitor('all', highest)
  }
}

/** The highest segment of a mask. */
function rankOf(stood: number): number {
  return stood & 4 ? 2 : stood & 2 ? 1 : 0
}

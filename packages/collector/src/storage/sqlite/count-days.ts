import { PHASES, SEGMENTS, type Segment } from '@koopsignaal/protocol'
import type { DayCount, Period } from '../store.ts'
import type { Statements } from './prepared.ts'
import type { filterParameters } from './reports.ts'
import type { StandingRow } from './rows.ts'

type VisitRow = readonly [visitor: number, from: number, to: number]
type ConversionRow = readonly [visitor: number, at: number]

/** Who was there on each of some days, by what they stood in at its end, and what they converted on it: in one pass over the
 *  visitors of all days, where a question a day would look at whoever came back later again for each.
 *  @param days  one after another, without gaps
 *  @param parameters  of all days together; the filter asks for nothing that only events tell */
export function countDays(
  read: Statements,
  days: readonly Period[],
  parameters: ReturnType<typeof filterParameters>,
): readonly DayCount[] {
  const counts = days.map((day) => ({ day, segments: { passant: 0, zoeker: 0, koper: 0 }, conversions: 0 }))
  const standings = read.get('dayStandings').raw().all(parameters) as StandingRow[]
  const conversions = read.get('dayConversions').raw().all(parameters) as ConversionRow[]
  const passes = toFilter(parameters)
  let [s, c] = [0, 0]
  for (const [visitor, present] of presence(read.get('dayVisits').raw().iterate(parameters), days)) {
    while (s < standings.length && standings[s]![0] < visitor) s++
    while (c < conversions.length && conversions[c]![0] < visitor) c++
    const firstConversion = conversions[c]?.[0] === visitor ? conversions[c]![1] : null
    for (const index of present) {
      const { day, segments } = counts[index]!
      const standing = standingAt(standings, s, visitor, day.to)
      if (!passes(standing, firstConversion !== null && firstConversion <= day.to)) continue
      if (standing !== null) segments[segmentOf(standing)]++
      for (let i = c; i < conversions.length && conversions[i]![0] === visitor; i++) {
        const at = conversions[i]![1]
        if (at >= day.from && at < day.to) counts[index]!.conversions++
      }
    }
  }
  return counts
}

/** The days that each visitor was there on. */
function* presence(
  rows: Iterable<unknown>,
  days: readonly Period[],
): Generator<readonly [visitor: number, days: ReadonlySet<number>]> {
  let present = new Set<number>()
  let current = -1
  for (const [visitor, from, to] of rows as Iterable<VisitRow>) {
    if (visitor !== current) {
      if (present.size > 0) yield [current, present]
      current = visitor
      present = new Set()
    }
    for (let i = firstDayEndingAfter(days, from); i < days.length && days[i]!.from <= to; i++) present.add(i)
  }
  if (present.size > 0) yield [current, present]
}

function firstDayEndingAfter(days: readonly Period[], at: number): number {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (days[middle]!.to > at) high = middle
    else low = middle + 1
  }
  return low
}

/** @param start  of the visitor's rows, which are in order of time */
function standingAt(rows: readonly StandingRow[], start: number, visitor: number, at: number): number | null {
  for (let i = start; i < rows.length && rows[i]![0] === visitor; i++) {
    const [, from, until, standing] = rows[i]!
    if (from <= at && (until === null || until > at)) return standing
  }
  return null
}

function toFilter({ segment, phase, customer }: ReturnType<typeof filterParameters>) {
  const listed = (json: string | null) => (json === null ? null : new Set(JSON.parse(json) as string[]))
  const [segments, phases] = [listed(segment), listed(phase)]
  return (standing: number | null, isCustomer: boolean): boolean =>
    (customer === null || (customer === 'existing') === isCustomer) &&
    (segments === null || (standing !== null && segments.has(segmentOf(standing)))) &&
    (phases === null || (standing !== null && phases.has(PHASES[standing & 7]!)))
}

function segmentOf(standing: number): Segment {
  return SEGMENTS[standing >> 3]!
}

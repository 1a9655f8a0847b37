import { DAY, isRefund, SEGMENTS } from '@koopsignaal/protocol'
import type { Census, DayCount, Flock, Gathered, Period } from '../../store.ts'
import { addStandings } from './standings.ts'

/** Who was there on each of some days, by what they stood in at its end, and what they converted on it: in one pass over everybody.
 *  @param days  one after another, without gaps
 *  @param gathered  the visitors who match: the same on all days; each flock was there on one of them: `isOfOneDay` */
export function countDays(
  census: Census,
  days: readonly Period[],
  { places, flocks }: Gathered,
): readonly DayCount[] {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const counts = createCounts(census, days)
  const { start, end } = census.visitors.visits
  const { from: began, to: ended } = census.visits
  const { begins, ends } = counts
  for (const flock of flocks) counts.addFlock(flock, dayAt(ends, first.from, flock.from))
  for (let v = 0; v < places.length; v++) {
    const visitor = places[v]!
    let next = 0
    for (let i = start[visitor]!; i < end[visitor]!; i++) {
      if (began[i]! >= last.to || ended[i]! < first.from) continue
      for (let d = Math.max(next, dayAt(ends, first.from, began[i]!)); d < ends.length; d++) {
        if (begins[d]! > ended[i]!) break
        next = d + 1
        counts.add(visitor, d)
      }
    }
  }
  return counts.byDay()
}

/** @returns whether a flock was there on one of these days and no other */
export function isOfOneDay(days: readonly Period[]): (flock: Flock) => boolean {
  const [first] = days
  const ends = Float64Array.from(days, ({ to }) => to)
  return ({ from, to }) => {
    if (first === undefined || from < first.from) return false
    const day = dayAt(ends, first.from, from)
    return day < ends.length && to < ends[day]!
  }
}

/** The first day that ends after a moment; days have 23 to 25 hours. */
function dayAt(ends: Float64Array, from: number, at: number): number {
  let day = Math.min(ends.length - 1, Math.max(0, Math.floor((at - from) / DAY)))
  while (day > 0 && ends[day - 1]! > at) day--
  while (day < ends.length && ends[day]! <= at) day++
  return day
}

function createCounts(census: Census, days: readonly Period[]) {
  const { visitors, spans, conversions: conversionsOf } = census
  const { start: firstSpans, end: endsOfSpans } = visitors.spans
  const { start: firstConversions, end: endsOfConversions } = visitors.conversions
  const { from: since, until, standing } = spans
  const { at, value } = conversionsOf
  const begins = Float64Array.from(days, ({ from }) => from)
  const ends = Float64Array.from(days, ({ to }) => to)
  /** By day and standing. */
  const standings = days.map(() => new Uint32Array(256))
  const conversions = new Uint32Array(days.length)
  return {
    begins,
    ends,
    add(visitor: number, day: number): void {
      const end = ends[day]!
      let span = endsOfSpans[visitor]! - 1
      while (span >= firstSpans[visitor]! && since[span]! > end) span--
      if (span >= firstSpans[visitor]! && until[span]! > end) standings[day]![standing[span]!]!++
      for (let i = firstConversions[visitor]!; i < endsOfConversions[visitor]!; i++)
        if (at[i]! >= begins[day]! && at[i]! < end && !isRefund(value[i])) conversions[day]!++
    },
    addFlock(flock: Flock, day: number): void {
      addStandings(census, flock, ends[day]!, standings[day]!)
    },
    byDay: (): readonly DayCount[] =>
      days.map((day, d) => {
        const [passant = 0, zoeker = 0, koper = 0] = bySegment(standings[d]!)
        return { day, segments: { passant, zoeker, koper }, conversions: conversions[d]! }
      }),
  }
}

function bySegment(standings: Uint32Array): readonly number[] {
  return SEGMENTS.map((_, segment) =>
    standings.subarray(8 * segment, 8 * (segment + 1)).reduce((sum, count) => sum + count, 0),
  )
}

import { DAY, isRefund, SEGMENTS } from '@koopsignaal/protocol'
import type { DayCount, Period } from '../../store.ts'
import type { CensusTables } from './census-tables.ts'

/** Who was there on each of some days, by what they stood in at its end, and what they converted on it: in one pass over everybody.
 *  @param days  one after another, without gaps
 *  @param selected  the visitors who match: the same on all days */
export function countDays(
  tables: CensusTables,
  days: readonly Period[],
  selected: Uint32Array,
): readonly DayCount[] {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const counts = createCounts(tables, days)
  const { visitsStart, visitsEnd } = tables.visitors.columns
  const { from: began, to: ended } = tables.visits.columns
  const { begins, ends } = counts
  for (let v = 0; v < selected.length; v++) {
    const visitor = selected[v]!
    let next = 0
    for (let i = visitsStart[visitor]!; i < visitsEnd[visitor]!; i++) {
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

/** The first day that ends after a moment; days have 23 to 25 hours. */
function dayAt(ends: Float64Array, from: number, at: number): number {
  let day = Math.min(ends.length - 1, Math.max(0, Math.floor((at - from) / DAY)))
  while (day > 0 && ends[day - 1]! > at) day--
  while (day < ends.length && ends[day]! <= at) day++
  return day
}

function createCounts(tables: CensusTables, days: readonly Period[]) {
  const { spansStart, spansEnd, conversionsStart, conversionsEnd } = tables.visitors.columns
  const { from: since, until, standing } = tables.spans.columns
  const { at, value } = tables.conversions.columns
  const begins = Float64Array.from(days, ({ from }) => from)
  const ends = Float64Array.from(days, ({ to }) => to)
  /** By day and segment. */
  const segments = new Uint32Array(SEGMENTS.length * days.length)
  const conversions = new Uint32Array(days.length)
  return {
    begins,
    ends,
    add(visitor: number, day: number): void {
      const end = ends[day]!
      let span = spansEnd[visitor]! - 1
      while (span >= spansStart[visitor]! && since[span]! > end) span--
      if (span >= spansStart[visitor]! && until[span]! > end)
        segments[SEGMENTS.length * day + (standing[span]! >> 3)]!++
      for (let i = conversionsStart[visitor]!; i < conversionsEnd[visitor]!; i++)
        if (at[i]! >= begins[day]! && at[i]! < end && !isRefund(value[i])) conversions[day]!++
    },
    byDay: (): readonly DayCount[] =>
      days.map((day, d) => {
        const [passant, zoeker, koper] = segments.subarray(SEGMENTS.length * d, SEGMENTS.length * (d + 1))
        return {
          day,
          segments: { passant: passant!, zoeker: zoeker!, koper: koper! },
          conversions: conversions[d]!,
        }
      }),
  }
}

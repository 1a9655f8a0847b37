import { DAY, isRefund, SEGMENTS } from '@koopsignaal/protocol'
import type { DayCount, Period } from '../../store.ts'
import type { CensusTables } from './census-tables.ts'
import { standingAt } from './select.ts'

/** Who was there on each of some days, by what they stood in at its end, and what they converted on it: in one pass over everybody.
 *  @param days  one after another, without gaps
 *  @param selected  the visitors who match: the same on all days */
export function countDays(
  tables: CensusTables,
  days: readonly Period[],
  selected: Uint32Array,
): readonly DayCount[] {
  const counts = days.map((day) => ({ day, segments: { passant: 0, zoeker: 0, koper: 0 }, conversions: 0 }))
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return counts
  const { columns } = tables.visitors
  const visits = tables.visits.columns
  const { visitsStart, visitsEnd } = columns
  const [begins, ends] = [
    Float64Array.from(days, ({ from }) => from),
    Float64Array.from(days, ({ to }) => to),
  ]
  for (const visitor of selected) {
    let counted = -1
    for (let i = visitsStart[visitor]!; i < visitsEnd[visitor]!; i++) {
      const [began, ended] = [visits.from[i]!, visits.to[i]!]
      if (began >= last.to || ended < first.from) continue
      for (let d = Math.max(counted + 1, dayAt(ends, first.from, began)); d < ends.length; d++) {
        if (begins[d]! > ended) break
        counted = d
        countDay(tables, visitor, counts[d]!)
      }
    }
  }
  return counts
}

/** The first day that ends after a moment; days have 23 to 25 hours. */
function dayAt(ends: Float64Array, from: number, at: number): number {
  let day = Math.min(ends.length - 1, Math.max(0, Math.floor((at - from) / DAY)))
  while (day > 0 && ends[day - 1]! > at) day--
  while (day < ends.length && ends[day]! <= at) day++
  return day
}

interface OpenDay {
  readonly day: Period
  readonly segments: Record<(typeof SEGMENTS)[number], number>
  conversions: number
}

function countDay(tables: CensusTables, visitor: number, count: OpenDay): void {
  const { day, segments } = count
  const standing = standingAt(tables, visitor, day.to)
  if (standing >= 0) segments[SEGMENTS[standing >> 3]!]++
  const { conversionsStart, conversionsEnd } = tables.visitors.columns
  const { at, value } = tables.conversions.columns
  for (let i = conversionsStart[visitor]!; i < conversionsEnd[visitor]!; i++)
    if (at[i]! >= day.from && at[i]! < day.to && !isRefund(value[i])) count.conversions++
}

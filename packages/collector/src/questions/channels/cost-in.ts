import { DAY, type UnixMs } from '@koopsignaal/protocol'
import { dayOf, nextDay, startOfDay } from '../../days.ts'
import type { Cost, Period } from '../../storage/store.ts'

/** What of a cost falls in a period: spread evenly over its days, and within a day over its hours.
 *  Law: over the parts that a period is cut in it adds up.
 *  @example costIn({ from: '2026-11-01', to: '2026-11-30', amount: 300, … }, oneDayOfNovember, 'Europe/Amsterdam') // 10 */
export function costIn(cost: Cost, period: Period, timeZone: string): number {
  const begin = startOfDay(cost.from, timeZone)
  const end = startOfDay(nextDay(cost.to), timeZone)
  const from = Math.max(begin, period.from)
  const to = Math.min(end, period.to)
  if (to <= from) return 0
  const days = daysBetween(cost.from, cost.to) + 1
  const placeOf = (at: UnixMs): number => {
    if (at === begin) return 0
    if (at === end) return days
    const day = dayOf(at, timeZone)
    const start = startOfDay(day, timeZone)
    // A day of 23 or 25 hours costs what any other costs.
    return daysBetween(cost.from, day) + (at - start) / (startOfDay(nextDay(day), timeZone) - start)
  }
  return (cost.amount * (placeOf(to) - placeOf(from))) / days
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY)
}

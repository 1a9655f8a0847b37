import { type Comparison, DAY, type PeriodAnswer, type UnixMs } from '@koopsignaal/protocol'
import { dayOf, startOfDay } from '../days.ts'
import type { Period } from '../storage/store.ts'
import { iso } from './iso.ts'

/** The period that a report is compared with: just before and as long, or the same a year before; null when there is none. Days are
 *  compared with as many days of the site's zone, however many hours these have, and a day that is under way with one cut at the same
 *  time: what is from Monday until Wednesday noon is compared with Friday until Sunday noon.
 *  @example comparedPeriod({ from: DAY, to: 2 * DAY }, 'previous', 'UTC') // { from: 0, to: DAY } */
export function comparedPeriod(period: Period, compare: Comparison, timeZone: string): Period | null {
  switch (compare) {
    case 'none':
      return null
    case 'previous':
      return orNull(justBefore(period, timeZone))
    case 'year':
      return orNull({ from: aYearBefore(period.from, timeZone), to: aYearBefore(period.to, timeZone) })
  }
}

function justBefore({ from, to }: Period, timeZone: string): Period {
  const [first, end] = [dayOf(from, timeZone), dayOf(to, timeZone)]
  if (startOfDay(first, timeZone) !== from) return { from: Math.max(0, 2 * from - to), to: from }
  const underWay = to - startOfDay(end, timeZone)
  const whole = Math.round((Date.parse(end) - Date.parse(first)) / DAY)
  const days = underWay === 0 ? whole : whole + 1
  const back = (day: string): string => toDate(Date.parse(day) - days * DAY)
  return { from: startOn(back(first), timeZone), to: startOn(back(end), timeZone, underWay) }
}

/** Nothing happened before 1970. */
function orNull(period: Period): Period | null {
  return period.to > period.from ? period : null
}

/** At the same time of that day; 29 February becomes 1 March. */
function aYearBefore(at: UnixMs, timeZone: string): UnixMs {
  const day = dayOf(at, timeZone)
  const date = new Date(day)
  return startOn(
    toDate(date.setUTCFullYear(date.getUTCFullYear() - 1)),
    timeZone,
    at - startOfDay(day, timeZone),
  )
}

function startOn(day: string, timeZone: string, later = 0): UnixMs {
  // Years before 1970 have no place on the clock.
  return day < '1970-01-01' ? 0 : Math.max(0, startOfDay(day, timeZone) + later)
}

function toDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

export function toPeriodAnswer({ from, to }: Period): PeriodAnswer {
  return { from: iso(from), to: iso(to) }
}

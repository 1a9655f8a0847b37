import { DAY, type UnixMs } from '@koopsignaal/protocol'
import type { Period } from './storage/store.ts'

/** Days of a time zone, DST included. */

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(timeZone: string): Intl.DateTimeFormat {
  let found = formatters.get(timeZone)
  if (found === undefined) {
    found = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
    formatters.set(timeZone, found)
  }
  return found
}

/** @example isTimeZone('Europe/Amsterdam') // true */
export function isTimeZone(name: string): boolean {
  try {
    formatter(name)
    return true
  } catch {
    return false
  }
}

/** Date that a moment has in a zone.
 *  @example dayOf(Date.UTC(2026, 10, 21, 23, 30), 'Europe/Amsterdam') // '2026-11-22' */
export function dayOf(at: UnixMs, timeZone: string): string {
  return formatter(timeZone).format(at).slice(0, 10)
}

function offsetAt(at: UnixMs, timeZone: string): number {
  const parts = Object.fromEntries(
    formatter(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

/** First moment of a date in a zone; where midnight does not exist (a clock put forward at 0:00) the moment after it.
 *  @example startOfDay('2026-11-21', 'Europe/Amsterdam') // 2026-11-20T23:00:00Z */
export function startOfDay(day: string, timeZone: string): UnixMs {
  const utc = Date.parse(`${day}T00:00:00Z`)
  const guess = utc - offsetAt(utc, timeZone)
  const start = utc - offsetAt(guess, timeZone)
  return dayOf(start, timeZone) < day ? guess : start
}

/** The date after a date.
 *  @example nextDay('2026-12-31') // '2027-01-01' */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10)
}

/** The days that a period touches, each cut to the period. */
export function daysOf(period: Period, timeZone: string): readonly (Period & { readonly day: string })[] {
  const days: (Period & { day: string })[] = []
  let day = dayOf(period.from, timeZone)
  for (let from = period.from; from < period.to; day = nextDay(day)) {
    const to = Math.min(startOfDay(nextDay(day), timeZone), period.to)
    if (to > from) days.push({ day, from, to })
    from = to
  }
  return days
}

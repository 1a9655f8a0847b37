import { DAY, type UnixMs } from '@koopsignaal/protocol'
import type { PeriodChoice } from './url-state.ts'

/** The period parameters of a question. */
export interface Span {
  readonly from: string
  /** Left out where the period runs until now. */
  readonly to?: string
  readonly at?: string
}

/** Totals are kept for 25 months: nothing lies further back. */
const DAYS: Readonly<Record<PeriodChoice, number>> = { '7': 7, '30': 30, '90': 90, all: 761 }

/** When a site's data ends before now: the end of the period that the collector falls back to; else null.
 *  @param to  the end of the collector's own choice of period, ISO 8601 */
export function pastEnd(to: string, now: UnixMs): string | null {
  return Date.parse(to) < now - DAY ? to : null
}

/** Whole days of the site's time zone, the last one included.
 *  @param end  where the data ends, as `pastEnd` gives it
 *  @example spanOf('7', null, Date.parse('2026-11-21T12:00:00Z'), 'Europe/Amsterdam') // { from: '2026-11-15' } */
export function spanOf(period: PeriodChoice, end: string | null, now: UnixMs, timeZone: string): Span {
  const last = Date.parse(`${dayOf(end === null ? now : Date.parse(end), timeZone)}T00:00:00Z`)
  const from = new Date(last - (DAYS[period] - 1) * DAY).toISOString().slice(0, 10)
  return end === null ? { from } : { from, to: end, at: end }
}

/** The day of the calendar there and then, as 2026-11-21. */
export function dayOf(at: UnixMs, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)!.value
  return `${part('year')}-${part('month')}-${part('day')}`
}

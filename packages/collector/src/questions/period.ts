import { DAY, type UnixMs } from '@koopsignaal/protocol'
import { nextDay, startOfDay } from '../days.ts'
import { AppError } from '../errors.ts'
import type { Period, Site, Store, VisitorFilter } from '../storage/store.ts'

interface PeriodQuery {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly at?: string | undefined
}

/** A date or an instant as a moment; a date is its first moment in the site's zone. Nothing happened before 1970: an earlier
 *  moment is that one.
 *  @returns UnixMs, ≥ 0
 *  @throws AppError invalid_request for a date that is in no calendar */
export function momentOf(name: string, text: string, site: Site): UnixMs {
  const date = text.slice(0, 10)
  const midnight = Date.parse(`${date}T00:00:00Z`)
  const at = text === date ? midnight : Date.parse(text)
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(at) || Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) {
    throw new AppError('invalid_request', `${name}: there is no such date as ${text}`)
  }
  return at < 0 ? 0 : Math.max(0, text === date ? startOfDay(date, site.timeZone) : at)
}

function endOf(text: string, site: Site): UnixMs {
  const at = momentOf('to', text, site)
  return text.length === 10 ? startOfDay(nextDay(text), site.timeZone) : at
}

/** The period asked for. Without `to` it ends now; without `from` it begins `fallback` earlier.
 *  @throws AppError invalid_request when it ends before it begins */
export function periodOf(query: PeriodQuery, site: Site, now: UnixMs, fallback: number): Period {
  const to = query.to === undefined ? now : endOf(query.to, site)
  const from = query.from === undefined ? Math.max(0, to - fallback) : momentOf('from', query.from, site)
  if (from >= to) throw new AppError('invalid_request', 'from: lies after to')
  return { from, to }
}

/** Chosen: what a marketer calls "lately". */
const LATELY = 30 * DAY

/** The period of a report: as asked; else the last 30 days; or, on a site where nothing happened in those (an import of an old
 *  log), the 30 days up to its last event, so that the first look is never empty. */
export async function reportPeriod(
  query: PeriodQuery,
  site: Site,
  store: Store,
  now: UnixMs,
): Promise<Period> {
  if (query.from !== undefined || query.to !== undefined) return periodOf(query, site, now, LATELY)
  const last = await store.lastEventAt(site.id)
  const to = last !== null && last < now - LATELY ? last + 1 : now
  return { from: Math.max(0, to - LATELY), to }
}

/** The filter half of a query. */
export function filterOf(query: VisitorFilter): VisitorFilter {
  const { segment, phase, customer, channel, source, campaign, landing, page, topic, device, country } = query
  return { segment, phase, customer, channel, source, campaign, landing, page, topic, device, country }
}

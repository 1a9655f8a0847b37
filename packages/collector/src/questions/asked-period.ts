import type { UnixMs } from '@koopsignaal/protocol'
import { AppError } from '../errors.ts'
import type { Period, Site, Store } from '../storage/store.ts'
import { momentOf, reportPeriod } from './period.ts'

interface Query {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly at?: string | undefined
}

/** What a report is about. */
export interface AskedPeriod {
  /** As it was asked for. */
  readonly asked: Period
  /** The same, but never beyond now or `at`. */
  readonly period: Period
  /** As of when. */
  readonly until: UnixMs
}

/** The period and the moment that a report is asked for.
 *  @throws AppError invalid_request when nothing is left of the period */
export async function askedPeriod(query: Query, site: Site, store: Store, now: UnixMs): Promise<AskedPeriod> {
  const until = query.at === undefined ? now : Math.min(now, momentOf('at', query.at, site))
  const asked = await reportPeriod(query, site, store, until)
  const end = query.at === undefined ? asked.to : Math.min(asked.to, until)
  if (end <= asked.from) throw new AppError('invalid_request', 'at: lies before the period')
  return { asked, period: { from: asked.from, to: Math.min(end, Math.max(now, asked.from + 1)) }, until }
}

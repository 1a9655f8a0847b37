import { type AskedAnswer, DAY, type UnixMs } from '@koopsignaal/protocol'
import { AppError } from '../errors.ts'
import type { Period, Site, Store } from '../storage/store.ts'
import { toPeriodAnswer } from './compared-period.ts'
import { iso } from './iso.ts'
import { momentOf, reportPeriod } from './period.ts'

/** Chosen: all evidence has faded long before. */
const FURTHEST = 366 * DAY

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
  /** What happened later is not looked at: now, or `at` when that lies in the past. */
  readonly until: UnixMs
  /** What visitors are is told as of then: `at`, also in the future, as if nobody did anything more; else the end of the period. */
  readonly at: UnixMs
}

/** The period and the moment that a report is asked for.
 *  @throws AppError invalid_request when nothing is left of the period, and for an `at` of more than a year ahead */
export async function askedPeriod(query: Query, site: Site, store: Store, now: UnixMs): Promise<AskedPeriod> {
  const at = query.at === undefined ? null : momentOf('at', query.at, site)
  if (at !== null && at > now + FURTHEST) {
    throw new AppError('invalid_request', 'at: lies more than a year ahead')
  }
  const until = at === null ? now : Math.min(now, at)
  const asked = await reportPeriod(query, site, store, until)
  const end = at === null ? asked.to : Math.min(asked.to, until)
  if (end <= asked.from) throw new AppError('invalid_request', 'at: lies before the period')
  const period = { from: asked.from, to: Math.min(end, Math.max(now, asked.from + 1)) }
  return { asked, period, until, at: at ?? period.to }
}

/** What every report begins with: what it is about. */
export function toAskedAnswer({ period, at }: Pick<AskedPeriod, 'period' | 'at'>): AskedAnswer {
  return { ...toPeriodAnswer(period), at: iso(at) }
}

import type { UnixMs } from '@koopsignaal/protocol'
import { AppError } from '../errors.ts'
import type { Period, Site, Store } from '../storage/store.ts'
import { momentOf, reportPeriod } from './period.ts'

interface Asked {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly at?: string | undefined
}

/** The period that a report is about.
 *  @returns `asked`: as it was asked for; `period`: the same, but never beyond now or `at`
 *  @throws AppError invalid_request when nothing is left of it */
export async function askedPeriod(
  query: Asked,
  site: Site,
  store: Store,
  now: UnixMs,
): Promise<{ readonly asked: Period; readonly period: Period }> {
  const latest = query.at === undefined ? now : Math.min(now, momentOf('at', query.at, site))
  const { from, to } = await reportPeriod(query, site, store, latest)
  const end = query.at === undefined ? to : Math.min(to, latest)
  if (end <= from) throw new AppError('invalid_request', 'at: lies before the period')
  return { asked: { from, to }, period: { from, to: Math.min(end, Math.max(now, from + 1)) } }
}

import type { UnixMs } from '@koopsignaal/protocol'
import { AppError } from '../errors.ts'
import type { Period, Site, Store } from '../storage/store.ts'
import { momentOf, reportPeriod } from './period.ts'

interface Asked {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly at?: string | undefined
}

/** The period that a report is about: as asked, and never beyond now or `at`.
 *  @throws AppError invalid_request when nothing is left of it */
export async function askedPeriod(query: Asked, site: Site, store: Store, now: UnixMs): Promise<Period> {
  const asked = query.at === undefined ? now : Math.min(now, momentOf('at', query.at, site))
  const { from, to } = await reportPeriod(query, site, store, asked)
  const end = query.at === undefined ? to : Math.min(to, asked)
  if (end <= from) throw new AppError('invalid_request', 'at: lies before the period')
  return { from, to: Math.min(end, Math.max(now, from + 1)) }
}

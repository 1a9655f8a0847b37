import { DAY, type UnixMs } from '@koopsignaal/protocol'
import { AppError } from '../../errors.ts'
import type { Period, Site } from '../../storage/store.ts'
import { momentOf, periodOf } from '../period.ts'

// Chosen: a year and a month, so that the same season is in it once more.
const MOST: number = 400 * DAY

interface Query {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly at?: string | undefined
}

/** The past that a forecast learns from: what was asked for, never beyond now or `at`, and 400 days at most. Its end is the moment that
 *  the forecast is made at.
 *  @throws AppError invalid_request when nothing is left of it, and for an `at` in the future */
export function learnedPeriod(query: Query, site: Site, now: UnixMs): Period {
  const latest = query.at === undefined ? now : momentOf('at', query.at, site)
  if (latest > now) {
    throw new AppError('invalid_request', 'at: lies in the future; `days` says how far ahead to look')
  }
  const asked = periodOf(query, site, latest, MOST)
  const to = Math.min(asked.to, latest)
  if (asked.from >= to) throw new AppError('invalid_request', 'from: there is no past after it to learn from')
  return { from: Math.max(asked.from, to - MOST), to }
}

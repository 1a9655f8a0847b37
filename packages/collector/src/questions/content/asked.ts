import type { UnixMs } from '@koopsignaal/protocol'
import { AppError } from '../../errors.ts'
import type { Period, Site, Store, VisitorFilter } from '../../storage/store.ts'
import { momentOf, reportPeriod } from '../period.ts'

interface Query extends VisitorFilter {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly at?: string | undefined
  readonly cursor?: string | undefined
}

/** What a report is about: the same for all pages of one list. */
export interface Asked {
  readonly period: Period
  /** As of when. */
  readonly until: UnixMs
}

/** Where a list goes on: what it was about, and the last line's place. */
export interface ReportCursor extends Asked {
  readonly value: number | null
  readonly key: string
}

/** The period and the moment that a report is asked for.
 *  @throws AppError invalid_request */
export async function askedFor(query: Query, site: Site, store: Store, now: UnixMs): Promise<Asked> {
  const until = query.at === undefined ? now : Math.min(now, momentOf('at', query.at, site))
  const { from, to } = await reportPeriod(query, site, store, until)
  const end = query.at === undefined ? to : Math.min(to, until)
  if (end <= from) throw new AppError('invalid_request', 'at: lies before the period')
  return { period: { from, to: Math.min(end, Math.max(now, from + 1)) }, until }
}

export function toReportCursor({ period, until, value, key }: ReportCursor): string {
  return Buffer.from(JSON.stringify([period.from, period.to, until, value, key])).toString('base64url')
}

/** @throws AppError invalid_request for a cursor that no answer gave */
export function parseReportCursor(text: string): ReportCursor {
  try {
    const parsed = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    const [from, to, until, value, key] = parsed
    const isMoment = (one: unknown): one is number => Number.isSafeInteger(one) && (one as number) >= 0
    const isValue = value === null || typeof value === 'number'
    if (isMoment(from) && isMoment(to) && isMoment(until) && from < to && isValue && typeof key === 'string')
      return { period: { from, to }, until, value: value as number | null, key }
  } catch {
    // Falls through to the one refusal below.
  }
  throw new AppError('invalid_request', 'cursor: use the `next` of an earlier answer as it is')
}

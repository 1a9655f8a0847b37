import type { AskedPeriod } from '../asked-period.ts'
import { wrongCursor } from '../wrong-cursor.ts'

/** What a report is about: the same for all pages of one list. */
export type Asked = Pick<AskedPeriod, 'period' | 'until' | 'at'>

/** Where a list goes on: what it was about, and the last line's place. */
export interface ReportCursor extends Asked {
  readonly value: number | null
  readonly key: string
}

export function toReportCursor({ period, until, at, value, key }: ReportCursor): string {
  return Buffer.from(JSON.stringify([period.from, period.to, until, at, value, key])).toString('base64url')
}

/** @throws AppError invalid_request for a cursor that no answer gave */
export function parseReportCursor(text: string): ReportCursor {
  try {
    const parsed = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    const [from, to, until, at, value, key] = parsed
    const isMoment = (one: unknown): one is number => Number.isSafeInteger(one) && (one as number) >= 0
    const isValue = value === null || typeof value === 'number'
    const isAsked = isMoment(from) && isMoment(to) && isMoment(until) && isMoment(at) && from < to
    if (isAsked && isValue && typeof key === 'string')
      return { period: { from, to }, until, at, value: value as number | null, key }
  } catch {
    // Falls through to the one refusal below.
  }
  throw wrongCursor()
}

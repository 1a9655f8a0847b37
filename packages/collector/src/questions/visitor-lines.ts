import type { Language, UnixMs, VisitorAnswer } from '@koopsignaal/protocol'
import { type Columns, csvLines } from '../csv.ts'
import { AppError } from '../errors.ts'
import type { VisitorsQuery } from '../schemas/query.ts'
import type { Site, Store } from '../storage/store.ts'
import { momentOf } from './period.ts'
import { askVisitors } from './visitors.ts'

/** A spreadsheet is read by people: no points with fifteen decimals. */
const hundredths = (points: number) => Math.round(points * 100) / 100

export const VISITOR_COLUMNS: Columns<VisitorAnswer> = [
  ['id', (visitor) => visitor.id],
  ['segment', (visitor) => visitor.segment],
  ['phase', (visitor) => visitor.phase],
  ['score', (visitor) => visitor.score],
  ['confidence', (visitor) => visitor.confidence],
  ['waarom', (visitor) => hundredths(visitor.axes.waarom)],
  ['wat', (visitor) => hundredths(visitor.axes.wat)],
  ['waar', (visitor) => hundredths(visitor.axes.waar)],
  ['customer', (visitor) => visitor.customer],
  ['visits', (visitor) => visitor.visits],
  ['pageViews', (visitor) => visitor.pageViews],
  ['conversions', (visitor) => visitor.conversions],
  ['firstSeen', (visitor) => visitor.firstSeen],
  ['lastSeen', (visitor) => visitor.lastSeen],
  ['koperUntil', (visitor) => visitor.koperUntil],
  ['zoekerUntil', (visitor) => visitor.zoekerUntil],
  ['firstChannel', (visitor) => visitor.firstTouch?.channel ?? null],
  ['firstSource', (visitor) => visitor.firstTouch?.source ?? null],
  ['lastChannel', (visitor) => visitor.lastTouch?.channel ?? null],
  ['lastSource', (visitor) => visitor.lastTouch?.source ?? null],
  ['lastCampaign', (visitor) => visitor.lastTouch?.campaign ?? null],
  ['device', (visitor) => visitor.device],
  ['country', (visitor) => visitor.country],
  ['model', (visitor) => visitor.model],
  ['reasons', (visitor) => visitor.reasons.map((reason) => reason.text).join('; ')],
]

/** Lines made together: as much text as passes from thread to thread while the one before is sent. Chosen. */
const AT_ONCE = 5_000

export interface VisitorLinesQuery extends Omit<VisitorsQuery, 'limit'> {
  readonly as: 'csv' | 'ndjson'
}

/** The next lines of an export of visitors, ready to be sent.
 *  @throws AppError invalid_request for a list of the past, which would be made as a whole for each part of it */
export async function askVisitorLines(
  store: Store,
  site: Site,
  query: VisitorLinesQuery,
  now: UnixMs,
  language: Language,
): Promise<{ readonly text: string; readonly next: string | null }> {
  if (query.at !== undefined && momentOf('at', query.at, site) < now) {
    throw new AppError('invalid_request', 'limit: a list of the past comes in pages; ask for at most 1000')
  }
  const { as, ...asked } = query
  const { visitors, next } = await askVisitors(store, site, { ...asked, limit: AT_ONCE }, now, language)
  const text =
    as === 'csv'
      ? csvLines(visitors, VISITOR_COLUMNS)
      : visitors.map((visitor) => `${JSON.stringify(visitor)}\n`).join('')
  return { text, next }
}

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
  ['segment', (visitor) => visitor.segment, 'plain'],
  ['phase', (visitor) => visitor.phase, 'plain'],
  ['score', (visitor) => visitor.score, 'plain'],
  ['confidence', (visitor) => visitor.confidence, 'plain'],
  ['waarom', (visitor) => hundredths(visitor.axes.waarom), 'plain'],
  ['wat', (visitor) => hundredths(visitor.axes.wat), 'plain'],
  ['waar', (visitor) => hundredths(visitor.axes.waar), 'plain'],
  ['customer', (visitor) => visitor.customer, 'plain'],
  ['visits', (visitor) => visitor.visits, 'plain'],
  ['pageViews', (visitor) => visitor.pageViews, 'plain'],
  ['conversions', (visitor) => visitor.conversions, 'plain'],
  ['firstSeen', (visitor) => visitor.firstSeen, 'plain'],
  ['lastSeen', (visitor) => visitor.lastSeen, 'plain'],
  ['koperUntil', (visitor) => visitor.koperUntil, 'plain'],
  ['zoekerUntil', (visitor) => visitor.zoekerUntil, 'plain'],
  ['firstChannel', (visitor) => visitor.firstTouch?.channel ?? null, 'plain'],
  ['firstSource', (visitor) => visitor.firstTouch?.source ?? null],
  ['lastChannel', (visitor) => visitor.lastTouch?.channel ?? null, 'plain'],
  ['lastSource', (visitor) => visitor.lastTouch?.source ?? null],
  ['lastCampaign', (visitor) => visitor.lastTouch?.campaign ?? null],
  ['device', (visitor) => visitor.device],
  ['country', (visitor) => visitor.country],
  ['model', (visitor) => visitor.model],
  ['reasons', (visitor) => visitor.reasons.map((reason) => reason.text).join('; ')],
]

/** Lines made together. Chosen: some 100 kB of CSV, 300 of NDJSON, and no other question waits for longer than ten milliseconds. */
const AT_ONCE = 400
/** Chosen: looking through a million visitors for each part would take longer than the part. */
const AHEAD = 10_000

export interface VisitorLinesQuery extends Omit<VisitorsQuery, 'limit'> {
  readonly as: 'csv' | 'ndjson'
}

export interface VisitorLines {
  /** UTF-8, of a buffer of their own: they can be given away. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly next: string | null
}

/** The next lines of an export of visitors, ready to be sent.
 *  @throws AppError invalid_request for a list of the past, which would be made as a whole for each part of it */
export async function askVisitorLines(
  store: Store,
  site: Site,
  query: VisitorLinesQuery,
  now: UnixMs,
  language: Language,
): Promise<VisitorLines> {
  if (query.at !== undefined && momentOf('at', query.at, site) < now) {
    throw new AppError('invalid_request', 'limit: a list of the past comes in pages; ask for at most 1000')
  }
  const { as, ...asked } = query
  const part = { ...asked, limit: AT_ONCE, ahead: AHEAD }
  const { visitors, next } = await askVisitors(store, site, part, now, language)
  return {
    bytes: utf8.encode(as === 'csv' ? csvLines(visitors, VISITOR_COLUMNS) : ndjsonLines(visitors)),
    next,
  }
}

const utf8 = new TextEncoder()

function ndjsonLines(visitors: readonly VisitorAnswer[]): string {
  let text = ''
  for (const visitor of visitors) text += `${JSON.stringify(visitor)}\n`
  return text
}

import { setImmediate } from 'node:timers/promises'
import type { Language, UnixMs, VisitorAnswer } from '@koopsignaal/protocol'
import { type Columns, createCsvWriter } from '../csv.ts'
import { AppError } from '../errors.ts'
import type { VisitorsQuery } from '../schemas/query.ts'
import type { Site, Store, StoredVisitor } from '../storage/store.ts'
import { GrowingText } from './growing-text.ts'
import { momentOf } from './period.ts'
import { isAsOf, toVisitorAnswer, visitorAsOf } from './visitor.ts'
import { listOf, toCursor } from './visitors.ts'

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

/** Lines made before others get their turn. Chosen: no other question waits for longer than ten milliseconds. */
const AT_ONCE = 400
/** So many times lines are made for a part. Chosen: half a MB of CSV, less than two of NDJSON; whoever sends it asks for the next one
 *  seldom enough that waiting for the question takes no time to speak of. */
const TIMES = 5
/** Chosen: looking through a million visitors for each part would take longer than the part. */
const AHEAD = 20_000

export interface VisitorLinesQuery extends Omit<VisitorsQuery, 'limit'> {
  readonly as: 'csv' | 'ndjson'
}

export interface VisitorLines {
  /** UTF-8, of a buffer of their own: they can be given away. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly next: string | null
}

/** The next lines of an export of visitors, ready to be sent. Each is written as soon as its row is read: what is made for a line is
 *  garbage before the next one is.
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
  const { at, model, wanted } = listOf(query, site, now)
  const write = query.as === 'csv' ? createCsvWriter(VISITOR_COLUMNS) : toNdjson
  const lineOf = (visitor: StoredVisitor) => write(toVisitorAnswer(visitor, model, at, language))
  const text = new GrowingText()
  /** Lines of who came after this moment, or whose profile is still that of an earlier model, and where they belong. */
  const more: (readonly [place: number, line: Uint8Array])[] = []
  let { after } = wanted
  let isMore = true
  for (let time = 0; isMore && time < TIMES; time++) {
    if (time > 0) await setImmediate()
    const others: (readonly [place: number, row: StoredVisitor])[] = []
    isMore = await store.eachVisitor({ ...wanted, after, limit: AT_ONCE }, AHEAD, (row) => {
      after = { value: row.sortValue, visitor: row.visitor }
      if (isAsOf(row, site, at)) text.add(lineOf(row))
      else others.push([text.length, row])
    })
    for (const [place, row] of others) {
      const visitor = await visitorAsOf(store, site, row, at)
      if (visitor !== null) more.push([place, utf8.encode(lineOf(visitor))])
    }
  }
  return { bytes: text.toBytes(more), next: isMore && after !== null ? toCursor({ at, ...after }) : null }
}

const utf8 = new TextEncoder()

function toNdjson(visitor: VisitorAnswer): string {
  return `${JSON.stringify(visitor)}\n`
}

import type { JourneyEventAnswer, JourneyVisitAnswer } from '@koopsignaal/protocol'
import { wrongCursor } from '../questions/wrong-cursor.ts'
import type { Lines } from './negotiate.ts'

interface Paging {
  readonly sort: 'at' | '-at'
  readonly limit: number
  /** The id of the event that the page before ended with: one that comes late shifts nothing. */
  readonly cursor?: string | undefined
}

/** Cuts a journey to `limit` events from the cursor on, the oldest or the newest first; a visit that is cut goes on in the next page.
 *  @throws AppError invalid_request for a cursor that no answer gave */
export function pageOfJourney(visits: readonly JourneyVisitAnswer[], { sort, limit, cursor }: Paging) {
  const ordered = sort === 'at' ? visits : backwards(visits)
  const ids = ordered.flatMap(({ events }) => events.map(({ id }) => id))
  const start = cursor === undefined ? 0 : ids.indexOf(fromCursor(cursor)) + 1
  if (cursor !== undefined && start === 0) throw wrongCursor()
  let passed = 0
  const page = ordered.flatMap((visit) => {
    const events = visit.events.slice(Math.max(0, start - passed), Math.max(0, start + limit - passed))
    passed += visit.events.length
    return events.length === 0 ? [] : [{ ...visit, events }]
  })
  return { visits: page, next: ids.length > start + limit ? toCursor(ids[start + limit - 1]!) : null }
}

function backwards(visits: readonly JourneyVisitAnswer[]): readonly JourneyVisitAnswer[] {
  return visits.toReversed().map((visit) => ({ ...visit, events: visit.events.toReversed() }))
}

const toCursor = (id: string): string => Buffer.from(id).toString('base64url')
const fromCursor = (cursor: string): string => Buffer.from(cursor, 'base64url').toString()

interface JourneyLine extends JourneyEventAnswer {
  readonly visit: Omit<JourneyVisitAnswer, 'events'>
}

/** A line for each event. */
export function journeyLines({
  visits,
  next,
}: {
  readonly visits: readonly JourneyVisitAnswer[]
  readonly next: string | null
}): Lines<JourneyLine> {
  return {
    next,
    items: visits.flatMap(({ events, ...visit }) => events.map((event) => ({ ...event, visit }))),
    columns: [
      ['visitFrom', ({ visit }) => visit.from],
      ['visitTo', ({ visit }) => visit.to],
      ['id', (line) => line.id],
      ['type', (line) => line.type],
      ['at', (line) => line.at],
      ['path', (line) => line.path],
      ['title', (line) => line.title],
      ['topic', (line) => line.topic],
      ['item', (line) => line.item],
      ['category', (line) => line.category],
      ['channel', ({ source }) => source?.channel ?? null],
      ['source', ({ source }) => source?.source ?? null],
      ['campaign', ({ source }) => source?.campaign ?? null],
      ['detail', ({ detail }) => JSON.stringify(detail)],
      ['segment', (line) => line.segment],
      ['phase', (line) => line.phase],
      ['score', (line) => line.score],
      ['change', ({ change }) => change.map(({ signal, points }) => `${signal} ${points}`).join('; ')],
    ],
  }
}

import type { JourneyEventAnswer, JourneyVisitAnswer } from '@koopsignaal/protocol'
import type { Lines } from './negotiate.ts'
import { parsePlaceCursor, toPlaceCursor, wrongCursor } from './place-cursor.ts'

const LIST = 'journey'

/** Cuts a journey to `limit` events from the cursor on; a visit that is cut goes on in the next page.
 *  @throws AppError invalid_request for a cursor that no answer gave */
export function pageOfJourney(
  visits: readonly JourneyVisitAnswer[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
) {
  const start = parsePlaceCursor(LIST, cursor) ?? 0
  let passed = 0
  const page = visits.flatMap((visit) => {
    const events = visit.events.slice(Math.max(0, start - passed), Math.max(0, start + limit - passed))
    passed += visit.events.length
    return events.length === 0 ? [] : [{ ...visit, events }]
  })
  // A `next` is only given where there is more.
  if (start > 0 && start >= passed) throw wrongCursor()
  return { visits: page, next: passed > start + limit ? toPlaceCursor(LIST, start + limit) : null }
}

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

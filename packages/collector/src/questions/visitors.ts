import { DAY, HOUR, type Language, type UnixMs, type VisitorAnswer } from '@koopsignaal/protocol'
import { assess, type Model, visitsSoFar } from '@koopsignaal/scoring'
import { AppError } from '../errors.ts'
import { modelOf } from '../models.ts'
import type { VisitorsQuery } from '../schemas/query.ts'
import type {
  OneOrMore,
  Site,
  Store,
  StoredVisitor,
  VisitorBounds,
  VisitorQuery,
  VisitorSort,
} from '../storage/store.ts'
import { filterOf, momentOf, periodOf } from './period.ts'
import { isAsOf, toVisitorAnswer, visitorAsOf } from './visitor.ts'

export interface VisitorPage {
  readonly visitors: readonly VisitorAnswer[]
  readonly next: string | null
}

export interface VisitorsPageQuery extends Omit<VisitorsQuery, 'limit'> {
  readonly limit: number
}

/** Where a list goes on: the moment that the first page was asked for, so that fading does not reorder what is still to come,
 *  and the last line's place in the order. */
interface Cursor {
  readonly at: UnixMs
  readonly value: number
  readonly visitor: string
}

/** Consented visitors, one page. */
export async function askVisitors(
  store: Store,
  site: Site,
  query: VisitorsPageQuery,
  now: UnixMs,
  language: Language,
): Promise<VisitorPage> {
  const asked = listOf(query, site, now)
  const { at, model } = asked
  const { limit } = query
  const rows = asked.isPast
    ? await rowsAsOf(store, site, { ...asked.wanted, limit: limit + 1 })
    : await store.visitors({ ...asked.wanted, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const visitors: VisitorAnswer[] = []
  for (const row of page) {
    // Nearly all are: waiting for each of them would take longer than telling of them.
    const visitor = isAsOf(row, site, at) ? row : await visitorAsOf(store, site, row, at)
    if (visitor !== null) visitors.push(toVisitorAnswer(visitor, model, at, language))
  }
  return {
    visitors,
    next:
      rows.length > limit && last !== undefined
        ? toCursor({ at, value: last.sortValue, visitor: last.visitor })
        : null,
  }
}

/** A list that is asked for: of which moment it is, and what the store is asked for it. */
export interface AskedList {
  readonly at: UnixMs
  /** Then everybody who came later has to be folded again. */
  readonly isPast: boolean
  readonly model: Model
  readonly wanted: Omit<VisitorQuery, 'limit'>
}

/** @throws AppError invalid_request for what cannot be asked */
export function listOf(query: Omit<VisitorsPageQuery, 'limit'>, site: Site, now: UnixMs): AskedList {
  const cursor = query.cursor === undefined ? null : parseCursor(query.cursor)
  // Also in the future: what they will be then, if they do nothing more.
  const at = cursor?.at ?? (query.at === undefined ? now : momentOf('at', query.at, site))
  const model = modelOf(site)
  return {
    at,
    isPast: query.at !== undefined && at < now,
    model,
    wanted: {
      site: site.id,
      at,
      // Without a period everybody is listed; an event at this very millisecond belongs to it.
      period: periodOf(query, site, at + 1, Number.POSITIVE_INFINITY),
      filter: filterOf(query),
      bounds: boundsOf(query, site, at),
      sort: query.sort.replace('-', '') as VisitorSort,
      descending: query.sort.startsWith('-'),
      after: cursor,
      halfLives: model.halfLives,
    },
  }
}

/** The list as it was at a moment in the past: whoever has newer events is folded again up to it. */
async function rowsAsOf(store: Store, site: Site, query: VisitorQuery) {
  const model = modelOf(site)
  // What the engine keeps of these is as of now: they are read off the visitor as it was.
  const { customer, device, country, ...filter } = query.filter
  const then = await Promise.all(
    (await store.visitorsAsOf(site.id, query.at, query.period, filter)).map((visitor) =>
      visitorAsOf(store, site, visitor, query.at),
    ),
  )
  const rows = then
    .filter((visitor) => visitor !== null)
    .filter(
      ({ profile, facts }) =>
        (customer === undefined || profile.state.conversions > 0 === (customer === 'existing')) &&
        isAnyOf(device, facts.device) &&
        isAnyOf(country, facts.country),
    )
    .filter((visitor) => isWithin(query.bounds!, visitor, model, query.at))
    .map((visitor) => ({ ...visitor, sortValue: sortValue(visitor, query.sort, model, query.at) }))
  const sign = query.descending ? -1 : 1
  const compare = (a: { value: number; visitor: string }, b: { value: number; visitor: string }): number =>
    sign * (a.value - b.value || (a.visitor < b.visitor ? -1 : Number(a.visitor > b.visitor)))
  const place = (row: (typeof rows)[number]) => ({ value: row.sortValue, visitor: row.visitor })
  const { after } = query
  return rows
    .filter((row) => after === null || compare(place(row), after) > 0)
    .toSorted((a, b) => compare(place(a), place(b)))
    .slice(0, query.limit)
}

function isAnyOf(wanted: OneOrMore<string> | undefined, value: string | null): boolean {
  return wanted === undefined || [wanted].flat().some((one) => one === value)
}

/** Scores are shown whole and within 0–100: the bounds are of what is shown. */
function boundsOf(query: Omit<VisitorsPageQuery, 'limit'>, site: Site, at: UnixMs): VisitorBounds {
  const { minScore = 0, maxScore = 100, seenSince } = query
  if (minScore > maxScore) throw new AppError('invalid_request', 'minScore: lies above maxScore')
  return {
    minScore: minScore > 0 ? minScore - 0.5 : null,
    belowScore: maxScore < 100 ? maxScore + 0.5 : null,
    seenSince: seenSince === undefined ? null : sinceOf(seenSince, site, at),
  }
}

/** @example sinceOf('7d', site, at) // at - 7 * DAY */
export function sinceOf(text: string, site: Site, at: UnixMs): UnixMs {
  const [, count, unit] = /^(\d+)([hd])$/.exec(text) ?? []
  if (count === undefined) return momentOf('seenSince', text, site)
  return at - Number(count) * (unit === 'h' ? HOUR : DAY)
}

function isWithin(bounds: VisitorBounds, visitor: StoredVisitor, model: Model, at: UnixMs): boolean {
  const { minScore, belowScore, seenSince } = bounds
  const { raw } = assess(visitor.profile, model, at)
  const lastAt = visitor.profile.state.lastAt ?? visitor.profile.last.at
  return (
    (minScore === null || raw >= minScore) &&
    (belowScore === null || raw < belowScore) &&
    (seenSince === null || lastAt >= seenSince)
  )
}

function sortValue(visitor: StoredVisitor, sort: VisitorSort, model: Model, at: UnixMs): number {
  const { state, last } = visitor.profile
  switch (sort) {
    case 'lastSeen':
      return state.lastAt ?? last.at
    case 'firstSeen':
      return state.firstAt ?? last.at
    case 'visits':
      return visitsSoFar(state)
    case 'pageViews':
      return state.pageViews
    case 'score':
      return assess(visitor.profile, model, at).raw
  }
}

/** What `cursor` is for the next page of a list. */
export function toCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.at, cursor.value, cursor.visitor])).toString('base64url')
}

/** @throws AppError invalid_request for a cursor that no answer gave */
function parseCursor(text: string): Cursor {
  try {
    const [at, value, visitor] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (Number.isSafeInteger(at) && typeof value === 'number' && typeof visitor === 'string') {
      return { at: at as number, value, visitor }
    }
  } catch {
    // Falls through to the one refusal below.
  }
  throw new AppError(
    'invalid_request',
    'cursor: use the `next` of an earlier answer as it is, with the same order and filters',
  )
}

import type { Event, SearchAnswer, SearchesAnswer, UnixMs } from '@koopsignaal/protocol'
import type { SearchesQuery } from '../../schemas/query-content.ts'
import type { Period, Site, Store } from '../../storage/store.ts'
import { askedPeriod } from '../asked-period.ts'
import { iso } from '../iso.ts'
import { filterOf } from '../period.ts'
import { type Comparison, createComparison } from './comparison.ts'
import { type Followed, follow, isIn, type Meeting } from './moments.ts'
import { forEachTrack } from './pace.ts'
import { pageOf } from './page-of.ts'
import { parseReportCursor } from './report-cursor.ts'
import type { ContentVisit } from './visits.ts'

interface Tally {
  readonly query: string
  searches: number
  visitors: number
  withoutResults: number
  again: number
  page: number
  /** Visitors by the path they looked at next. */
  readonly next: Map<string, Set<string>>
}

/** What fewer people typed may be a name, an address or an order number, and is not shown. The usual smallest group of open
 *  statistics on people; docs/privacy.md. */
export const FEWEST_VISITORS = 3
const MOST_PAGES = 5

/** What people searched for on the site, and what they did after it. */
export async function askSearches(
  store: Store,
  site: Site,
  query: SearchesQuery,
  now: UnixMs,
): Promise<SearchesAnswer> {
  const after = query.cursor === undefined ? null : parseReportCursor(query.cursor)
  const asked = after ?? (await askedPeriod(query, site, store, now))
  const { period, until } = asked
  const tallies = new Map<string, Tally>()
  const comparison = createComparison()
  let visitors = 0
  await forEachTrack(store, { site, period, filter: filterOf(query), until }, (track) => {
    const followed = follow(track, period, until)
    const searches = searchesOf(followed, period)
    visitors += Number(searches.length > 0)
    countSearches(tallies, followed.visitor, searches)
    compare(comparison, followed, searches)
  })

  const rows = [...tallies.values()]
  const shown = rows.filter((tally) => tally.visitors >= FEWEST_VISITORS)
  const withheld = rows.filter((tally) => tally.visitors < FEWEST_VISITORS)
  const { page, next } = pageOf(
    shown.map((tally) => toAnswer(tally, comparison)),
    {
      asked,
      after,
      key: (row) => row.query,
      sorts: SORTS,
      query,
    },
  )
  return {
    from: iso(period.from),
    to: iso(period.to),
    totals: { searches: sumOf(rows, 'searches'), visitors, withoutResults: sumOf(rows, 'withoutResults') },
    withheld: { queries: withheld.length, searches: sumOf(withheld, 'searches') },
    searches: page,
    next,
  }
}

const SORTS = {
  searches: (row: SearchAnswer) => row.searches,
  visitors: (row: SearchAnswer) => row.visitors,
  withoutResults: (row: SearchAnswer) => row.withoutResults,
  climbed: (row: SearchAnswer) => row.lift.climbed.ratio,
  converted: (row: SearchAnswer) => row.lift.converted.ratio,
} as const

function sumOf(rows: readonly Tally[], field: 'searches' | 'withoutResults'): number {
  return rows.reduce((sum, row) => sum + row[field], 0)
}

interface Search {
  readonly query: string
  readonly visit: ContentVisit
  readonly event: Event
  /** The next search or page view of the visit. */
  readonly next: Event | null
}

function searchesOf({ visits }: Followed, period: Period): readonly Search[] {
  return visits.flatMap((visit) =>
    visit.events.flatMap((event, i) => {
      if (event.type !== 'search' || !isIn(period, event.at)) return []
      const query = toQuery(event.detail.query ?? '')
      const next = visit.events.slice(i + 1).find(({ type }) => type === 'search' || type === 'page_view')
      return query === '' ? [] : [{ query, visit, event, next: next ?? null }]
    }),
  )
}

/** The same words in other capitals or spaces are the same query.
 *  @example toQuery('  Natte  Tuin ') // 'natte tuin' */
export function toQuery(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}

function countSearches(tallies: Map<string, Tally>, visitor: string, searches: readonly Search[]): void {
  for (const { query, event, next } of searches) {
    const tally = tallyOf(tallies, query)
    tally.searches++
    tally.withoutResults += Number(event.detail.results === 0)
    tally.again += Number(next?.type === 'search')
    tally.page += Number(next?.type === 'page_view')
    if (next?.type === 'page_view' && next.path !== null) {
      const known = tally.next.get(next.path)
      if (known === undefined) tally.next.set(next.path, new Set([visitor]))
      else known.add(visitor)
    }
  }
  for (const query of new Set(searches.map((search) => search.query))) tallyOf(tallies, query).visitors++
}

function tallyOf(tallies: Map<string, Tally>, query: string): Tally {
  let tally = tallies.get(query)
  if (tally === undefined) {
    tally = { query, searches: 0, visitors: 0, withoutResults: 0, again: 0, page: 0, next: new Map() }
    tallies.set(query, tally)
  }
  return tally
}

function compare(comparison: Comparison, followed: Followed, searches: readonly Search[]): void {
  const meetings = new Map<string, Meeting>()
  for (const { query, visit, event } of searches)
    if (!meetings.has(query)) meetings.set(query, followed.momentAt(visit, event.at))
  comparison.add(followed.moments, meetings)
}

function toAnswer(tally: Tally, comparison: Comparison): SearchAnswer {
  const { query, searches, visitors, withoutResults, again, page, next } = tally
  return {
    query,
    searches,
    visitors,
    withoutResults,
    after: { again: again / searches, page: page / searches, nothing: (searches - again - page) / searches },
    next: [...next]
      .map(([path, { size }]) => ({ path, visitors: size }))
      .filter((one) => one.visitors >= FEWEST_VISITORS)
      .toSorted((a, b) => b.visitors - a.visitors || (a.path < b.path ? -1 : 1))
      .slice(0, MOST_PAGES),
    lift: comparison.liftOf(query),
  }
}

import type { SearchAnswer, SearchesAnswer, UnixMs } from '@koopsignaal/protocol'
import type { SearchesQuery } from '../../schemas/query-content.ts'
import type { Site, Store } from '../../storage/store.ts'
import { askedPeriod, toAskedAnswer } from '../asked-period.ts'
import { countedIn } from '../counted.ts'
import { filterOf } from '../period.ts'
import { gatherMoments } from './gather-moments.ts'
import { once } from './once.ts'
import { pageOf } from './page-of.ts'
import { parseReportCursor } from './report-cursor.ts'
import { type SearchCount, type SearchTally, tallySearches, withCountedSearches } from './search-tally.ts'

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
  const { period, until, at } = asked
  const filter = filterOf(query)
  const tally = await store.census(site.id, 'acts', (census) => {
    return tallySearches(census, gatherMoments(census, { period, at, filter }, until, 'acts'), period)
  })
  const rows = withCountedSearches(tally.searches, await countedIn(store, site, { period, filter }, 'search'))
  const isShown = ({ visitors }: SearchCount): boolean => visitors >= FEWEST_VISITORS
  const withheld = rows.filter((count) => !isShown(count))
  const { page, next } = pageOf(
    rows.filter(isShown).map((count) => toRow(count, tally)),
    { asked, after, key: (row) => row.query, sorts: SORTS, query },
  )
  return {
    ...toAskedAnswer(asked),
    totals: {
      searches: sumOf(rows, 'searches'),
      visitors: tally.visitors,
      withoutResults: sumOf(rows, 'withoutResults'),
    },
    withheld: { queries: withheld.length, searches: sumOf(withheld, 'searches') },
    searches: page.map((row) => ({ ...row, lift: row.lift() })),
    next,
  }
}

const SORTS = {
  searches: (row: Row) => row.searches,
  visitors: (row: Row) => row.visitors,
  withoutResults: (row: Row) => row.withoutResults,
  climbed: (row: Row) => row.lift().climbed.ratio,
  converted: (row: Row) => row.lift().converted.ratio,
} as const

function sumOf(rows: readonly SearchCount[], field: 'searches' | 'withoutResults'): number {
  return rows.reduce((sum, row) => sum + row[field], 0)
}

type Row = Omit<SearchAnswer, 'lift'> & { readonly lift: () => SearchAnswer['lift'] }

/** A line whose dearest figure is only made when it is looked at. */
function toRow(count: SearchCount, { comparison }: SearchTally): Row {
  const { thing, query, searches, followed, visitors, withoutResults, again, page, next } = count
  return {
    query,
    searches,
    visitors,
    withoutResults,
    after: { again: again / followed, page: page / followed, nothing: (followed - again - page) / followed },
    next: [...next]
      .map(([path, visitors]) => ({ path, visitors }))
      .filter((one) => one.visitors >= FEWEST_VISITORS)
      .toSorted((a, b) => b.visitors - a.visitors || (a.path < b.path ? -1 : 1))
      .slice(0, MOST_PAGES),
    lift: once(() => comparison.liftOf(thing)),
  }
}

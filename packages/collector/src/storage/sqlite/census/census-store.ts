import { EVENT_TYPES } from '@koopsignaal/protocol'
import type {
  CensusDepth,
  CensusQuestion,
  CensusStore,
  DayCount,
  Period,
  SegmentCounts,
  VisitorFilter,
  VisitorQuery,
  VisitorRow,
} from '../../store.ts'
import type { FactValues } from '../facts.ts'
import type { Connection } from '../open.ts'
import type { Statements } from '../prepared.ts'
import { loadEvents } from '../recent-events.ts'
import { countedPageViews } from '../reports.ts'
import { type ProfileRow, toProfileRow, toStoredVisitor } from '../rows.ts'
import type { SiteRegistry } from '../site-registry.ts'
import { countDays, isOfOneDay } from './count-days.ts'
import { countSegments, type ViewsWithin } from './count-segments.ts'
import { KeptCensus } from './kept-census.ts'
import { type Ids, type Picked, pickVisitors } from './pick-visitors.ts'
import { PicksAhead } from './picks-ahead.ts'
import { isToldByActs } from './select.ts'
import { SiteCensus } from './site-census.ts'

/** The reports' part of the engine: what is counted from a census. */
export interface Counting extends CensusStore {
  segmentCounts(site: string, asked: CensusQuestion): Promise<SegmentCounts>
  segmentsByDay(site: string, days: readonly Period[], asked: CensusQuestion): Promise<readonly DayCount[]>
  visitors(query: VisitorQuery): Promise<readonly VisitorRow[]>
  eachVisitor(query: VisitorQuery, ahead: number, tell: (row: VisitorRow) => void): Promise<boolean>
}

export interface CountingParts {
  readonly db: Connection
  readonly read: Statements
  /** Of another connection. */
  readonly facts: FactValues
  readonly sites: SiteRegistry
}

/** The census of each site that is asked about, made with the first question. */
export function createCounting(parts: CountingParts): Counting & { readonly forget: () => void } {
  const { db, read, sites } = parts
  const kept = new Map<number, KeptCensus>()
  const ahead = new PicksAhead()

  function keptOf(site: number): KeptCensus {
    let census = kept.get(site)
    if (census === undefined) {
      census = new KeptCensus(
        (pause) => new SiteCensus(parts, site, pause),
        () => void kept.delete(site),
      )
      kept.set(site, census)
    }
    return census
  }
  async function within<T>(id: string, depth: CensusDepth, work: (census: SiteCensus) => T): Promise<T> {
    return keptOf(sites.key(id)).within(depth, work)
  }

  const depthOf = (filter: VisitorFilter): CensusDepth => (isToldByActs(filter) ? 'acts' : 'visits')
  const viewsWithin =
    ({ depth, tables }: SiteCensus): ViewsWithin =>
    (visitor, from, to) =>
      depth === 'acts'
        ? viewsInActs(tables, visitor, from, to)
        : loadViews(visitorKey(tables, visitor), from, to)
  const visitorKey = (tables: SiteCensus['tables'], visitor: number) => tables.visitors.columns.key[visitor]!
  const loadViews = (key: number, from: number, to: number): number =>
    loadEvents(read, { key, site: '', visitor: read.get('visitorId').pluck().get({ key }) as string }).filter(
      ({ at, type, bot }) => type === 'page_view' && bot === null && at >= from && at <= to,
    ).length

  const cursorKey = ({ site, after }: VisitorQuery): number | null => {
    if (after === null) return null
    const row = read.get('visitorKey').get({ site: sites.key(site), id: after.visitor })
    return (row as { key: number } | undefined)?.key ?? null
  }
  const rowsOf = (picks: readonly Picked[], site: string): readonly VisitorRow[] => {
    // In order of row: those next to each other are on the same page.
    const keys = picks.map(({ key }) => key).sort((a, b) => a - b)
    const asked = { site: sites.key(site), keys: JSON.stringify(keys) }
    const rows = new Map<number, ProfileRow>()
    for (const tuple of read.get('profilesOf').raw().all(asked)) {
      const row = toProfileRow(tuple)
      rows.set(row.key, row)
    }
    return picks.flatMap(({ key, value }) => {
      const row = rows.get(key)
      return row === undefined ? [] : [{ ...toStoredVisitor(row, site), sortValue: value }]
    })
  }
  /** Who is known to come next is told without asking the census. */
  async function picksOf(query: VisitorQuery, more: number): Promise<readonly Picked[]> {
    const known = ahead.find(query, cursorKey(query))
    if (known !== null) return known
    const limit = query.limit + more
    const picks = await within(query.site, depthOf(query.filter), (census) =>
      pickVisitors(census.tables, census.names, { ...query, limit }, idsOf(read, census)),
    )
    ahead.keep(query, picks, picks.length < limit)
    return picks.slice(0, query.limit)
  }
  /** @returns how many still have a row */
  function tellRows(picks: readonly Picked[], id: string, tell: (row: VisitorRow) => void): number {
    const site = sites.key(id)
    const statement = read.get('profileOf').raw()
    let told = 0
    // All of one moment, and one lock for all of them.
    db.transaction(() => {
      for (const { key, value } of picks) {
        const tuple = statement.get(key, site)
        if (tuple === undefined) continue
        told++
        tell({ ...toStoredVisitor(toProfileRow(tuple), id), sortValue: value })
      }
    })()
    return told
  }

  return {
    async census(site, depth, work) {
      return within(site, depth, ({ view }) => work(view))
    },
    async hasVisitors(id, count) {
      return (
        read
          .get('hasVisitors')
          .pluck()
          .get({ site: sites.key(id), count }) === 1
      )
    },
    async prepareCensus(id, most) {
      const site = sites.key(id)
      const visitors = read.get('countVisitors').pluck().get({ site }) as number
      if (visitors > most) return 0
      await keptOf(site).prepare()
      return visitors
    },
    async segmentCounts(site, asked) {
      const { period, filter } = asked
      const counts = await within(site, depthOf(filter), (census) =>
        countSegments(census.view, census.view.gather(asked), asked, viewsWithin(census)),
      )
      // Those who are only counted are in the totals when nothing is asked that nobody knows of them.
      if (Object.values(filter).some((value) => value !== undefined)) return counts
      return { ...counts, pageViews: counts.pageViews + countedPageViews(read, sites.key(site), period) }
    },
    async segmentsByDay(site, days, asked) {
      return within(site, depthOf(asked.filter), ({ view }) =>
        countDays(view, days, view.gather(asked, isOfOneDay(days))),
      )
    },
    async visitors(query) {
      const { site, filter } = query
      return within(site, depthOf(filter), (census) => {
        const ids = idsOf(read, census)
        return readPage(query.limit, (limit) => {
          const picks = pickVisitors(census.tables, census.names, { ...query, limit }, ids)
          return { picks, rows: rowsOf(picks, site) }
        })
      })
    },
    async eachVisitor(query, more, tell) {
      const { limit } = query
      // One more of them tells whether there is more.
      for (let wanted = limit + 1; ; wanted += limit) {
        const picks = await picksOf({ ...query, limit: wanted }, more)
        const told = tellRows(picks.slice(wanted - limit - 1, wanted - 1), query.site, tell)
        const isMore = picks.length === wanted
        // All of them are gone: then those after them.
        if (told > 0 || !isMore) return isMore
      }
    },
    forget() {
      for (const census of kept.values()) census.end()
      kept.clear()
    },
  }
}

const PAGE_VIEW = EVENT_TYPES.indexOf('page_view')

function viewsInActs(
  { visitors, acts }: SiteCensus['tables'],
  visitor: number,
  from: number,
  to: number,
): number {
  const { actsStart, actsEnd } = visitors.columns
  const { at, type } = acts.columns
  let views = 0
  for (let i = actsStart[visitor]!; i < actsEnd[visitor]!; i++)
    views += Number(type[i] === PAGE_VIEW && at[i]! >= from && at[i]! <= to)
  return views
}

function idsOf(read: Statements, census: SiteCensus): Ids {
  return {
    of: (keys) => read.get('idsOf').all({ keys: JSON.stringify(keys) }) as { key: number; id: string }[],
    inOrder: () => census.idOrder(),
  }
}

/** A page of rows. Who was erased since everybody was counted has none: then as many more are picked, so that a page that is not full is
 *  the last one. */
function readPage<Row>(
  limit: number,
  read: (limit: number) => { readonly picks: readonly unknown[]; readonly rows: readonly Row[] },
): readonly Row[] {
  for (let wanted = limit; ; ) {
    const { picks, rows } = read(wanted)
    if (rows.length >= limit || picks.length < wanted) return rows.slice(0, limit)
    wanted = limit + picks.length - rows.length
  }
}

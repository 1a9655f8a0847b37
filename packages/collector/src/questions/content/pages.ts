import type { PageAnswer, PagesAnswer, Topic, UnixMs } from '@koopsignaal/protocol'
import type { PagesQuery } from '../../schemas/query-content.ts'
import type { Site, Store } from '../../storage/store.ts'
import { askedPeriod } from '../asked-period.ts'
import { isFiltered } from '../counted.ts'
import { iso } from '../iso.ts'
import { filterOf } from '../period.ts'
import { share } from './lift.ts'
import { once } from './once.ts'
import { pageOf } from './page-of.ts'
import { type PageCount, type PageTally, tallyPages, withCounted } from './page-tally.ts'
import { parseReportCursor } from './report-cursor.ts'

/** Pages, with what people did on them and after them. */
export async function askPages(
  store: Store,
  site: Site,
  query: PagesQuery,
  now: UnixMs,
): Promise<PagesAnswer> {
  const after = query.cursor === undefined ? null : parseReportCursor(query.cursor)
  const asked = after ?? (await askedPeriod(query, site, store, now))
  const { period, until, at } = asked
  const filter = filterOf(query)
  const tally = await store.census(site.id, 'acts', (census) => {
    const selected = census.select({ period, at, filter })
    return { visitors: selected.length, ...tallyPages(census, selected, { period, until, by: query.by }) }
  })
  const rows = withCounted(tally.pages, isFiltered(filter) ? [] : await store.countedViews(site.id, period))
  const sum = (of: (count: PageCount) => number): number =>
    rows.reduce((total, count) => total + of(count), 0)
  const { page, next } = pageOf(
    rows.filter(({ entries }) => query.by === 'seen' || entries > 0).map((count) => toRow(count, tally)),
    { asked, after, key: ({ path }) => path, sorts: SORTS, query },
  )
  return {
    from: iso(period.from),
    to: iso(period.to),
    by: query.by,
    totals: {
      views: sum(({ views }) => views),
      visitors: tally.visitors,
      entries: sum(({ entries }) => entries),
      bounces: sum(({ bounces }) => bounces),
    },
    pages: page.map(toAnswer),
    next,
  }
}

const SORTS = {
  views: (row: Row) => row.views,
  visitors: (row: Row) => row.visitors,
  entries: (row: Row) => row.entries,
  bounceRate: (row: Row) => row.bounceRate,
  exits: (row: Row) => row.exits,
  engagedMs: (row: Row) => row.engagedMs(),
  climbed: (row: Row) => row.lift().climbed.ratio,
  converted: (row: Row) => row.lift().converted.ratio,
} as const

/** A line whose dearer figures are only made when they are looked at. */
function toRow(count: PageCount, tally: PageTally) {
  const { thing, path, views, visitors, entries, bounces, exits } = count
  return {
    path,
    title: count.title,
    topic: count.topic as Topic | null,
    views,
    visitors,
    entries,
    bounces,
    bounceRate: share(bounces, entries),
    exits,
    engagedMs: once(() => tally.engaged.median(thing)),
    scrollPercent: once(() => tally.scrolled.median(thing)),
    lift: once(() => tally.comparison.liftOf(thing)),
  }
}

type Row = ReturnType<typeof toRow>

function toAnswer(row: Row): PageAnswer {
  const { engagedMs, scrollPercent, lift, ...rest } = row
  return { ...rest, engagedMs: engagedMs(), scrollPercent: scrollPercent(), lift: lift() }
}

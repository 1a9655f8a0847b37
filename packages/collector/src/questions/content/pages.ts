import type { PageAnswer, PagesAnswer, Topic, UnixMs } from '@koopsignaal/protocol'
import type { PagesQuery } from '../../schemas/query-content.ts'
import type { Site, Store } from '../../storage/store.ts'
import { askedPeriod, toAskedAnswer } from '../asked-period.ts'
import { isFiltered } from '../counted.ts'
import { filterOf } from '../period.ts'
import { gatherMoments } from './gather-moments.ts'
import { share } from './lift.ts'
import { detailPages, type PageDetails } from './page-details.ts'
import { pageOf } from './page-of.ts'
import { type PageCount, tallyPages, withCounted } from './page-tally.ts'
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
  const counted = isFiltered(filter) ? [] : await store.countedViews(site.id, period)
  return store.census(site.id, 'acts', (census) => {
    const gathered = gatherMoments(census, { period, at, filter }, until, 'views')
    const counts = withCounted(tallyPages(census, gathered, period), counted)
    const rows = counts.filter(({ entries }) => query.by === 'seen' || entries > 0)
    const detailsOf = (some: readonly PageCount[]) =>
      detailPages(census, gathered, { period, by: query.by }, some)
    const all = isByDetails(query.sort) ? detailsOf(rows) : null
    const { page, next } = pageOf(rows, { asked, after, key: ({ path }) => path, sorts: sortsBy(all), query })
    const details = all ?? detailsOf(page)
    const sum = (of: (count: PageCount) => number): number =>
      counts.reduce((total, count) => total + of(count), 0)
    return {
      ...toAskedAnswer(asked),
      by: query.by,
      totals: {
        views: sum(({ views }) => views),
        visitors: gathered.visitors,
        entries: sum(({ entries }) => entries),
        bounces: sum(({ bounces }) => bounces),
      },
      pages: page.map((count) => toAnswer(count, details)),
      next,
    }
  })
}

function isByDetails(sort: PagesQuery['sort']): boolean {
  return ['engagedMs', 'climbed', 'converted'].includes(sort.replace('-', ''))
}

/** @param details  of all pages; null when nothing in the order asks for them */
function sortsBy(details: PageDetails | null) {
  return {
    views: ({ views }: PageCount) => views,
    visitors: ({ visitors }: PageCount) => visitors,
    entries: ({ entries }: PageCount) => entries,
    bounceRate: ({ bounces, entries }: PageCount) => share(bounces, entries),
    exits: ({ exits }: PageCount) => exits,
    engagedMs: ({ thing }: PageCount) => details!.engagedMs(thing),
    climbed: ({ thing }: PageCount) => details!.lift(thing).climbed.ratio,
    converted: ({ thing }: PageCount) => details!.lift(thing).converted.ratio,
  } as const
}

function toAnswer(count: PageCount, details: PageDetails): PageAnswer {
  const { thing, path, title, topic, views, visitors, entries, bounces, exits } = count
  return {
    path,
    title,
    topic: topic as Topic | null,
    views,
    visitors,
    entries,
    bounces,
    bounceRate: share(bounces, entries),
    exits,
    engagedMs: details.engagedMs(thing),
    scrollPercent: details.scrollPercent(thing),
    lift: details.lift(thing),
  }
}

import type { PageAnswer, PagesAnswer, PagesBy, Topic, UnixMs } from '@koopsignaal/protocol'
import type { PagesQuery } from '../../schemas/query-content.ts'
import type { CountedViews, Period, Site, Store } from '../../storage/store.ts'
import { askedPeriod } from '../asked-period.ts'
import { iso } from '../iso.ts'
import { filterOf } from '../period.ts'
import { type Comparison, createComparison } from './comparison.ts'
import { share } from './lift.ts'
import { median } from './median.ts'
import { type Followed, follow, isIn, type Meeting, type ViewMoment } from './moments.ts'
import { forEachTrack } from './pace.ts'
import { pageOf } from './page-of.ts'
import { parseReportCursor } from './report-cursor.ts'
import { isLeftAtOnce, type View } from './visits.ts'

interface Tally {
  readonly path: string
  title: string | null
  topic: Topic | null
  namedAt: UnixMs
  views: number
  visitors: number
  entries: number
  bounces: number
  exits: number
  readonly engaged: number[]
  readonly scrolled: number[]
}

/** Pages, with what people did on them and after them. */
export async function askPages(
  store: Store,
  site: Site,
  query: PagesQuery,
  now: UnixMs,
): Promise<PagesAnswer> {
  const after = query.cursor === undefined ? null : parseReportCursor(query.cursor)
  const asked = after ?? (await askedPeriod(query, site, store, now))
  const { period, until } = asked
  const filter = filterOf(query)
  const tallies = new Map<string, Tally>()
  const comparison = createComparison()
  let visitors = 0
  await forEachTrack(store, { site, period, filter, until }, (track) => {
    const followed = follow(track, period, until)
    visitors++
    countViews(tallies, followed, period)
    compare(comparison, followed, query.by)
  })
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  if (!isFiltered)
    for (const counted of await store.countedViews(site.id, period)) countUnknown(tallies, counted)

  const rows = [...tallies.values()]
  const sum = (of: (tally: Tally) => number): number => rows.reduce((total, tally) => total + of(tally), 0)
  const listed = rows
    .filter((tally) => query.by === 'seen' || tally.entries > 0)
    .map((tally) => toAnswer(tally, comparison))
  const { page, next } = pageOf(listed, {
    asked,
    after,
    key: ({ path }) => path,
    sorts: SORTS,
    query,
  })
  return {
    from: iso(period.from),
    to: iso(period.to),
    by: query.by,
    totals: {
      views: sum((tally) => tally.views),
      visitors,
      entries: sum((tally) => tally.entries),
      bounces: sum((tally) => tally.bounces),
    },
    pages: page,
    next,
  }
}

const SORTS = {
  views: (row: PageAnswer) => row.views,
  visitors: (row: PageAnswer) => row.visitors,
  entries: (row: PageAnswer) => row.entries,
  bounceRate: (row: PageAnswer) => row.bounceRate,
  exits: (row: PageAnswer) => row.exits,
  engagedMs: (row: PageAnswer) => row.engagedMs,
  climbed: (row: PageAnswer) => row.lift.climbed.ratio,
  converted: (row: PageAnswer) => row.lift.converted.ratio,
} as const

function tallyOf(tallies: Map<string, Tally>, path: string): Tally {
  let tally = tallies.get(path)
  if (tally === undefined) {
    const nothing = { views: 0, visitors: 0, entries: 0, bounces: 0, exits: 0 }
    tally = { path, title: null, topic: null, namedAt: -1, ...nothing, engaged: [], scrolled: [] }
    tallies.set(path, tally)
  }
  return tally
}

/** A page is called what it was called last. */
function name(tally: Tally, at: UnixMs, title: string | null, topic: Topic | null): void {
  if (at < tally.namedAt) return
  tally.namedAt = at
  tally.title = title ?? tally.title
  tally.topic = topic ?? tally.topic
}

function countViews(tallies: Map<string, Tally>, { visits, moments }: Followed, period: Period): void {
  for (const path of new Set(moments.map(({ view }) => view.path))) tallyOf(tallies, path).visitors++
  for (const { view } of moments) countView(tallyOf(tallies, view.path), view)
  for (const visit of visits) {
    if (!isIn(period, visit.from)) continue
    const seen = visit.views.filter(({ at }) => isIn(period, at))
    const [first, last] = [seen[0], seen.at(-1)]
    if (first === undefined || last === undefined) continue
    const entry = tallyOf(tallies, first.path)
    entry.entries++
    entry.bounces += Number(isLeftAtOnce(visit))
    tallyOf(tallies, last.path).exits++
  }
}

function countView(tally: Tally, { event, at, engagedMs, scrollPercent }: View): void {
  tally.views++
  name(tally, at, event.title, event.topic)
  if (engagedMs !== null) tally.engaged.push(engagedMs)
  if (scrollPercent !== null) tally.scrolled.push(scrollPercent)
}

function countUnknown(
  tallies: Map<string, Tally>,
  { path, title, topic, views, lastAt }: CountedViews,
): void {
  const tally = tallyOf(tallies, path)
  tally.views += views
  name(tally, lastAt, title, topic as Topic | null)
}

/** A landing page is compared with other landing pages: who lands has seen nothing else yet. */
function compare(comparison: Comparison, followed: Followed, by: PagesBy): void {
  const moments = by === 'seen' ? followed.moments : followed.moments.filter(({ isEntry }) => isEntry)
  comparison.add(moments, firstMeetings(moments))
}

function firstMeetings(moments: readonly ViewMoment[]): ReadonlyMap<string, Meeting> {
  const meetings = new Map<string, Meeting>()
  for (const moment of moments)
    if (!meetings.has(moment.view.path)) meetings.set(moment.view.path, { ...moment, cutoff: moment.at })
  return meetings
}

function toAnswer(tally: Tally, comparison: Comparison): PageAnswer {
  const { path, title, topic, views, visitors, entries, bounces, exits, engaged, scrolled } = tally
  return {
    path,
    title,
    topic,
    views,
    visitors,
    entries,
    bounces,
    bounceRate: share(bounces, entries),
    exits,
    engagedMs: median(engaged),
    scrollPercent: median(scrolled),
    lift: comparison.liftOf(path),
  }
}

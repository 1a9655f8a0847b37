import type { CtaAnswer, CtasAnswer, UnixMs } from '@koopsignaal/protocol'
import type { CtasQuery } from '../../schemas/query-content.ts'
import type { Period, Site, Store } from '../../storage/store.ts'
import { askedPeriod } from '../asked-period.ts'
import { iso } from '../iso.ts'
import { filterOf } from '../period.ts'
import { addTo, liftOf, type Strata, share } from './lift.ts'
import { addFirsts, type Followed, follow, isIn, isTop, type Meeting } from './moments.ts'
import { forEachTrack } from './pace.ts'
import { pageOf } from './page-of.ts'
import { parseReportCursor } from './report-cursor.ts'

interface Tally {
  readonly cta: string
  clicks: number
  visitors: number
  /** Clicks by path. */
  readonly pages: Map<string, number>
  seenBy: number
  clickedAfterSight: number
  readonly seen: Strata
  readonly others: Strata
}

const MOST_PAGES = 5

/** CTAs, with what people did who clicked them and those who looked at the same pages and did not. */
export async function askCtas(store: Store, site: Site, query: CtasQuery, now: UnixMs): Promise<CtasAnswer> {
  const after = query.cursor === undefined ? null : parseReportCursor(query.cursor)
  const asked = after ?? (await askedPeriod(query, site, store, now))
  const { period, until } = asked
  const about = { site, period, filter: filterOf(query), until }
  const tallies = new Map<string, Tally>()
  let visitors = 0
  // Twice: who did not click a CTA can be told only when it is known on which pages it is.
  await forEachTrack(store, about, (track) => {
    visitors += Number(countClicks(tallies, follow(track, period, until), period))
  })
  const byPage = Map.groupBy(
    [...tallies.values()].flatMap((tally) => [...tally.pages.keys()].map((path) => ({ path, tally }))),
    ({ path }) => path,
  )
  await forEachTrack(store, about, (track) => compare(tallies, byPage, follow(track, period, until), period))

  const rows = [...tallies.values()].map(toAnswer)
  const { page, next } = pageOf(rows, {
    asked,
    after,
    key: ({ cta }) => cta,
    sorts: SORTS,
    query,
  })
  return {
    from: iso(period.from),
    to: iso(period.to),
    totals: { clicks: rows.reduce((sum, { clicks }) => sum + clicks, 0), visitors },
    ctas: page,
    next,
  }
}

const SORTS = {
  clicks: (row: CtaAnswer) => row.clicks,
  visitors: (row: CtaAnswer) => row.visitors,
  clickRatio: (row: CtaAnswer) => row.clickRatio,
  climbed: (row: CtaAnswer) => row.lift.climbed.ratio,
  converted: (row: CtaAnswer) => row.lift.converted.ratio,
} as const

/** @returns whether this visitor clicked anything */
function countClicks(tallies: Map<string, Tally>, { visits }: Followed, period: Period): boolean {
  const clicked = new Set<Tally>()
  for (const { event, cta } of clicksOf(visits, period)) {
    const tally = tallyOf(tallies, cta)
    tally.clicks++
    if (event.path !== null) tally.pages.set(event.path, (tally.pages.get(event.path) ?? 0) + 1)
    clicked.add(tally)
  }
  for (const tally of clicked) tally.visitors++
  return clicked.size > 0
}

function clicksOf(visits: Followed['visits'], period: Period) {
  return visits.flatMap((visit) =>
    visit.events.flatMap((event) => {
      const { cta } = event.detail
      return event.type === 'cta_click' && cta !== undefined && isIn(period, event.at)
        ? [{ visit, event, cta }]
        : []
    }),
  )
}

function tallyOf(tallies: Map<string, Tally>, cta: string): Tally {
  let tally = tallies.get(cta)
  if (tally === undefined) {
    const nothing = { clicks: 0, visitors: 0, seenBy: 0, clickedAfterSight: 0 }
    tally = { cta, ...nothing, pages: new Map(), seen: new Map(), others: new Map() }
    tallies.set(cta, tally)
  }
  return tally
}

function compare(
  tallies: ReadonlyMap<string, Tally>,
  byPage: ReadonlyMap<string, readonly { readonly tally: Tally }[]>,
  followed: Followed,
  period: Period,
): void {
  const meetings = new Map<Tally, Meeting>()
  for (const { visit, event, cta } of clicksOf(followed.visits, period)) {
    const tally = tallies.get(cta)!
    if (!meetings.has(tally)) meetings.set(tally, followed.momentAt(visit, event.at))
  }
  for (const [tally, meeting] of meetings) addTo(tally.seen, meeting.stratum, meeting)

  const inSight = new Set(
    followed.moments.flatMap(({ view }) => (byPage.get(view.path) ?? []).map(({ tally }) => tally)),
  )
  for (const tally of inSight) {
    const cutoff = meetings.get(tally)?.cutoff ?? Number.POSITIVE_INFINITY
    tally.seenBy++
    tally.clickedAfterSight += Number(meetings.has(tally))
    addFirsts(
      tally.others,
      followed.moments.filter(({ view, at }) => tally.pages.has(view.path) && at < cutoff),
    )
  }
}

function toAnswer(tally: Tally): CtaAnswer {
  const { cta, clicks, visitors, pages, seenBy, clickedAfterSight, seen, others } = tally
  const hasPages = pages.size > 0
  return {
    cta,
    pages: [...pages]
      .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, MOST_PAGES)
      .map(([path]) => path),
    clicks,
    visitors,
    seenBy: hasPages ? seenBy : null,
    clickRatio: hasPages ? share(clickedAfterSight, seenBy) : null,
    lift: liftOf(seen, others, isTop),
  }
}

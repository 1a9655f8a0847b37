import type { PagesBy, UnixMs } from '@koopsignaal/protocol'
import type { Census, CountedViews, Period } from '../../storage/store.ts'
import {
  type Comparison,
  createComparison,
  createFirsts,
  createMeetings,
  type Meetings,
} from './comparison.ts'
import { createFollower, type FollowedView, type Follower, isIn, isLeftAtOnce } from './follow.ts'
import { Samples } from './samples.ts'

/** What people did on one page. */
export interface PageCount {
  /** Its place in the census; 0: it is in none, only visitors who are only counted looked at it. */
  readonly thing: number
  readonly path: string
  title: string | null
  topic: string | null
  namedAt: UnixMs
  views: number
  visitors: number
  entries: number
  bounces: number
  exits: number
}

export interface PageTally {
  /** By path. */
  readonly pages: ReadonlyMap<string, PageCount>
  readonly comparison: Comparison
  readonly engaged: Samples
  readonly scrolled: Samples
}

/** Counts pages over some visitors.
 *  @param until  as of when */
export function tallyPages(
  census: Census,
  selected: Uint32Array,
  asked: { readonly period: Period; readonly until: UnixMs; readonly by: PagesBy },
): PageTally {
  const { period, until, by } = asked
  const follower = createFollower(census, period, until)
  const counts = createCounts(census)
  const comparison = createComparison(census.names.paths.length)
  const firsts = createFirsts()
  const met = createMet(census.names.paths.length)
  for (const visitor of selected) {
    follower.follow(visitor)
    countEntries(follower, period, counts)
    firsts.begin()
    met.begin()
    for (let i = follower.firstMoment; i < follower.endOfMoments; i++) {
      const view = follower.views[i]!
      counts.addView(view)
      if (!met.has(view.path)) counts.of(view.path).visitors++
      const isCompared = by === 'seen' || isEntry(follower, view, period)
      met.meet(view, isCompared)
      if (isCompared) firsts.add(view)
    }
    comparison.add(firsts.firsts, met.meetings)
  }
  return { pages: counts.byPath(), comparison, engaged: counts.engaged, scrolled: counts.scrolled }
}

/** A landing page is compared with other landing pages: who lands has seen nothing else yet. */
function isEntry({ visits }: Follower, { place, visit }: FollowedView, period: Period): boolean {
  return place === 0 && isIn(period, visits[visit]!.from)
}

function countEntries(follower: Follower, period: Period, counts: ReturnType<typeof createCounts>): void {
  const { visits, views, firstMoment, endOfMoments } = follower
  for (let i = 0; i < follower.visitCount; i++) {
    const visit = visits[i]!
    if (!isIn(period, visit.from)) continue
    const first = Math.max(firstMoment, visit.firstView)
    const last = Math.min(endOfMoments, visit.endOfViews) - 1
    if (first > last) continue
    const entry = counts.of(views[first]!.path)
    entry.entries++
    entry.bounces += Number(isLeftAtOnce(visit))
    counts.of(views[last]!.path).exits++
  }
}

function createCounts({ names, acts }: Census) {
  const pages: (PageCount | undefined)[] = []
  const [engaged, scrolled] = [new Samples(), new Samples()]
  const of = (thing: number): PageCount => (pages[thing] ??= emptyCount(thing, names.paths[thing]!))
  return {
    of,
    engaged,
    scrolled,
    addView({ path, act, at, engagedMs, scrollPercent }: FollowedView): void {
      const count = of(path)
      count.views++
      if (at >= count.namedAt) name(count, at, names.pages[acts.page[act]!]!)
      if (!Number.isNaN(engagedMs)) engaged.add(path, engagedMs)
      if (!Number.isNaN(scrollPercent)) scrolled.add(path, scrollPercent)
    },
    byPath: () => new Map(pages.flatMap((count) => (count === undefined ? [] : [[count.path, count]]))),
  }
}

function emptyCount(thing: number, path: string): PageCount {
  const nothing = { views: 0, visitors: 0, entries: 0, bounces: 0, exits: 0 }
  return { thing, path, title: null, topic: null, namedAt: -1, ...nothing }
}

/** A page is called what it was called last. */
function name(
  count: PageCount,
  at: UnixMs,
  { title, topic }: { readonly title: string | null; readonly topic: string | null },
): void {
  count.namedAt = at
  count.title = title ?? count.title
  count.topic = topic ?? count.topic
}

/** The pages with the views of those who are only counted. */
export function withCounted(
  pages: ReadonlyMap<string, PageCount>,
  counted: readonly CountedViews[],
): readonly PageCount[] {
  const all = new Map(pages)
  for (const { path, title, topic, views, lastAt } of counted) {
    const count = all.get(path) ?? emptyCount(0, path)
    all.set(path, count)
    count.views += views
    if (lastAt >= count.namedAt) name(count, lastAt, { title, topic })
  }
  return [...all.values()]
}

/** The first meeting of one visitor with each page. */
function createMet(things: number) {
  const meetings = createMeetings()
  /** The last turn in which a page was seen, and in which it was met. */
  const seen = new Uint32Array(things)
  const compared = new Uint32Array(things)
  let turn = 0
  return {
    meetings: meetings as Meetings,
    begin(): void {
      turn++
      meetings.begin()
    },
    has: (path: number): boolean => seen[path] === turn,
    meet({ path, stratum, outcome, at }: FollowedView, isCompared: boolean): void {
      seen[path] = turn
      if (!isCompared || compared[path] === turn) return
      compared[path] = turn
      meetings.add({ thing: path, stratum, outcome, cutoff: at })
    },
  }
}

import type { UnixMs } from '@koopsignaal/protocol'
import {
  type Census,
  type CensusNames,
  type CountedViews,
  type Followed,
  MARK,
  type MomentColumns,
  type PageName,
  type Period,
  visitBeganAt,
} from '../../storage/store.ts'
import type { FlockMoments } from './flock-moments.ts'
import type { GatheredMoments } from './gather-moments.ts'

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

/** Counts pages over some visitors.
 *  @returns by path */
export function tallyPages(
  census: Census,
  { followed, flocks }: GatheredMoments,
  period: Period,
): ReadonlyMap<string, PageCount> {
  const counts = new PageCounts(census.names)
  for (const some of followed) addMoments(counts, census, some, period)
  for (const flock of flocks) counts.addFlock(flock)
  return counts.byPath()
}

function addMoments(
  counts: PageCounts,
  census: Census,
  { visitors, numbers, moments: { columns, start, end } }: Followed,
  { from, to }: Period,
): void {
  const { at, page, marks } = columns
  const { views, visitors: people, entries, bounces, exits, seenAt, lastVisitor, titles, topics } = counts
  const pathOf = Uint32Array.from(census.names.pathOf)
  for (let v = 0; v < visitors.length; v++) {
    const visitor = visitors[v]!
    const endOfMoments = end[numbers[v]!]!
    let first = start[numbers[v]!]!
    while (first < endOfMoments && at[first]! < from) first++
    // Of a visit that began before the period nothing is an entry.
    let hasEntered = false
    for (let i = first; i < endOfMoments && at[i]! < to; i++) {
      const path = pathOf[page[i]!]!
      const mark = marks[i]!
      views[path]!++
      if (lastVisitor[path] !== visitor + 1) {
        lastVisitor[path] = visitor + 1
        people[path]!++
      }
      titles.look(path, page[i]!, at[i]!)
      topics.look(path, page[i]!, at[i]!)
      if (at[i]! > seenAt[path]!) seenAt[path] = at[i]!
      if ((mark & MARK.first) !== 0) {
        hasEntered = i > first || isOfVisitFrom(census, columns, visitor, i, from)
        entries[path]! += Number(hasEntered)
        bounces[path]! += Number(hasEntered && (mark & MARK.leftAtOnce) !== 0)
      }
      if (hasEntered && ((mark & MARK.last) !== 0 || at[i + 1]! >= to)) exits[path]!++
    }
  }
}

/** Whether the visit of a moment that is its first view began no earlier than `from`. */
export function isOfVisitFrom(
  census: Census,
  { at, marks }: MomentColumns,
  visitor: number,
  moment: number,
  from: UnixMs,
): boolean {
  return (marks[moment]! & MARK.late) === 0 || visitBeganAt(census, visitor, at[moment]!) >= from
}

/** What paths were called last: by the newest view that says so, whoever is gone through first. */
class LastCalled {
  readonly #isTold: Uint8Array
  readonly #at: Float64Array
  readonly #page: Uint32Array

  /** @param isTold  by the place of the page: 1 when it says so */
  constructor(paths: number, isTold: Uint8Array) {
    this.#isTold = isTold
    this.#at = new Float64Array(paths).fill(-1)
    this.#page = new Uint32Array(paths)
  }

  look(path: number, page: number, at: UnixMs): void {
    if (at < this.#at[path]! || this.#isTold[page] === 0) return
    // Of two at the same moment always the same one.
    if (at === this.#at[path] && page < this.#page[path]!) return
    this.#at[path] = at
    this.#page[path] = page
  }

  /** @returns the place of the page; 0: nobody said */
  pageOf(path: number): number {
    return this.#page[path]!
  }
}

/** Counts by the place of the path. */
class PageCounts {
  readonly #names: CensusNames
  readonly views
  readonly visitors
  readonly entries
  readonly bounces
  readonly exits
  readonly seenAt
  /** One more than the visitor who looked at it last. */
  readonly lastVisitor
  readonly titles
  readonly topics

  constructor(names: CensusNames) {
    this.#names = names
    const { length } = names.paths
    this.views = new Uint32Array(length)
    this.visitors = new Uint32Array(length)
    this.entries = new Uint32Array(length)
    this.bounces = new Uint32Array(length)
    this.exits = new Uint32Array(length)
    this.seenAt = new Float64Array(length)
    this.lastVisitor = new Uint32Array(length)
    const told = (of: (page: PageName) => string | null) =>
      new LastCalled(
        length,
        Uint8Array.from(names.pages, (page) => Number(of(page) !== null)),
      )
    this.titles = told(({ title }) => title)
    this.topics = told(({ topic }) => topic)
  }

  addFlock({ pages, paths }: FlockMoments): void {
    for (let i = 0; i < pages.page.length; i++) {
      const [page, lastAt] = [pages.page[i]!, pages.lastAt[i]!]
      const path = this.#names.pathOf[page]!
      this.views[path]! += pages.views[i]!
      this.titles.look(path, page, lastAt)
      this.topics.look(path, page, lastAt)
      if (lastAt > this.seenAt[path]!) this.seenAt[path] = lastAt
    }
    for (let i = 0; i < paths.path.length; i++) {
      const path = paths.path[i]!
      this.visitors[path]! += paths.visitors[i]!
      this.entries[path]! += paths.entries[i]!
      this.bounces[path]! += paths.bounces[i]!
      this.exits[path]! += paths.exits[i]!
    }
  }

  byPath(): ReadonlyMap<string, PageCount> {
    const pages = new Map<string, PageCount>()
    for (const [thing, path] of this.#names.paths.entries()) {
      if (path === null || this.views[thing] === 0) continue
      pages.set(path, {
        thing,
        path,
        title: this.#names.pages[this.titles.pageOf(thing)]!.title,
        topic: this.#names.pages[this.topics.pageOf(thing)]!.topic,
        namedAt: this.seenAt[thing]!,
        views: this.views[thing]!,
        visitors: this.visitors[thing]!,
        entries: this.entries[thing]!,
        bounces: this.bounces[thing]!,
        exits: this.exits[thing]!,
      })
    }
    return pages
  }
}

function emptyCount(path: string): PageCount {
  const nothing = { views: 0, visitors: 0, entries: 0, bounces: 0, exits: 0 }
  return { thing: 0, path, title: null, topic: null, namedAt: -1, ...nothing }
}

/** The pages with the views of those who are only counted. */
export function withCounted(
  pages: ReadonlyMap<string, PageCount>,
  counted: readonly CountedViews[],
): readonly PageCount[] {
  const all = new Map(pages)
  for (const { path, title, topic, views, lastAt } of counted) {
    const count = all.get(path) ?? emptyCount(path)
    all.set(path, count)
    count.views += views
    if (lastAt < count.namedAt) continue
    count.namedAt = lastAt
    count.title = title ?? count.title
    count.topic = topic ?? count.topic
  }
  return [...all.values()]
}

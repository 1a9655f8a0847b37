import type { Lift, PagesBy } from '@koopsignaal/protocol'
import { type Census, type Followed, MARK, type Period } from '../../storage/store.ts'
import { Comparison } from './comparison.ts'
import type { PathSamples } from './flock-moments.ts'
import type { GatheredMoments } from './gather-moments.ts'
import { isOfVisitFrom, type PageCount } from './page-tally.ts'
import { Samples } from './samples.ts'

/** What is dear to tell of a page: only of those that are shown. */
export interface PageDetails {
  /** Of the page with this number in the census. */
  engagedMs(path: number): number | null
  scrollPercent(path: number): number | null
  lift(path: number): Lift
}

export function detailPages(
  census: Census,
  { followed, flocks }: GatheredMoments,
  asked: { readonly period: Period; readonly by: PagesBy },
  pages: readonly PageCount[],
): PageDetails {
  const { names } = census
  const things = new Int32Array(names.paths.length).fill(NONE)
  for (const [thing, page] of pages.entries()) things[page.thing] = thing
  const comparison = new Comparison(pages.length)
  const views = pages.map((page) => page.views)
  const [engaged, scrolled] = [new Samples(views, names), new Samples(views, names)]
  const thingOf = Int32Array.from(names.pathOf, (path) => things[path]!)
  const tallies = { comparison, engaged, scrolled, thingOf }
  for (const some of followed) addMoments(tallies, census, some, asked)
  for (const flock of flocks) {
    const { stood, seen, out, landed } = flock
    addSamples(engaged, flock.engaged, things)
    addSamples(scrolled, flock.scrolled, things)
    if (asked.by === 'landing') comparison.addFlock(landed, landed, landed, (path) => things[path]!)
    else comparison.addFlock(stood, seen, out, (path) => things[path]!)
  }
  return {
    engagedMs: (path) => engaged.median(things[path]!),
    scrollPercent: (path) => scrolled.median(things[path]!),
    lift: (path) => comparison.liftOf(things[path]!),
  }
}

/** No page that is asked about. */
const NONE = -1

interface Tallies {
  readonly comparison: Comparison
  readonly engaged: Samples
  readonly scrolled: Samples
  /** By the place of the page. */
  readonly thingOf: Int32Array
}

/** @param things  by path */
function addSamples(samples: Samples, { path, end, code }: PathSamples, things: Int32Array): void {
  let first = 0
  for (let p = 0; p < path.length; p++) {
    const [thing, last] = [things[path[p]!]!, end[p]!]
    if (thing !== NONE) samples.addAll(thing, code, first, last)
    first = last
  }
}

function addMoments(
  { comparison, engaged, scrolled, thingOf }: Tallies,
  census: Census,
  { visitors, numbers, moments: { columns, start, end } }: Followed,
  { period: { from, to }, by }: { readonly period: Period; readonly by: PagesBy },
): void {
  const { at, page, cell, engaged: engagedIn, scrolled: scrolledIn } = columns
  /** A landing page is compared with other landing pages: who lands has seen nothing else yet. */
  const isLeftOut = (visitor: number, moment: number, first: number): boolean =>
    (columns.marks[moment]! & MARK.first) === 0 ||
    (moment === first && !isOfVisitFrom(census, columns, visitor, moment, from))
  for (let v = 0; v < visitors.length; v++) {
    const visitor = visitors[v]!
    const endOfMoments = end[numbers[v]!]!
    let first = start[numbers[v]!]!
    while (first < endOfMoments && at[first]! < from) first++
    const isOnly = first + 1 === endOfMoments
    if (!isOnly) comparison.begin()
    for (let i = first; i < endOfMoments && at[i]! < to; i++) {
      const thing = thingOf[page[i]!]!
      if (thing !== NONE) {
        if (engagedIn[i] !== 0) engaged.add(thing, engagedIn[i]!)
        if (scrolledIn[i] !== 0) scrolled.add(thing, scrolledIn[i]!)
      }
      if (by === 'landing' && isLeftOut(visitor, i, first)) continue
      if (isOnly) {
        comparison.addOne(thing, cell[i]!)
        continue
      }
      comparison.stand(cell[i]!, at[i]!)
      if (thing !== NONE) comparison.meet(thing, cell[i]!, at[i]!)
    }
    if (!isOnly) comparison.end()
  }
}

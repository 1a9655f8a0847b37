import { EVENT_TYPES } from '@koopsignaal/protocol'
import {
  type Census,
  type CensusNames,
  type CountedAct,
  type DeedColumns,
  type Followed,
  isIn,
  type Period,
} from '../../storage/store.ts'
import { Comparison } from './comparison.ts'
import { NO_CELLS } from './flock-moments.ts'
import type { GatheredMoments } from './gather-moments.ts'

const SEARCH = EVENT_TYPES.indexOf('search')
const PAGE_VIEW = EVENT_TYPES.indexOf('page_view')

/** What people searched for with the same words. */
export interface SearchCount {
  readonly thing: number
  readonly query: string
  searches: number
  /** Of these, those by visitors: of the others nobody knows what came next. */
  followed: number
  visitors: number
  withoutResults: number
  again: number
  page: number
  /** Visitors by the path that they looked at next. */
  readonly next: Map<string, number>
}

export interface SearchTally {
  readonly searches: readonly SearchCount[]
  /** Who searched at all. */
  readonly visitors: number
  readonly comparison: Comparison
}

/** Counts searches over some visitors.
 */
export function tallySearches(
  census: Census,
  { followed, flocks }: GatheredMoments,
  period: Period,
): SearchTally {
  const { names } = census
  const comparison = new Comparison(names.texts.length)
  const count = createCount(names, comparison)
  let visitors = 0
  for (const some of followed) visitors += addSearches(count, comparison, some, period)
  for (const { idle } of flocks) comparison.addFlock(idle.stood, NO_CELLS, NO_CELLS, () => -1)
  return { searches: count.searches(), visitors, comparison }
}

type Count = ReturnType<typeof createCount>

/** @returns how many of them searched */
function addSearches(
  count: Count,
  comparison: Comparison,
  { visitors, numbers, moments, deeds }: Followed,
  period: Period,
): number {
  const { from, to } = period
  const { at, cell } = moments.columns
  const { columns } = deeds
  let searched = 0
  for (let v = 0; v < visitors.length; v++) {
    const [visitor, number] = [visitors[v]!, numbers[v]!]
    comparison.begin()
    const end = moments.end[number]!
    for (let i = moments.start[number]!; i < end && at[i]! < to; i++)
      if (at[i]! >= from) comparison.stand(cell[i]!, at[i]!)
    let hasSearched = false
    for (let i = deeds.start[number]!; i < deeds.end[number]!; i++)
      if (columns.type[i] === SEARCH && isIn(period, columns.at[i]!))
        hasSearched = count.add(visitor, columns, i) || hasSearched
    searched += Number(hasSearched)
    comparison.end()
  }
  return searched
}

function createCount(names: CensusNames, comparison: Comparison) {
  const queryOf = createQueries(names.texts)
  /** What the last visitor looked at after each query. */
  const looked = new Set<string>()
  let last = -1

  function addNext(search: SearchCount, path: string): void {
    if (looked.has(`${search.thing} ${path}`)) return
    looked.add(`${search.thing} ${path}`)
    search.next.set(path, (search.next.get(path) ?? 0) + 1)
  }

  return {
    searches: queryOf.all,
    /** @returns false for one without words */
    add(
      visitor: number,
      { text, measure, next, nextPage, cell, viewedAt }: DeedColumns,
      deed: number,
    ): boolean {
      const search = queryOf.of(text[deed]!)
      if (search === null) return false
      if (visitor !== last) looked.clear()
      last = visitor
      search.searches++
      search.followed++
      search.withoutResults += Number(names.number(measure[deed]!) === 0)
      search.again += Number(next[deed] === SEARCH + 1)
      search.page += Number(next[deed] === PAGE_VIEW + 1)
      const path = names.paths[names.pathOf[nextPage[deed]!]!]!
      if (path !== null) addNext(search, path)
      search.visitors += Number(comparison.meet(search.thing, cell[deed]!, viewedAt[deed]!))
      return true
    },
  }
}

/** Adds the searches of those who are only counted. */
export function withCountedSearches(
  searches: readonly SearchCount[],
  counted: readonly CountedAct[],
): readonly SearchCount[] {
  const byQuery = new Map(searches.map((search) => [search.query, { ...search }]))
  for (const { detail } of counted) {
    const query = toQuery(detail.query ?? '')
    if (query === '') continue
    const search = byQuery.get(query) ?? emptyCount(byQuery.size, query)
    search.searches++
    search.withoutResults += Number(detail.results === 0)
    byQuery.set(query, search)
  }
  return [...byQuery.values()]
}

function emptyCount(thing: number, query: string): SearchCount {
  const nothing = { searches: 0, followed: 0, visitors: 0, withoutResults: 0, again: 0, page: 0 }
  return { thing, query, ...nothing, next: new Map() }
}

/** Texts as queries: several may be the same one. */
function createQueries(texts: Census['names']['texts']) {
  const byText = new Map<number, SearchCount | null>()
  const byQuery = new Map<string, SearchCount>()

  function make(text: string): SearchCount | null {
    const query = toQuery(text)
    if (query === '') return null
    const count = byQuery.get(query) ?? emptyCount(byQuery.size, query)
    byQuery.set(query, count)
    return count
  }
  return {
    of(text: number): SearchCount | null {
      let count = byText.get(text)
      if (count === undefined) {
        count = make(texts[text] ?? '')
        byText.set(text, count)
      }
      return count
    },
    all: (): readonly SearchCount[] => [...byQuery.values()],
  }
}

/** The same words in other capitals or spaces are the same query.
 *  @example toQuery('  Natte  Tuin ') // 'natte tuin' */
export function toQuery(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}

import { EVENT_TYPES, type UnixMs } from '@koopsignaal/protocol'
import { type Census, type CountedAct, OF_BOT, type Period } from '../../storage/store.ts'
import {
  type Comparison,
  createComparison,
  createFirsts,
  createMeetings,
  type Meetings,
} from './comparison.ts'
import { createFollower, type FollowedVisit, type Follower, isIn, viewOpenAt } from './follow.ts'

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
 *  @param until  as of when */
export function tallySearches(
  census: Census,
  selected: Uint32Array,
  { period, until }: { readonly period: Period; readonly until: UnixMs },
): SearchTally {
  const follower = createFollower(census, period, until)
  const comparison = createComparison(census.names.texts.length)
  const { firsts, begin, add } = createFirsts()
  const count = createCount(census, follower, period)
  let visitors = 0
  for (const visitor of selected) {
    follower.follow(visitor)
    begin()
    for (let i = follower.firstMoment; i < follower.endOfMoments; i++) add(follower.views[i]!)
    const meetings = count.countSearches()
    visitors += Number(meetings.count > 0)
    comparison.add(firsts, meetings)
  }
  return { searches: count.searches(), visitors, comparison }
}

function createCount({ acts, names }: Census, follower: Follower, period: Period) {
  const queryOf = createQueries(names.texts)
  const meetings = createMeetings()
  /** What one visitor looked at after each query. */
  const looked = new Set<string>()

  function countSearch(search: SearchCount, act: number, visit: FollowedVisit): void {
    const next = nextOf(act, visit)
    const type = next === -1 ? -1 : acts.type[next]!
    search.searches++
    search.followed++
    search.withoutResults += Number(names.number(acts.measure[act]!) === 0)
    search.again += Number(type === SEARCH)
    search.page += Number(type === PAGE_VIEW)
    const path = type === PAGE_VIEW ? names.paths[names.pathOf[acts.page[next]!]!]! : null
    if (path === null || looked.has(`${search.thing} ${path}`)) return
    looked.add(`${search.thing} ${path}`)
    search.next.set(path, (search.next.get(path) ?? 0) + 1)
  }

  /** The next search or page view of the visit; -1: none. */
  function nextOf(act: number, visit: FollowedVisit): number {
    for (let i = act + 1; i < visit.end; i++)
      if (acts.type[i] === SEARCH || acts.type[i] === PAGE_VIEW) return i
    return -1
  }

  function meet({ thing }: SearchCount, act: number, visit: FollowedVisit): void {
    const at = acts.at[act]!
    const open = viewOpenAt(follower, visit, at)
    const view = open === -1 ? null : follower.views[open]!
    meetings.add({
      thing,
      stratum: follower.stratumAt(at, visit.channel, view?.place ?? 0),
      outcome: follower.outcomeAt(at),
      cutoff: view?.at ?? at,
    })
  }

  return {
    searches: queryOf.all,
    /** @returns the visitor's first meeting with each query; the same list each time */
    countSearches(): Meetings {
      meetings.begin()
      looked.clear()
      for (let i = 0; i < follower.visitCount; i++) {
        const visit = follower.visits[i]!
        if (!visit.hasActed) continue
        for (let act = visit.start; act < visit.end; act++) {
          const type = acts.type[act]!
          if (type >= OF_BOT || type !== SEARCH || !isIn(period, acts.at[act]!)) continue
          const search = queryOf.of(acts.detail[act]!)
          if (search === null) continue
          countSearch(search, act, visit)
          if (hasMet(meetings, search.thing)) continue
          search.visitors++
          meet(search, act, visit)
        }
      }
      return meetings
    },
  }
}

function hasMet({ list, count }: Meetings, thing: number): boolean {
  for (let i = 0; i < count; i++) if (list[i]!.thing === thing) return true
  return false
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

import { EVENT_TYPES, VISIT_GAP } from '@koopsignaal/protocol'
import { type Census, type DeedColumns, type MomentColumns, OF_BOT } from './census-port.ts'
import { createFollower, type FollowedVisit, type Follower, isLeftAtOnce, viewOpenAt } from './follow.ts'
import { cellOf } from './stratum.ts'
import { Table, WHOLE } from './table.ts'

/** What following visitors tells, as rows: so that a report need not follow everybody again. */

const PAGE_VIEW = EVENT_TYPES.indexOf('page_view')
const CTA_CLICK = EVENT_TYPES.indexOf('cta_click')
const SEARCH = EVENT_TYPES.indexOf('search')

/** What a moment was in its visit, as bits. */
export const MARK = {
  /** The first page view of the visit. */
  first: 1,
  last: 2,
  /** With `first`: the visit was left at once. */
  leftAtOnce: 4,
  /** With `first`: the visit had begun before, with something else than a page view. */
  late: 8,
} as const

export type FollowedTables = ReturnType<typeof createFollowedTables>

export function createFollowedTables() {
  return {
    moments: new Table({
      at: Float64Array,
      page: WHOLE,
      cell: Uint16Array,
      marks: Uint8Array,
      engaged: WHOLE,
      scrolled: WHOLE,
    }),
    deeds: new Table({
      at: Float64Array,
      type: Uint8Array,
      text: WHOLE,
      measure: WHOLE,
      page: WHOLE,
      nextPage: WHOLE,
      next: Uint8Array,
      cell: Uint16Array,
      viewedAt: Float64Array,
    }),
  }
}

/** Makes room for so many rows of a visitor.
 *  @returns the first of them */
type Place = (rows: number) => number

/** Writes the views of whoever is followed as moments. */
export function writeMoments(
  { views, viewCount, visits, visitCount }: Follower,
  { acts, names }: Census,
  place: Place,
  to: FollowedTables['moments'],
): void {
  const first = place(viewCount)
  const { at, cell, marks } = to.columns
  for (let i = 0; i < viewCount; i++) {
    const view = views[i]!
    const row = first + i
    at[row] = view.at
    to.put('page', row, acts.page[view.act]!)
    cell[row] = cellOf(view.stratum, view.outcome)
    marks[row] = 0
    to.put('engaged', row, Number.isNaN(view.engagedMs) ? 0 : names.code(view.engagedMs))
    to.put('scrolled', row, Number.isNaN(view.scrollPercent) ? 0 : names.code(view.scrollPercent))
  }
  for (let i = 0; i < visitCount; i++) {
    const visit = visits[i]!
    const { firstView, endOfViews } = visit
    if (firstView === endOfViews) continue
    marks[first + firstView]! |=
      MARK.first |
      (isLeftAtOnce(visit) ? MARK.leftAtOnce : 0) |
      (visit.from < views[firstView]!.at ? MARK.late : 0)
    marks[first + endOfViews - 1]! |= MARK.last
  }
}

/** Writes the searches and clicks on CTAs of whoever is followed. */
export function writeDeeds(
  follower: Follower,
  { acts }: Census,
  place: Place,
  to: FollowedTables['deeds'],
): void {
  const deeds: (readonly [act: number, visit: FollowedVisit])[] = []
  for (let i = 0; i < follower.visitCount; i++) {
    const visit = follower.visits[i]!
    if (!visit.hasActed) continue
    for (let act = visit.start; act < visit.end; act++)
      if (acts.type[act] === SEARCH || acts.type[act] === CTA_CLICK) deeds.push([act, visit])
  }
  const first = place(deeds.length)
  const { columns } = to
  for (const [i, [act, visit]] of deeds.entries()) {
    const row = first + i
    const at = acts.at[act]!
    const open = viewOpenAt(follower, visit, at)
    const view = open === -1 ? null : follower.views[open]!
    const next = acts.type[act] === SEARCH ? nextOf(acts.type, act, visit) : -1
    columns.at[row] = at
    columns.type[row] = acts.type[act]!
    to.put('text', row, acts.detail[act]!)
    to.put('measure', row, acts.measure[act]!)
    to.put('page', row, acts.page[act]!)
    columns.next[row] = next === -1 ? 0 : acts.type[next]! + 1
    to.put('nextPage', row, next !== -1 && acts.type[next] === PAGE_VIEW ? acts.page[next]! : 0)
    columns.cell[row] = cellOf(
      follower.stratumAt(at, visit.channel, view?.place ?? 0),
      follower.outcomeAt(at),
    )
    columns.viewedAt[row] = view?.at ?? at
  }
}

/** The next search or page view of the visit; -1: none. */
function nextOf(types: Uint8Array, act: number, visit: FollowedVisit): number {
  for (let i = act + 1; i < visit.end; i++) if (types[i] === SEARCH || types[i] === PAGE_VIEW) return i
  return -1
}

/** Some visitors and their rows. */
export interface Followed {
  readonly visitors: Uint32Array
  /** Where the rows of each of them are told by `start` and `end`. */
  readonly numbers: Uint32Array
  readonly moments: Rows<MomentColumns>
  readonly deeds: Rows<DeedColumns>
}

interface Rows<Columns> {
  readonly columns: Columns
  readonly start: Uint32Array
  readonly end: Uint32Array
}

export const ALWAYS = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

/** Some visitors with their moments and deeds as of a moment: those of the census, and of whom it knows of later things apart from
 *  the others, followed anew. */
export function followedAsOf(census: Census, selected: Uint32Array, until: number): readonly Followed[] {
  const [settled, rest] = splitAt(selected, census.visitors.settledAt, until)
  const kept = keptOf(census, settled)
  return rest.length === 0 ? [kept] : [kept, followAnew(census, rest, until)]
}

/** Some visitors with the moments and deeds that the census has of them. */
export function keptOf({ visitors, moments, deeds }: Census, some: Uint32Array): Followed {
  return {
    visitors: some,
    numbers: some,
    moments: { columns: moments, ...visitors.moments },
    deeds: { columns: deeds, ...visitors.deeds },
  }
}

/** @returns those settled by then, and the others */
function splitAt(selected: Uint32Array, settledAt: Float64Array, until: number) {
  // Not by `filter`, which makes a list of objects first.
  const settled = new Uint32Array(selected.length)
  const rest: number[] = []
  let count = 0
  for (let i = 0; i < selected.length; i++) {
    const visitor = selected[i]!
    if (settledAt[visitor]! <= until) settled[count++] = visitor
    else rest.push(visitor)
  }
  return [settled.subarray(0, count), Uint32Array.from(rest)] as const
}

function followAnew(census: Census, visitors: Uint32Array, until: number): Followed {
  const { moments, deeds } = createFollowedTables()
  const follower = createFollower(census, ALWAYS, until)
  const numbers = Uint32Array.from(visitors.keys())
  const [firstMoments, endsOfMoments] = [numbers.slice(), numbers.slice()]
  const [firstDeeds, endsOfDeeds] = [numbers.slice(), numbers.slice()]
  for (const [number, visitor] of visitors.entries()) {
    follower.follow(visitor)
    firstMoments[number] = moments.count
    firstDeeds[number] = deeds.count
    writeMoments(follower, census, (rows) => moments.add(rows), moments)
    writeDeeds(follower, census, (rows) => deeds.add(rows), deeds)
    endsOfMoments[number] = moments.count
    endsOfDeeds[number] = deeds.count
  }
  return {
    visitors,
    numbers,
    moments: { columns: moments.columns, start: firstMoments, end: endsOfMoments },
    deeds: { columns: deeds.columns, start: firstDeeds, end: endsOfDeeds },
  }
}

/** When the visit began that was under way at a moment. */
export function visitBeganAt({ visitors, acts }: Census, visitor: number, at: number): number {
  let began = at
  for (let act = visitors.acts.end[visitor]! - 1; act >= visitors.acts.start[visitor]!; act--) {
    if (acts.type[act]! >= OF_BOT || acts.at[act]! > began) continue
    if (began - acts.at[act]! > VISIT_GAP) break
    began = acts.at[act]!
  }
  return began
}

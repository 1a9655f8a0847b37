import type { VisitorQuery, VisitorSort } from '../../store.ts'
import type { CensusTables } from './census-tables.ts'
import type { Names } from './names.ts'
import { createMatch, isThere } from './select.ts'

/** How the ids of visitors, which a census does not hold, are told by the engine. */
export interface Ids {
  of(keys: readonly number[]): readonly { readonly key: number; readonly id: string }[]
  /** Keys of the site's visitors in the order of their ids, from behind `after` on. */
  inOrder(after: string | null, descending: boolean): Iterable<number>
}

/** A visitor of a page, with the value that it is ordered by. */
export interface Picked {
  readonly key: number
  readonly value: number
}

/** One page of a list: the first visitors who match, in no order. Equals are told apart by id. */
export function pickVisitors(
  tables: CensusTables,
  names: Names,
  query: VisitorQuery,
  ids: Ids,
): readonly Picked[] {
  const { limit, after, descending } = query
  const found = candidates(tables, names, query)
  const key = (place: number): number => tables.visitors.columns.key[place]!
  // First those who share the place where the page before ended.
  const picked = firstById(
    found.atCursor.map(key),
    { limit, after: after?.visitor ?? null, descending },
    ids,
  ).map((one) => ({ key: one, value: after!.value }))
  const room = limit - picked.length
  const border = borderOf(found.ranks, found.count, room)
  const atBorder: number[] = []
  let value = 0
  for (let i = 0; i < found.count; i++) {
    const rank = found.ranks[i]!
    if (rank < border) continue
    const one = key(found.places[i]!)
    if (rank > border) picked.push({ key: one, value: descending ? rank : -rank })
    else {
      atBorder.push(one)
      value = descending ? rank : -rank
    }
  }
  for (const one of firstById(atBorder, { limit: limit - picked.length, after: null, descending }, ids))
    picked.push({ key: one, value })
  return picked
}

interface Candidates {
  readonly count: number
  readonly places: Uint32Array
  /** What they are ordered by, so that the largest comes first. */
  readonly ranks: Float64Array
  /** Those whose value is that of the cursor. */
  readonly atCursor: readonly number[]
}

function candidates(tables: CensusTables, names: Names, query: VisitorQuery): Candidates {
  const { period, filter, at, after, descending } = query
  const { columns, count } = tables.visitors
  const matches = createMatch(tables, names, filter, 'at_moment')
  const isWithin = createBounds(tables, query)
  const valueIn = createValue(tables, query.sort, query)
  const sign = descending ? 1 : -1
  const last = after === null ? Number.POSITIVE_INFINITY : sign * after.value
  const places = new Uint32Array(count)
  const ranks = new Float64Array(count)
  const atCursor: number[] = []
  let length = 0
  for (let place = 0; place < count; place++) {
    if (columns.consented[place] !== 1 || !isThere(tables, place, period.from, period.to)) continue
    if (!isWithin(place) || !matches(place, period.from, period.to, at)) continue
    const rank = sign * valueIn(place)
    if (rank > last) continue
    if (rank === last && after !== null) {
      atCursor.push(place)
      continue
    }
    places[length] = place
    ranks[length++] = rank
  }
  return { count: length, places, ranks, atCursor }
}

type Of = (place: number) => number

function createValue(tables: CensusTables, sort: VisitorSort, query: VisitorQuery): Of {
  const { columns } = tables.visitors
  switch (sort) {
    case 'lastSeen':
      return (place) => columns.lastAt[place]!
    case 'firstSeen':
      return (place) => columns.firstAt[place]!
    case 'visits':
      return (place) => columns.visitCount[place]!
    case 'pageViews':
      return (place) => columns.pageViews[place]!
    case 'score':
      return createScore(tables, query)
  }
}

/** The score at the moment asked for, before rounding: each axis fades from the last event by its half-life. */
function createScore(tables: CensusTables, { at, halfLives }: VisitorQuery): Of {
  const { lastAt, base, waarom, wat, waar } = tables.visitors.columns
  return (place) => {
    const elapsed = at - lastAt[place]!
    return (
      base[place]! +
      waarom[place]! * 2 ** (-elapsed / halfLives.waarom) +
      wat[place]! * 2 ** (-elapsed / halfLives.wat) +
      waar[place]! * 2 ** (-elapsed / halfLives.waar)
    )
  }
}

function createBounds(tables: CensusTables, query: VisitorQuery): (place: number) => boolean {
  const { minScore = null, belowScore = null, seenSince = null } = query.bounds ?? {}
  const { lastAt } = tables.visitors.columns
  const score = createScore(tables, query)
  const isBounded = minScore !== null || belowScore !== null
  return (place) => {
    if (seenSince !== null && lastAt[place]! < seenSince) return false
    if (!isBounded) return true
    const own = score(place)
    return (minScore === null || own >= minScore) && (belowScore === null || own < belowScore)
  }
}

/** The rank of the last of the first `room`: all above it come, and of those at it as many as there is room for. */
function borderOf(ranks: Float64Array, count: number, room: number): number {
  if (room <= 0) return Number.POSITIVE_INFINITY
  if (count <= room) return Number.NEGATIVE_INFINITY
  // The largest so far, the smallest of them in front: as a heap.
  const heap = new Float64Array(room)
  for (let i = 0; i < room; i++) siftUp(heap, i, ranks[i]!)
  for (let i = room; i < count; i++) if (ranks[i]! > heap[0]!) siftDown(heap, ranks[i]!)
  return heap[0]!
}

function siftUp(heap: Float64Array, end: number, value: number): void {
  let at = end
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (heap[parent]! <= value) break
    heap[at] = heap[parent]!
    at = parent
  }
  heap[at] = value
}

/** Puts a value in the place of the smallest. */
function siftDown(heap: Float64Array, value: number): void {
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++
    if (heap[child]! >= value) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = value
}

/** Fewer are looked up; more are met soon when all ids are gone through in order. Chosen. */
const FEW = 5_000

/** The first of some visitors in the order of their ids. */
function firstById(
  keys: readonly number[],
  asked: { readonly limit: number; readonly after: string | null; readonly descending: boolean },
  ids: Ids,
): readonly number[] {
  const { limit, after, descending } = asked
  if (keys.length === 0 || limit <= 0) return []
  if (keys.length <= FEW) {
    const isBehind = (id: string): boolean => after === null || (descending ? id < after : id > after)
    const rows = ids.of(keys).filter(({ id }) => isBehind(id))
    return inOrderOfId(rows, descending)
      .slice(0, limit)
      .map(({ key }) => key)
  }
  const wanted = new Set(keys)
  const first: number[] = []
  for (const key of ids.inOrder(after, descending)) {
    if (wanted.has(key)) first.push(key)
    if (first.length === limit) break
  }
  return first
}

export function inOrderOfId<T extends { readonly id: string }>(
  rows: readonly T[],
  descending: boolean,
): readonly T[] {
  const sign = descending ? -1 : 1
  return rows.toSorted((a, b) => sign * (a.id < b.id ? -1 : Number(a.id > b.id)))
}

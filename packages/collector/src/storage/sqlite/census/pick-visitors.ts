import type { VisitorQuery } from '../../store.ts'
import type { CensusTables } from './census-tables.ts'
import type { Names } from './names.ts'
import { createMatch, isThere } from './select.ts'
import { TopRanks } from './top-ranks.ts'
import { createRanks, type VisitorRanks } from './visitor-ranks.ts'

/** How the ids of visitors, which a census does not hold, are told by the engine. */
export interface Ids {
  of(keys: readonly number[]): readonly { readonly key: number; readonly id: string }[]
  /** The places of the site's visitors in the order of their ids, but for those from `end` on. */
  inOrder(): { readonly places: Uint32Array; readonly end: number }
}

/** A visitor of a page, with the value that it is ordered by. */
export interface Picked {
  readonly key: number
  readonly value: number
}

/** One page of a list: the first visitors who match, in order. Equals are told apart by id. */
export function pickVisitors(
  tables: CensusTables,
  names: Names,
  query: VisitorQuery,
  ids: Ids,
): readonly Picked[] {
  const { limit, after, descending } = query
  const { key: keys } = tables.visitors.columns
  const keyAt = (place: number): number => keys[place]!
  const everybody = { keyAt, count: tables.visitors.count }
  const pick = (rank: number) => (key: number) => ({ key, value: descending ? rank : -rank })
  const found = candidates(tables, names, query)
  const first = (ties: Ties, room: number, after: string | null): readonly number[] =>
    firstById(ties, everybody, { limit: room, after, descending }, ids)
  // First those who share the place where the page before ended.
  const shared = first(found.atCursor, limit, after?.visitor ?? null)
  const room = limit - shared.length
  const { above, atBorder, border } = splitAt(found, room)
  const ranked = inOrder(
    above.map((place) => pick(found.rankOf(place))(keyAt(place))),
    descending,
    ids,
  )
  const last = first(atBorder, room - ranked.length, null)
  return [...shared.map((key) => ({ key, value: after!.value })), ...ranked, ...last.map(pick(border))]
}

/** Fewer are looked up; more are met soon when all ids are gone through in order. Chosen. */
const FEW = 5_000

/** Who is equal in what a list is ordered by. */
interface Ties {
  /** Their places; none when they are more than FEW. */
  readonly places: readonly number[]
  /** They are more than FEW: this tells whether somebody is one of them. */
  readonly isOne: ((place: number) => boolean) | null
}

const NO_TIES: Ties = { places: [], isOne: null }

interface Candidates {
  /** The places of the first `limit`, without those who are equal to the last of them; in no order. */
  readonly above: readonly number[]
  readonly atBorder: Ties
  readonly border: number
  /** Of those whose value is that of the cursor. */
  readonly atCursor: Ties
  readonly rankOf: VisitorRanks['rankOf']
}

/** What costs least is asked first: of a million only those are looked at closely who would be on the page. */
function candidates(tables: CensusTables, names: Names, query: VisitorQuery): Candidates {
  const { period, filter, at, after, descending, limit } = query
  const { columns, count } = tables.visitors
  const { consented } = columns
  const matches = createMatch(tables, names, filter, 'at_moment')
  const { rankOf, mostOf, leastOf, isWithin } = createRanks(tables, query)
  const isListed = (place: number): boolean =>
    isWithin(place) &&
    isThere(tables, place, period.from, period.to) &&
    matches(place, period.from, period.to, at)
  const tiesAt = (rank: number, places: readonly number[], isMany: boolean): Ties =>
    isMany
      ? {
          places: [],
          isOne: (place) => consented[place] === 1 && rankOf(place) === rank && isListed(place),
        }
      : { places, isOne: null }
  const end = after === null ? Number.POSITIVE_INFINITY : (descending ? 1 : -1) * after.value
  const top = new TopRanks(limit)
  let atCursor: number[] = []
  let isCursorFull = false
  let places: number[] = []
  let many = 4 * limit
  let { border } = top
  /** So many are equal to the border that they are not kept. */
  let isBorderFull = false
  function tidy(): void {
    const [above, equal]: [number[], number[]] = [[], []]
    for (const place of places) {
      const rank = rankOf(place)
      if (rank >= border) (rank > border ? above : equal).push(place)
    }
    isBorderFull ||= equal.length > FEW
    places = isBorderFull ? above : [...above, ...equal]
    many = Math.max(many, 2 * places.length)
  }
  // From the newest on where the largest comes first: they are mostly the first of the list, and whoever comes later falls behind.
  for (let i = 0; i < count; i++) {
    const place = descending ? count - 1 - i : i
    if (consented[place] !== 1) continue
    const most = mostOf(place)
    if (most < border || (isBorderFull && most === border)) continue
    if (after !== null) {
      const least = leastOf(place)
      if (least > end || (isCursorFull && least === end)) continue
    }
    if (!isListed(place)) continue
    const rank = rankOf(place)
    if (rank < border || rank > end) continue
    if (rank === end && after !== null) {
      atCursor.push(place)
      isCursorFull ||= atCursor.length > FEW
      if (isCursorFull) atCursor = []
      continue
    }
    top.add(rank)
    if (top.border > border) isBorderFull = false
    border = top.border
    places.push(place)
    if (places.length >= many) tidy()
  }
  tidy()
  return {
    above: places.filter((place) => rankOf(place) > border),
    atBorder: tiesAt(
      border,
      places.filter((place) => rankOf(place) === border),
      isBorderFull,
    ),
    border,
    atCursor: tiesAt(end, atCursor, isCursorFull),
    rankOf,
  }
}

/** Those of whom there is room for all, and those of whom some are left out. */
function splitAt({ above, atBorder, border, rankOf }: Candidates, room: number) {
  if (room <= 0) return { above: [], atBorder: NO_TIES, border: 0 }
  if (above.length <= room) return { above, atBorder, border }
  const top = new TopRanks(room)
  for (const place of above) top.add(rankOf(place))
  const least = top.border
  return {
    above: above.filter((place) => rankOf(place) > least),
    atBorder: { places: above.filter((place) => rankOf(place) === least), isOne: null },
    border: least,
  }
}

/** In the order of a list; those who are equal by their ids. */
function inOrder(picked: readonly Picked[], descending: boolean, ids: Ids): readonly Picked[] {
  const sign = descending ? -1 : 1
  const sorted = picked.toSorted((a, b) => sign * (a.value - b.value))
  const equal = sorted.filter(
    ({ value }, i) => value === sorted[i - 1]?.value || value === sorted[i + 1]?.value,
  )
  if (equal.length === 0) return sorted
  const idOf = new Map(ids.of(equal.map(({ key }) => key)).map(({ key, id }) => [key, id]))
  const byId = (a: Picked, b: Picked): number => {
    // Whoever is gone meanwhile has no id, and no place either.
    const [one, other] = [idOf.get(a.key) ?? '', idOf.get(b.key) ?? '']
    return one < other ? -1 : Number(one > other)
  }
  return sorted.sort((a, b) => sign * (a.value - b.value || byId(a, b)))
}

interface Asked {
  readonly limit: number
  readonly after: string | null
  readonly descending: boolean
}
interface Everybody {
  readonly keyAt: (place: number) => number
  readonly count: number
}

/** The first of those who are equal, in the order of their ids.
 *  @returns their keys */
function firstById(ties: Ties, everybody: Everybody, asked: Asked, ids: Ids): readonly number[] {
  const { limit, after, descending } = asked
  if (limit <= 0 || (ties.places.length === 0 && ties.isOne === null)) return []
  const places = ties.isOne === null ? ties.places : firstOfMany(ties.isOne, everybody, asked, ids)
  const isBehind = (id: string): boolean => after === null || (descending ? id < after : id > after)
  const keys = places.map(everybody.keyAt)
  const idOf = new Map(ids.of(keys).map(({ key, id }) => [key, id]))
  // Whoever is gone meanwhile has no id, and no row either: then more are picked.
  const rows = keys.map((key) => ({ key, id: idOf.get(key) ?? '' }))
  return inOrderOfId(
    rows.filter(({ id }) => id === '' || isBehind(id)),
    descending,
  )
    .slice(0, limit)
    .map(({ key }) => key)
}

/** @returns the places of the first, and of all who came lately */
function firstOfMany(
  isOne: (place: number) => boolean,
  { keyAt, count }: Everybody,
  { limit, after, descending }: Asked,
  ids: Ids,
): readonly number[] {
  const { places, end } = ids.inOrder()
  const step = descending ? -1 : 1
  const found: number[] = []
  const first =
    after === null ? (descending ? places.length - 1 : 0) : behind(places, keyAt, after, descending, ids)
  for (let i = first; i >= 0 && i < places.length && found.length < limit; i += step)
    if (isOne(places[i]!)) found.push(places[i]!)
  for (let place = end; place < count; place++) if (isOne(place)) found.push(place)
  return found
}

/** Where those behind an id begin, or somewhat before: whoever is gone has no id to compare. */
function behind(
  places: Uint32Array,
  keyAt: (place: number) => number,
  after: string,
  descending: boolean,
  ids: Ids,
): number {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    let known = middle
    let id: string | undefined
    while (known < high && id === undefined) id = ids.of([keyAt(places[known++]!)])[0]?.id
    if (id === undefined || id > after || (descending && id === after)) high = middle
    else low = known
  }
  return descending ? low - 1 : low
}

export function inOrderOfId<T extends { readonly id: string }>(
  rows: readonly T[],
  descending: boolean,
): readonly T[] {
  const sign = descending ? -1 : 1
  return rows.toSorted((a, b) => sign * (a.id < b.id ? -1 : Number(a.id > b.id)))
}

import type { VisitorQuery } from '../../store.ts'
import type { CensusTables } from './census-tables.ts'
import type { Names } from './names.ts'
import { createMatch, isThere } from './select.ts'
import { TopRanks } from './top-ranks.ts'
import { createRanks, type VisitorRanks } from './visitor-ranks.ts'

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

/** One page of a list: the first visitors who match, in order. Equals are told apart by id. */
export function pickVisitors(
  tables: CensusTables,
  names: Names,
  query: VisitorQuery,
  ids: Ids,
): readonly Picked[] {
  const { limit, after, descending } = query
  const { key: keys } = tables.visitors.columns
  const pick = (rank: number) => (key: number) => ({ key, value: descending ? rank : -rank })
  const keyAt = (place: number): number => keys[place]!
  const found = candidates(tables, names, query)
  // First those who share the place where the page before ended.
  const shared = firstById(
    found.atCursor.map(keyAt),
    { limit, after: after?.visitor ?? null, descending },
    ids,
  ).map((key) => ({ key, value: after!.value }))
  const room = limit - shared.length
  const { above, atBorder, border } = splitAt(found, room)
  const ranked = inOrder(
    above.map((place) => pick(found.rankOf(place))(keyAt(place))),
    descending,
    ids,
  )
  const last = firstById(atBorder.map(keyAt), { limit: room - ranked.length, after: null, descending }, ids)
  return [...shared, ...ranked, ...last.map(pick(border))]
}

interface Candidates {
  /** The places of the first `limit`, and of whoever is equal to the last of them; in no order. */
  readonly places: readonly number[]
  /** Of those whose value is that of the cursor. */
  readonly atCursor: readonly number[]
  readonly rankOf: VisitorRanks['rankOf']
}

/** What costs least is asked first: of a million only those are looked at closely who would be on the page. */
function candidates(tables: CensusTables, names: Names, query: VisitorQuery): Candidates {
  const { period, filter, at, after, descending, limit } = query
  const { columns, count } = tables.visitors
  const { consented } = columns
  const matches = createMatch(tables, names, filter, 'at_moment')
  const { rankOf, mostOf, isWithin } = createRanks(tables, query)
  const end = after === null ? Number.POSITIVE_INFINITY : (descending ? 1 : -1) * after.value
  const top = new TopRanks(limit)
  const atCursor: number[] = []
  let places: number[] = []
  let many = 4 * limit
  let { border } = top
  // From the newest on where the largest comes first: they are mostly the first of the list, and whoever comes later falls behind.
  for (let i = 0; i < count; i++) {
    const place = descending ? count - 1 - i : i
    if (consented[place] !== 1 || (mostOf !== null && mostOf(place) < border)) continue
    const rank = rankOf(place)
    if (rank < border || rank > end || !isThere(tables, place, period.from, period.to)) continue
    if (!matches(place, period.from, period.to, at) || !isWithin(place)) continue
    if (rank === end && after !== null) {
      atCursor.push(place)
      continue
    }
    top.add(rank)
    border = top.border
    places.push(place)
    if (places.length < many) continue
    places = places.filter((one) => rankOf(one) >= border)
    many = Math.max(many, 2 * places.length)
  }
  return { places: places.filter((one) => rankOf(one) >= border), atCursor, rankOf }
}

/** Those of whom there is room for all, and those of whom some are left out. */
function splitAt({ places, rankOf }: Candidates, room: number) {
  if (room <= 0) return { above: [], atBorder: [], border: 0 }
  if (places.length <= room) return { above: places, atBorder: [], border: 0 }
  const top = new TopRanks(room)
  for (const place of places) top.add(rankOf(place))
  const { border } = top
  return {
    above: places.filter((place) => rankOf(place) > border),
    atBorder: places.filter((place) => rankOf(place) === border),
    border,
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

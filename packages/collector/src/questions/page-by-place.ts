/** Where a row stands in a list: what it is ordered by, and what names it and decides between equals. */
export interface Place<Value extends string | number | null = string | number | null> {
  /** null stands last, whichever way the list runs. */
  readonly value: Value
  readonly key: string
}

interface Paging<T, Value extends string | number | null> {
  readonly placeOf: (row: T) => Place<Value>
  readonly isDescending: boolean
  readonly limit: number
  /** Where an earlier page ended: the place, not a number of rows, so that what is added or removed meanwhile shifts nothing. */
  readonly after: Place<Value> | null
}

/** One page of rows in order, and its last place where there are more. */
export function pageByPlace<T, Value extends string | number | null>(
  rows: readonly T[],
  { placeOf, isDescending, limit, after }: Paging<T, Value>,
): { readonly page: readonly T[]; readonly last: Place<Value> | null } {
  const compare = (a: Place, b: Place): number => byValue(a, b, isDescending) || byOrder(a.key, b.key)
  const placed = rows
    .map((row) => ({ row, place: placeOf(row) }))
    .toSorted((a, b) => compare(a.place, b.place))
  const rest = after === null ? placed : placed.filter(({ place }) => compare(place, after) > 0)
  const page = rest.slice(0, limit)
  return {
    page: page.map(({ row }) => row),
    last: rest.length > page.length ? page.at(-1)!.place : null,
  }
}

function byValue({ value: a }: Place, { value: b }: Place, isDescending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return isDescending ? byOrder(b, a) : byOrder(a, b)
}

function byOrder(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b)
}

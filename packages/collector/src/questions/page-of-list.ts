import { type Place, pageByPlace } from './page-by-place.ts'
import { wrongCursor } from './wrong-cursor.ts'

/** How a list may be ordered. */
export interface Listing<T, Sort extends string> {
  /** Names an item, and decides between equals. */
  readonly key: (item: T) => string
  readonly sorts: Readonly<Record<Sort, (item: T) => string | number>>
}

/** What every list is asked with. */
export interface ListQuery<Sort extends string> {
  /** A minus before the order's name puts the largest first. */
  readonly sort: Sort | `-${Sort}`
  readonly limit: number
  readonly cursor?: string | undefined
}

/** One page of a list that is whole in memory.
 *  @throws AppError invalid_request for a cursor that no answer gave */
export function pageOfList<T, Sort extends string>(
  items: readonly T[],
  { key, sorts }: Listing<T, Sort>,
  { sort, limit, cursor }: ListQuery<Sort>,
): { readonly items: readonly T[]; readonly next: string | null } {
  const value = sorts[sort.replace('-', '') as Sort]
  const { page, last } = pageByPlace(items, {
    placeOf: (item) => ({ value: value(item), key: key(item) }),
    isDescending: sort.startsWith('-'),
    limit,
    after: cursor === undefined ? null : placeIn(cursor),
  })
  return { items: page, next: last === null ? null : toCursor(last) }
}

function toCursor({ value, key }: Place<string | number>): string {
  return Buffer.from(JSON.stringify([value, key])).toString('base64url')
}

function placeIn(cursor: string): Place<string | number> {
  try {
    const [value, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if ((typeof value === 'string' || typeof value === 'number') && typeof key === 'string')
      return { value, key }
  } catch {
    // Falls through to the one refusal below.
  }
  throw wrongCursor()
}

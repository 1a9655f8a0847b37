import { type Asked, type ReportCursor, toReportCursor } from './report-cursor.ts'

interface Paging<T, Sort extends string> {
  readonly asked: Asked
  /** Names a row, and decides between equals. */
  readonly key: (row: T) => string
  /** What a row is ordered by, by the name of the order. null stands last, whichever way the list runs. */
  readonly sorts: Readonly<Record<Sort, (row: T) => number | null>>
  /** A minus before the order's name puts the largest first. */
  readonly query: { readonly sort: Sort | `-${Sort}`; readonly limit: number }
  readonly after: ReportCursor | null
}

/** One page of the rows of a report, in order. */
export function pageOf<T, Sort extends string>(
  rows: readonly T[],
  { asked, key, sorts, query: { sort, limit }, after }: Paging<T, Sort>,
): { readonly page: readonly T[]; readonly next: string | null } {
  const descending = sort.startsWith('-')
  const value = sorts[sort.replace('-', '') as Sort]
  const compare = (a: Place, b: Place): number =>
    byValue(a, b, descending) || (a.key < b.key ? -1 : Number(a.key > b.key))
  const placed = rows.map((row) => ({ row, key: key(row), value: value(row) })).toSorted(compare)
  const rest = after === null ? placed : placed.filter((one) => compare(one, after) > 0)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return {
    page: page.map(({ row }) => row),
    next:
      rest.length > limit && last !== undefined
        ? toReportCursor({ ...asked, value: last.value, key: last.key })
        : null,
  }
}

interface Place {
  readonly key: string
  readonly value: number | null
}

function byValue(a: Place, b: Place, descending: boolean): number {
  if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
  return descending ? b.value - a.value : a.value - b.value
}

import { pageByPlace } from '../page-by-place.ts'
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
  const value = sorts[sort.replace('-', '') as Sort]
  const { page, last } = pageByPlace(rows, {
    placeOf: (row) => ({ value: value(row), key: key(row) }),
    isDescending: sort.startsWith('-'),
    limit,
    after,
  })
  return { page, next: last === null ? null : toReportCursor({ ...asked, ...last }) }
}

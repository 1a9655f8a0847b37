import { type Asked, type ReportCursor, toReportCursor, wrongReportCursor } from '../content/report-cursor.ts'
import type { LineReport } from './rows.ts'

/** One page of lines, the most visitors first, then the most conversions.
 *  @throws AppError invalid_request for a cursor of another report */
export function pageOfLines(
  lines: readonly LineReport[],
  asked: Asked,
  { limit, after }: { readonly limit: number; readonly after: ReportCursor | null },
) {
  const sorted = lines.toSorted((a, b) => compare(placeOf(a), placeOf(b)))
  const place = after === null ? null : parsePlace(after)
  const rest = place === null ? sorted : sorted.filter((line) => compare(placeOf(line), place) > 0)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return {
    page,
    /** Lines after this page. */
    more: rest.length - page.length,
    next: rest.length > limit && last !== undefined ? toCursor(asked, placeOf(last)) : null,
  }
}

interface Place {
  readonly visitors: number
  readonly conversions: number
  readonly key: string
}

function placeOf({ visitors, credit, group }: LineReport): Place {
  return { visitors, conversions: credit.conversions, key: group.key }
}

function compare(a: Place, b: Place): number {
  return (
    b.visitors - a.visitors || b.conversions - a.conversions || (a.key < b.key ? -1 : Number(a.key > b.key))
  )
}

function toCursor(asked: Asked, { visitors, conversions, key }: Place): string {
  return toReportCursor({ ...asked, value: visitors, key: JSON.stringify([conversions, key]) })
}

function parsePlace({ value, key: text }: ReportCursor): Place {
  try {
    const [conversions, key] = JSON.parse(text) as unknown[]
    if (value !== null && typeof conversions === 'number' && typeof key === 'string')
      return { visitors: value, conversions, key }
  } catch {
    // Falls through to the one refusal below.
  }
  throw wrongReportCursor()
}

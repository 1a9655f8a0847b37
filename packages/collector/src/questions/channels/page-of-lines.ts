import type { ChannelFigures } from '@koopsignaal/protocol'
import { type Asked, type ReportCursor, toReportCursor } from '../content/report-cursor.ts'
import { wrongCursor } from '../wrong-cursor.ts'
import { type LineReport, toFigures } from './rows.ts'

interface Paging {
  /** A figure; a minus in front puts the largest first. */
  readonly sort: keyof ChannelFigures | `-${keyof ChannelFigures}`
  readonly limit: number
  readonly after: ReportCursor | null
  /** What values are told in. */
  readonly currency: string | null
}

/** One page of lines; among equals the most visitors first, then the most conversions.
 *  @throws AppError invalid_request for a cursor of another report */
export function pageOfLines(
  lines: readonly LineReport[],
  asked: Asked,
  { sort, limit, after, currency }: Paging,
) {
  const figure = sort.replace('-', '') as keyof ChannelFigures
  const compare = comparing(sort.startsWith('-'))
  const placed = lines
    .map((line) => ({ line, place: placeOf(line, toFigures(line, currency)[figure]) }))
    .toSorted((a, b) => compare(a.place, b.place))
  const start = after === null ? null : parsePlace(after)
  const rest = start === null ? placed : placed.filter(({ place }) => compare(place, start) > 0)
  const page = rest.slice(0, limit)
  const more = rest.length - page.length
  return {
    page: page.map(({ line }) => line),
    /** Lines after this page. */
    more,
    next: more > 0 ? toCursor(asked, page.at(-1)!.place) : null,
  }
}

interface Place {
  /** null stands last, whichever way the list runs. */
  readonly value: number | null
  readonly visitors: number
  readonly conversions: number
  readonly key: string
}

function placeOf({ visitors, credit, group }: LineReport, value: number | null): Place {
  return { value, visitors, conversions: credit.conversions, key: group.key }
}

function comparing(isDescending: boolean) {
  const byValue = ({ value: a }: Place, { value: b }: Place): number => {
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return isDescending ? b - a : a - b
  }
  return (a: Place, b: Place): number =>
    byValue(a, b) ||
    b.visitors - a.visitors ||
    b.conversions - a.conversions ||
    (a.key < b.key ? -1 : Number(a.key > b.key))
}

/** No JSON within JSON: each quote in the name of a campaign would come to eight characters, and a cursor has to fit into an address. */
function toCursor(asked: Asked, { value, visitors, conversions, key }: Place): string {
  return toReportCursor({ ...asked, value, key: `${visitors} ${conversions} ${key}` })
}

function parsePlace({ value, key: text }: ReportCursor): Place {
  const [, first, second, key] = /^(\S+) (\S+) (.+)$/s.exec(text) ?? []
  const [visitors, conversions] = [Number(first), Number(second)]
  if (key === undefined || !Number.isFinite(visitors) || !Number.isFinite(conversions)) throw wrongCursor()
  return { value, visitors, conversions, key }
}

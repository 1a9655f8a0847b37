import { PHASES, SEGMENTS, type Segment } from '@koopsignaal/protocol'
import type {
  DayCount,
  GroupCount,
  OneOrMore,
  Period,
  SegmentCounts,
  VisitCount,
  VisitorFilter,
} from '../store.ts'
import type { Statements } from './prepared.ts'
import { countedRow } from './visitor-rows.ts'

type Parameters = ReturnType<typeof filterParameters>

/** The parameters that every report statement shares. */
export function filterParameters(site: number, period: Period, at: number, filter: VisitorFilter) {
  const given = Object.values(filter).some((value) => value !== undefined)
  return {
    site,
    from: period.from,
    to: period.to,
    at,
    segment: anyOf(filter.segment),
    phase: anyOf(filter.phase),
    customer: filter.customer ?? null,
    channel: anyOf(filter.channel),
    source: anyOf(filter.source),
    campaign: anyOf(filter.campaign),
    landing: anyOf(filter.landing),
    page: anyOf(filter.page),
    topic: anyOf(filter.topic),
    device: anyOf(filter.device),
    country: anyOf(filter.country),
    unfiltered: Number(!given),
  }
}

/** The values of which any will do, as the statements take them. */
function anyOf(value: OneOrMore<string> | undefined): string | null {
  return value === undefined ? null : JSON.stringify([value].flat())
}

export function countSegments(read: Statements, parameters: Parameters): SegmentCounts {
  const visits = (statement: 'visitsInSegment' | 'visitsInPhase', names: readonly string[]) =>
    names.map((name, bit) => ({
      name,
      ...(read.get(statement).get({ ...parameters, bit }) as Omit<VisitCount, 'name'>),
    }))
  return {
    standing: read.get('standing').all(parameters) as GroupCount[],
    visits: { segments: visits('visitsInSegment', SEGMENTS), phases: visits('visitsInPhase', PHASES) },
    conversions: read.get('conversionsFrom').all(parameters) as GroupCount[],
    pageViews: countPageViews(read, parameters),
  }
}

/** Those who are only counted are in the totals when nothing is asked that nobody knows of them. */
function countPageViews(read: Statements, parameters: Parameters): number {
  const count = (name: 'pageViews' | 'countedPageViews', more: object) =>
    read
      .get(name)
      .pluck()
      .get({ ...parameters, ...more }) as number
  const views = count('pageViews', {})
  if (parameters.unfiltered === 0) return views
  return views + count('countedPageViews', { visitor: countedRow(read, parameters.site) })
}

export function countSegmentsByDay(
  read: Statements,
  days: readonly Period[],
  toParameters: (day: Period) => Parameters,
): DayCount[] {
  return days.map((day) => {
    const parameters = toParameters(day)
    const segments: Record<Segment, number> = { passant: 0, zoeker: 0, koper: 0 }
    for (const row of read.get('standing').all(parameters) as GroupCount[]) segments[row.segment] += row.count
    const converted = read.get('conversionsFrom').all(parameters) as GroupCount[]
    return { day, segments, conversions: converted.reduce((sum, row) => sum + row.count, 0) }
  })
}

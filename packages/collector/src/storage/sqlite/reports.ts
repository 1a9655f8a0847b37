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
import { countDays } from './count-days.ts'
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
  const counts = read.get('visitsBy').get(parameters) as Readonly<Record<string, number>>
  const visits = (by: 'segment' | 'phase', names: readonly string[]): VisitCount[] =>
    names.map((name, bit) => ({
      name,
      reached: counts[`${by}Reached${bit}`]!,
      visits: counts[`${by}Visits${bit}`]!,
      converted: counts[`${by}Converted${bit}`]!,
    }))
  return {
    standing: read.get('standing').all(parameters) as GroupCount[],
    visits: { segments: visits('segment', SEGMENTS), phases: visits('phase', PHASES) },
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
): readonly DayCount[] {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const all = toParameters({ from: first.from, to: last.to })
  return isToldByEvents(all)
    ? days.map((day) => countDay(read, day, toParameters(day)))
    : countDays(read, days, all)
}

/** Whether the filter asks for something that only the events of the day tell. */
function isToldByEvents({ channel, source, campaign, landing, page, topic }: Parameters): boolean {
  return [channel, source, campaign, landing, page, topic].some((value) => value !== null)
}

function countDay(read: Statements, day: Period, parameters: Parameters): DayCount {
  const segments: Record<Segment, number> = { passant: 0, zoeker: 0, koper: 0 }
  for (const row of read.get('standing').all(parameters) as GroupCount[]) segments[row.segment] += row.count
  const converted = read.get('conversionsFrom').all(parameters) as GroupCount[]
  return { day, segments, conversions: converted.reduce((sum, row) => sum + row.count, 0) }
}

import type { OneOrMore, Period, VisitorFilter } from '../store.ts'
import type { Statements } from './prepared.ts'
import { countedRow } from './visitor-rows.ts'

/** The parameters that every report statement shares. */
export function filterParameters(site: number, period: Period, at: number, filter: VisitorFilter) {
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
  }
}

/** The values of which any will do, as the statements take them. */
function anyOf(value: OneOrMore<string> | undefined): string | null {
  return value === undefined ? null : JSON.stringify([value].flat())
}

/** Page views of those who are only counted. */
export function countedPageViews(read: Statements, site: number, { from, to }: Period): number {
  const asked = { visitor: countedRow(read, site), from, to }
  return read.get('countedPageViews').pluck().get(asked) as number
}

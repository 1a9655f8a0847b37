import type { Channel, CostAnswer, Phase, Segment, Source, UnixMs } from '@koopsignaal/protocol'
import type { Span } from '@koopsignaal/scoring'
import type { Period, VisitorFilter } from './store.ts'

/** What the reports about ladder, channels and the days to come ask of an engine: what visitors did in short, and what was spent. */

export interface TrailVisit {
  readonly from: UnixMs
  readonly to: UnixMs
  /** What the visitor was during it, up to its first conversion. */
  readonly segments: readonly Segment[]
  readonly phases: readonly Phase[]
  /** How it came; null when nothing tells. */
  readonly source: Source | null
}

/** What a conversion was worth. */
export interface TrailConversion {
  readonly at: UnixMs
  readonly name: string
  readonly value: number | null
  readonly currency: string | null
}

/** One visitor, without a name, as a report sees it. All lists are in order of time. */
export interface Trail {
  readonly spans: readonly Span[]
  readonly visits: readonly TrailVisit[]
  readonly conversions: readonly TrailConversion[]
}

/** A conversion as the forecast counts it. */
export interface DatedConversion {
  readonly at: UnixMs
  readonly name: string
  /** When its visitor was first seen. */
  readonly firstAt: UnixMs
  readonly value: number | null
  readonly currency: string | null
}

/** What came of those who stood in a segment. */
export interface Outcome {
  readonly segment: Segment
  readonly visitors: number
  /** Conversions that they made afterwards. */
  readonly conversions: number
}

/** What was spent, as it is answered. */
export type Cost = CostAnswer

/** What tells a line of costs from the others of its site. */
export type CostLine = Omit<Cost, 'amount' | 'currency'>

export interface CostFilter {
  /** Only costs of these days, or a part of them. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly channel?: Channel | undefined
  readonly source?: string | undefined
  readonly campaign?: string | undefined
}

export interface TrailStore {
  /** Conversions of the period, of visitors that match the filter at its end; in order of time. Those by new customers are visitors'
   *  first ones, those by existing customers the others. */
  conversions(site: string, period: Period, filter: VisitorFilter): Promise<readonly DatedConversion[]>
  /** Visitors who were there in the period, by what they stood in at its end, and how often they converted from then up to `until`;
   *  of new customers, how many did. */
  outcomes(site: string, period: Period, filter: VisitorFilter, until: UnixMs): Promise<readonly Outcome[]>

  /** Adds, or replaces those of the same days, channel, source and campaign; all or nothing. */
  putCosts(site: string, costs: readonly Cost[]): Promise<void>
  /** In order of days, channel, source, campaign. */
  costs(site: string, filter: CostFilter): Promise<readonly Cost[]>
  /** @returns how many there were */
  removeCosts(site: string, filter: CostFilter): Promise<number>
  /** @returns 1, or 0 when there was no such line */
  removeCost(site: string, line: CostLine): Promise<number>
}

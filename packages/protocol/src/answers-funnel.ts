import type { DurationMs, Ratio } from './units.ts'
import type { Phase } from './words.ts'

/** What a report is compared with: the period just before, as long; the same period a year before; nothing. */
export const COMPARISONS = ['previous', 'year', 'none'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** A period of a report; `to` is excluded. */
export interface PeriodAnswer {
  readonly from: string
  readonly to: string
}

/** What a report is about. */
export interface AskedAnswer extends PeriodAnswer {
  /** What visitors are is told as of then (who is lost, whom a filter by segment or phase chooses): the moment asked for, also in the
   *  future; else the end of the period. */
  readonly at: string
}

/** What a report is compared with. */
export interface ComparedAnswer extends PeriodAnswer {
  /** Whether the site was measured all through it; else what has grown since then may have been there unseen. */
  readonly isWhole: boolean
}

/** Ends of a 95 % interval of a share (Wilson). */
export interface RatioInterval {
  readonly low: Ratio
  readonly high: Ratio
}

/** How long it took those who came to the next phase within the period. */
export interface TimeToNext {
  readonly count: number
  readonly quartile1Ms: DurationMs
  readonly medianMs: DurationMs
  readonly quartile3Ms: DurationMs
}

export interface FunnelFigures {
  /** Visitors who were in this phase or a later one during a visit of the period. */
  readonly reached: number
  /** Of these, who reached the next phase too; null for the last phase. */
  readonly wentOn: number | null
  /** Has not gone on, and was at the period's end back in an earlier phase or not seen for two weeks. */
  readonly lost: number | null
  /** Neither gone on nor lost. */
  readonly underWay: number | null
  /** wentOn / reached; null when nobody reached it. */
  readonly conversionRate: Ratio | null
  readonly interval: RatioInterval | null
  readonly timeToNext: TimeToNext | null
}

export interface FunnelStepAnswer extends FunnelFigures {
  readonly phase: Phase
  /** The phase after it; null for the last. */
  readonly next: Phase | null
  readonly previous: FunnelFigures | null
}

/** Where the site loses most.
 *  - `worsened`: fewer go on than in the period compared with, beyond chance; of such steps the one that costs most conversions.
 *  - `steepest`: no step is worse for certain; of the steps after `latent` the one where the smallest share goes on,
 *    where it loses clearly more than the others. */
export interface BottleneckAnswer {
  readonly phase: Phase
  readonly next: Phase
  readonly kind: 'worsened' | 'steepest'
  readonly conversionRate: Ratio
  /** The rate compared with; null when there is none. */
  readonly previousRate: Ratio | null
  /** Conversions that the fall against the period compared with has cost; 0 when it did not fall. */
  readonly conversionsLost: number
  /** Conversions that one percentage point more at this step would have given. */
  readonly conversionsPerPoint: number
  /** All of it in a sentence. */
  readonly text: string
}

export interface FunnelAnswer extends AskedAnswer {
  readonly comparedWith: ComparedAnswer | null
  /** One per phase, in the order of the ladder. */
  readonly steps: readonly FunnelStepAnswer[]
  /** Null with too few visitors to say, and where no step stands out; `notes` says which. */
  readonly bottleneck: BottleneckAnswer | null
  readonly notes: readonly string[]
}

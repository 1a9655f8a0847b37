import type { AskedAnswer, ComparedAnswer } from './answers-funnel.ts'
import type { Event, EventDetail, Source } from './event.ts'
import type { EventType } from './events.ts'
import type { Ratio } from './units.ts'
import type { Axis, BotReason, Confidence, Phase, Segment, Topic } from './words.ts'

/** Shapes of what the collector answers; times are ISO 8601 in UTC. */

export interface ErrorAnswer {
  readonly error: { readonly code: string; readonly message: string }
}

/** The part of an assessment that a page may see. */
export interface AssessmentSummary {
  readonly segment: Segment
  readonly phase: Phase
  /** 0–100, whole; ten points double the odds. */
  readonly score: number
  readonly confidence: Confidence
}

/** The same with what only the owner's server is told. */
export interface AssessmentForOwner extends AssessmentSummary {
  /** Chance of converting in this visit or within 24 h; six decimals. */
  readonly now: Ratio
  /** Chance of coming back within 30 days or converting; six decimals. */
  readonly later: Ratio
  /** False until the site has conversions of its own: then `now` and `later` rank, they are no percentages. */
  readonly calibrated: boolean
  /** The same of each chance by itself: a site without a closed month has no `later` of its own yet. */
  readonly calibratedHeads: { readonly now: boolean; readonly later: boolean }
}

export interface DroppedAnswer {
  readonly index: number
  readonly reason: string
  readonly message: string
}

/** An accepted event that came from a program. */
export interface BotAnswer {
  readonly index: number
  readonly reason: BotReason
  readonly message: string
}

export interface IngestAnswer {
  readonly accepted: number
  readonly duplicates: number
  readonly dropped: readonly DroppedAnswer[]
  /** With a write token only: accepted events that count for nothing, because a program sent them. */
  readonly bots?: readonly BotAnswer[]
  readonly assessment?: AssessmentSummary | AssessmentForOwner
  /** Where the tag asked for it (`koop('me', …)`); null when nothing is stored. */
  readonly me?: MeAnswer | null
}

export interface Reason {
  readonly signal: string
  readonly axis: Axis
  readonly points: number
  readonly text: string
}

export interface ContributionAnswer extends Reason {
  /** The signal's value that the points come from. */
  readonly value: number
}

export interface VisitorAnswer {
  readonly id: string
  readonly segment: Segment
  readonly phase: Phase
  readonly score: number
  readonly confidence: Confidence
  readonly axes: Readonly<Record<Axis, number>>
  readonly customer: 'new' | 'existing'
  readonly visits: number
  readonly pageViews: number
  readonly conversions: number
  readonly firstSeen: string
  readonly lastSeen: string
  readonly koperUntil: string | null
  readonly zoekerUntil: string | null
  readonly firstTouch: Source | null
  readonly lastTouch: Source | null
  readonly device: string
  readonly country: string | null
  readonly model: string
  readonly reasons: readonly Reason[]
}

export interface TransitionAnswer {
  readonly at: string
  readonly from: { readonly segment: Segment; readonly phase: Phase } | null
  readonly to: { readonly segment: Segment; readonly phase: Phase }
  /** An event moved the visitor, or its evidence faded. */
  readonly cause: 'event' | 'fading'
}

/** What the score will be if nothing more happens. */
export interface FadingPoint {
  readonly at: string
  readonly score: number
  readonly segment: Segment
}

export interface VisitorDetailAnswer extends VisitorAnswer {
  /** Points of whom the visitor is compared with; base + all points = the unrounded score. */
  readonly base: number
  /** `average`: the site's average visitor, once a model of its own was learned; before that somebody of whom nothing is known. */
  readonly against: 'average' | 'stranger'
  readonly contributions: readonly ContributionAnswer[]
  readonly transitions: readonly TransitionAnswer[]
  /** The smallest change that would have given another segment; null when no single one does. */
  readonly counterfactual: {
    readonly signal: string
    readonly points: number
    readonly segment: Segment
    readonly text: string
  } | null
  /** From the moment asked for until the segment has faded altogether. */
  readonly fading: readonly FadingPoint[]
}

/** One event of a journey with what it did. */
export interface JourneyEventAnswer {
  readonly id: string
  readonly type: EventType
  readonly at: string
  readonly path: string | null
  readonly title: string | null
  readonly topic: Topic | null
  readonly item: string | null
  readonly category: string | null
  readonly source: Source | null
  readonly detail: EventDetail
  readonly segment: Segment
  readonly phase: Phase
  readonly score: number
  /** Which contributions this event changed, largest first. */
  readonly change: readonly Reason[]
}

export interface JourneyVisitAnswer {
  readonly from: string
  readonly to: string
  readonly touch: Source | null
  readonly events: readonly JourneyEventAnswer[]
}

export interface JourneyAnswer {
  readonly visits: readonly JourneyVisitAnswer[]
  readonly next: string | null
}

export interface SegmentFigures {
  /** Visitors of the period who are in it at the moment asked for: these add up to all visitors. */
  readonly visitors: number
  /** Visitors who were in it during a visit of the period, also only after converting. */
  readonly reached: number
  /** Visits of the period during which the visitor was in it, before the visit's first conversion. */
  readonly visits: number
  /** Conversions made by visitors who were in it just before. */
  readonly conversions: number
  /** Share of `visits` that converted from it; null when there were none. Per visit and not per visitor: a visitor who is in one
   *  segment for a month has more chances there than in another for a day. */
  readonly conversionRate: Ratio | null
}

export interface SegmentsAnswer extends AskedAnswer {
  /** The period that `previous` is about; null when nothing was asked for to compare with, or there is no such period. */
  readonly comparedWith: ComparedAnswer | null
  /** Visitors of the period; page views and conversions also of visitors who are only counted, as long as nothing is filtered. */
  readonly totals: { readonly visitors: number; readonly pageViews: number; readonly conversions: number }
  readonly segments: readonly ({
    readonly segment: Segment
    readonly previous: SegmentFigures | null
  } & SegmentFigures)[]
  readonly phases: readonly ({
    readonly phase: Phase
    readonly previous: SegmentFigures | null
  } & SegmentFigures)[]
  /** Per day of the site's time zone: of the visitors whom the filter chooses those active that day, by the segment they ended it in.
   *  The conversions add up to the total. */
  readonly series: readonly ({ readonly day: string; readonly conversions: number } & Record<
    Segment,
    number
  >)[]
}

/** An event as it is kept. */
export interface StoredEventAnswer extends Omit<Event, 'site' | 'visitor' | 'at' | 'receivedAt'> {
  readonly at: string
  readonly receivedAt: string
}

/** All that is stored about one visitor. */
export interface MeAnswer {
  readonly site: string
  /** Null where all events seem to come from a program: they are kept, and nothing follows from them. */
  readonly visitor: VisitorDetailAnswer | null
  readonly visits: readonly JourneyVisitAnswer[]
  /** Every event with all that is kept of it, in order; those that seem to come from a program too, with the reason in `bot`. */
  readonly stored: readonly StoredEventAnswer[]
}

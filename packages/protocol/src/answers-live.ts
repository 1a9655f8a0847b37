import type { Reason } from './answers.ts'
import type { Channel, Confidence, Phase, Segment, Topic } from './words.ts'

/** Who is on the site now: `/live`, as one answer and as server-sent events. */

/** One visitor who gave consent. */
export interface LiveVisitor {
  readonly id: string
  readonly segment: Segment
  readonly phase: Phase
  readonly score: number
  readonly confidence: Confidence
  readonly customer: 'new' | 'existing'
  /** The page looked at last. */
  readonly path: string | null
  readonly title: string | null
  readonly topic: Topic | null
  /** How the visit began. */
  readonly channel: Channel | null
  readonly source: string | null
  readonly campaign: string | null
  readonly device: string
  readonly country: string | null
  /** Beginning of the visit. */
  readonly since: string
  readonly lastSeen: string
  /** Of the visit. */
  readonly pageViews: number
  /** The weightiest reason for the segment. */
  readonly reason: Reason | null
}

/** Everybody seen in the last five minutes; who gave no consent is only counted. */
export interface LiveTotals extends Readonly<Record<Segment, number>> {
  readonly visitors: number
  /** Of these, without consent: they are in no list. */
  readonly unlisted: number
}

export interface LiveAnswer {
  readonly at: string
  readonly totals: LiveTotals
  /** The latest first; at most 200. */
  readonly visitors: readonly LiveVisitor[]
}

/** The stream, by event name: `snapshot` once after each (re)connection, then what changes. */
export interface LiveEvents {
  readonly snapshot: LiveAnswer
  /** Arrived, or did or became something else. */
  readonly visitor: LiveVisitor
  /** Five minutes without a sign, or erased. */
  readonly left: { readonly id: string }
  readonly totals: LiveTotals
}

import type { Phase, Segment, UnixMs } from '@koopsignaal/protocol'

/** What a visitor is at one moment. */
export interface Standing {
  readonly segment: Segment
  readonly phase: Phase
  /** Unrounded score. */
  readonly raw: number
  /** 0–100, whole. */
  readonly score: number
}

/** What a visitor is during one stretch of time; `until` is excluded, null is open. */
export interface Span {
  readonly from: UnixMs
  readonly until: UnixMs | null
  readonly segment: Segment
  readonly phase: Phase
}

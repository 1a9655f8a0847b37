export type { AssessmentSummary, ConsentChoice, Phase, Segment } from '@koopsignaal/protocol'
export { type Conversion, consent, conversion, cta, event, me, onSegment, search } from './calls.ts'
export { createTracker, type Tracker, type TrackerOptions } from './create-tracker.ts'

import type { AssessmentSummary } from '@koopsignaal/protocol'
import { guard } from './guard.ts'

type Listener = (assessment: AssessmentSummary) => unknown

const listeners: Listener[] = []
let latest: AssessmentSummary | undefined

const summary = (assessment?: AssessmentSummary) =>
  assessment && assessment.segment + assessment.phase + assessment.score

/** Passes the collector's assessment on when its segment, phase or score is another than before. */
export const tell = (assessment: AssessmentSummary): void => {
  if (summary(assessment) !== summary(latest)) {
    latest = assessment
    for (const listener of listeners) listener(assessment)
  }
}

/** `koop('segment', listener)`: called with what is known now, if anything, and with every change. */
export const onAssessment = (listener: Listener): void => {
  const guarded = guard(listener)
  listeners.push(guarded)
  if (latest) guarded(latest)
}

/** After the visitor took consent back nobody is told what was known. */
export const forgetAssessment = (): void => {
  latest = undefined
}

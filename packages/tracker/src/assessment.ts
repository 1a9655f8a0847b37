import type { AssessmentSummary } from '@koopsignaal/protocol'
import { answer } from './api.ts'
import { visitor } from './consent.ts'

export type Listener = (assessment: AssessmentSummary) => unknown

/** The calls that asked to be told. */
const listeners = new Set<readonly unknown[]>()
let latest: string | 0 | undefined

/** Passes the collector's assessment on when it is another than before: the calls that asked are answered anew. */
export const tell = (assessment?: AssessmentSummary): void => {
  // biome-ignore lint/suspicious/noAssignInExpressions: compares with the one before
  if (assessment && visitor() && latest !== (latest = JSON.stringify(assessment))) listeners.forEach(answer)
}

/** `koop('segment', listener)`: called with what is known now, if anything, and with every change. The visitor may have taken
 *  consent back in another tab: the cookie says so when it is asked. */
export const onAssessment = (call: readonly unknown[], listener: Listener): void => {
  listeners.add(call)
  if (visitor() && latest) listener(JSON.parse(latest))
}

/** After the visitor took consent back nobody is told what was known. */
export const forgetAssessment = (): void => {
  latest = 0
}

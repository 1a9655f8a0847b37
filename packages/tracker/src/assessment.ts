import type { AssessmentSummary } from '@koopsignaal/protocol'
import { visitor } from './consent.ts'

export type Listener = (assessment: AssessmentSummary) => unknown

const listeners: Listener[] = []
let latest: string | 0 | undefined

/** Passes the collector's assessment on when it is another than before. */
export const tell = (assessment?: AssessmentSummary): void => {
  // biome-ignore lint/suspicious/noAssignInExpressions: compares with the one before
  if (assessment && visitor() && latest !== (latest = JSON.stringify(assessment))) {
    for (const listener of listeners)
      try {
        listener(assessment)
      } catch {
        // A mistake in the page is the page's to find.
      }
  }
}

/** `koop('segment', listener)`: called with what is known now, if anything, and with every change. The visitor may have taken
 *  consent back in another tab: the cookie says so when it is asked. */
export const onAssessment = (listener: Listener): void => {
  listeners.push(listener)
  if (visitor() && latest) listener(JSON.parse(latest))
}

/** After the visitor took consent back nobody is told what was known. */
export const forgetAssessment = (): void => {
  latest = 0
}

import type { AssessmentSummary } from '@koopsignaal/protocol'
import { choose } from './choose.ts'
import { visitor } from './consent.ts'
import { handle, type Sign } from './handle.ts'
import { record } from './record.ts'

/** The arguments of one `koop(…)`. */
export type Call = readonly unknown[]

/** A `koop('segment', listener)`, with what its listener was told last. */
interface Listening extends Call {
  readonly 1: (assessment: AssessmentSummary) => unknown
  2?: string
}

type Koop = ((...call: unknown[]) => unknown) & {
  q: { push(call: Call): unknown; map(answer: (call: Sign) => void): void }
}

declare global {
  interface Window {
    koop?: Koop
  }
  const koop: Koop
}

const listening: Listening[] = []

/** Tells those who asked what the collector makes of this visitor, if it is another than they heard. The visitor may have taken consent
 *  back since the question was sent, here or in another tab. */
export const tell = (assessment: AssessmentSummary): void => {
  listening.map(
    // biome-ignore lint/suspicious/noAssignInExpressions: compares with the one before
    (call) => call[2] !== (call[2] = JSON.stringify(assessment)) && call[1](assessment),
  )
}

/** Answers one `koop(…)`: what the page passes on is checked by the collector. Questions are sent as well: `send` hears the answer.
 *  @throws TypeError for what is no list: an event of the browser */
export const answer = (call: Call): void => {
  if (call[0] === 'consent') choose(call[1])
  else if (call[0] === 'segment') record('segment', listening.push(call as Listening))
  else record(...(call as [string]))
}

/** Keeps the calls that the page makes until they are answered; the function that the page put there stays, only its queue is ours. */
export const keepCalls = (): void => {
  window.koop ||= ((...call: Call) => koop.q.push(call)) as Koop
  koop.q ||= [] as unknown as Koop['q']
}

/** Answers the calls that were kept, in order, and from now on each at once. */
export const answerCalls = (): void => {
  koop.q.map(handle)
  // The next page view finds nothing to go through: any function that changes nothing will do. A list would, where no page freezes those.
  koop.q = { push: handle, map: visitor } as unknown as Koop['q']
}

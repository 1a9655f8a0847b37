import { type Head, logitOf, toChance } from '@koopsignaal/scoring'
import type { Example } from './examples-of.ts'
import type { Outcome } from './metrics.ts'

/** An outcome that knows whose it is, so that visitors can be resampled. */
export interface VisitorOutcome extends Outcome {
  readonly visitor: string
}

/** What was said at a moment of a visit. */
export interface MomentOutcome extends VisitorOutcome {
  /** Whether the visit ended with it. */
  readonly endsVisit: boolean
}

/** Log-odds that a head gives an example. */
export function logitOfExample(head: Head, { features }: Pick<Example, 'features'>): number {
  return logitOf(head, features)
}

/** What a head says of examples, as chances, beside what became of them. */
export function outcomesOf(head: Head, examples: readonly Example[]): readonly MomentOutcome[] {
  return examples.map((example) => toOutcome(example, toChance(logitOfExample(head, example))))
}

export function toOutcome({ visitor, label, weight, endsVisit }: Example, score: number): MomentOutcome {
  return { visitor, label, weight, endsVisit, score }
}

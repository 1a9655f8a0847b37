import type { Ratio } from '@koopsignaal/protocol'
import { evidenceOf, type Head } from '@koopsignaal/scoring'
import type { Example } from './examples-of.ts'
import type { Outcome } from './metrics.ts'

/** An outcome that knows whose it is, so that visitors can be resampled. */
export interface VisitorOutcome extends Outcome {
  readonly visitor: string
}

/** Log-odds that a head gives an example. */
export function logitOf(head: Head, { features }: Pick<Example, 'features'>): number {
  return head.intercept + evidenceOf(head, features)
}

/** @example toChance(0) // 0.5 */
export function toChance(logit: number): Ratio {
  return 1 / (1 + Math.exp(-logit))
}

/** What a head says of examples, as chances, beside what became of them. */
export function outcomesOf(head: Head, examples: readonly Example[]): readonly VisitorOutcome[] {
  return examples.map((example) => toOutcome(example, toChance(logitOf(head, example))))
}

export function toOutcome({ visitor, label, weight }: Example, score: number): VisitorOutcome {
  return { visitor, label, weight, score }
}

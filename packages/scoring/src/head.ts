import type { DurationMs, Ratio } from '@koopsignaal/protocol'
import { decay } from './decay.ts'
import type { Feature } from './features.ts'
import type { Head, Knot } from './model-type.ts'

/** Evidence of a head in log-odds above or below the average visitor. */
export function evidenceOf(head: Head, features: Readonly<Record<Feature, number>>): number {
  return head.terms.reduce(
    (sum, { feature, mean, sd, weight }) => sum + (weight * (features[feature] - mean)) / sd,
    0,
  )
}

/** Log-odds that a head gives.
 *  @param elapsed  since the last event; the evidence halves with the head's half-life */
export function logitOf(
  head: Head,
  features: Readonly<Record<Feature, number>>,
  elapsed: DurationMs = 0,
): number {
  const plain = head.intercept + evidenceOf(head, features) * decay(elapsed, head.halfLife)
  return head.curve === undefined ? plain : alongCurve(head.curve, plain)
}

/** @example toChance(0) // 0.5 */
export function toChance(logit: number): Ratio {
  return 1 / (1 + Math.exp(-logit))
}

/** Reads a curve of straight pieces; the outer ones go on beyond its ends.
 *  @param curve  two or more knots, ascending in both
 *  @example alongCurve([{ from: 0, to: 0 }, { from: 1, to: 2 }], 0.5) // 1 */
export function alongCurve(curve: readonly Knot[], x: number): number {
  const next = Math.min(
    curve.length - 1,
    Math.max(
      1,
      curve.findIndex(({ from }) => from > x),
    ),
  )
  const i = x >= curve.at(-1)!.from ? curve.length - 1 : next
  const [low, high] = [curve[i - 1]!, curve[i]!]
  return low.to + ((x - low.from) * (high.to - low.to)) / (high.from - low.from)
}

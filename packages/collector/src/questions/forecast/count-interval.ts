import type { Ratio } from '@koopsignaal/protocol'

/** A number that is expected, with how uncertain it is. Counts are skewed and never negative; their square root is nearly normal with a
 *  spread that does not depend on the mean. Source: M. S. Bartlett, The square root transformation in analysis of variance, 1936. */
export interface Uncertain {
  readonly mean: number
  readonly variance: number
}

/** Two-sided normal deviates. */
const DEVIATES: Readonly<Record<string, number>> = { '0.8': 1.2815515655446004, '0.95': 1.959963984540054 }

/** @param level  0.8 or 0.95
 *  @returns ends between which the number lies with that chance; low ≥ 0
 *  @throws RangeError for another level */
export function intervalOf({ mean, variance }: Uncertain, level: Ratio): { low: number; high: number } {
  const deviate = DEVIATES[String(level)]
  if (deviate === undefined) throw new RangeError(`intervalOf: no deviate for ${level}`)
  const reach = deviate * rootSpread(mean, variance)
  return { low: Math.max(0, Math.sqrt(mean) - reach) ** 2, high: (Math.sqrt(mean) + reach) ** 2 }
}

/** Chance that a count is at least `goal`. */
export function chanceOfAtLeast({ mean, variance }: Uncertain, goal: number): Ratio {
  // Half a conversion back: a count of 10 stands for all from 9.5.
  const root = Math.sqrt(Math.max(0, goal - 0.5))
  return 1 - normalBelow((root - Math.sqrt(mean)) / rootSpread(mean, variance))
}

/** Standard deviation of the square root; near 0 half that of one by chance. */
function rootSpread(mean: number, variance: number): number {
  return Math.sqrt(variance) / (2 * Math.sqrt(Math.max(mean, 0.25)))
}

/** Share of a standard normal below z. Source: M. Abramowitz and I. Stegun, 26.2.17; within 7.5e-8. */
export function normalBelow(z: number): Ratio {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const tail =
    ((((1.330274429 * t - 1.821255978) * t + 1.781477937) * t - 0.356563782) * t + 0.31938153) *
    t *
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI))
  return z > 0 ? 1 - tail : tail
}

import type { Ratio } from '@koopsignaal/protocol'
import { calibrationBins, type Outcome } from './metrics.ts'

/** How sure to be that the true error is no larger: two to one. Chosen. */
const SURE: Ratio = 2 / 3
/** True errors that are weighed against each other, all as likely before anything was seen. */
const STEP: Ratio = 0.0005
const LARGEST: Ratio = 0.5

/** How far chances may be off on average for all that can be seen: two to one the true error is no larger. Few visits tell little, so it is
 *  large for them however near they came; with many it is what was seen, less what chance makes of it. The same true error is
 *  assumed in every bin, and visits to be independent.
 *  @returns Ratio, at most 0.5
 *  Laws: rises with what was seen; falls as visits come in.
 *  @example calibrationBound(outcomes) <= 0.02 // percentages may be told */
export function calibrationBound(outcomes: readonly Outcome[], count = 10): Ratio {
  const bins = calibrationBins(outcomes, count).map(({ weight, said, seen }) => ({
    weight,
    distance: Math.abs(said - seen),
    deviation: Math.sqrt(Math.max(said * (1 - said), 1e-9) / weight),
  }))
  return bins.length === 0 ? LARGEST : (likelyErrors(bins).findIndex((sum) => sum >= SURE) + 1) * STEP
}

/** How likely it is that the true error is no larger.
 *  @param limit  in [0.0005, 0.5]
 *  @returns Ratio; 0 without bins: nothing speaks for it
 *  Law: rises with the limit.
 *  @example errorWithin(0.02, bins) >= 2 / 3 */
export function errorWithin(limit: Ratio, bins: readonly Scattered[]): Ratio {
  return bins.length === 0 ? 0 : likelyErrors(bins)[Math.round(limit / STEP) - 1]!
}

/** A group of outcomes that a mean chance was said of. */
export interface Scattered {
  readonly weight: number
  /** Between what was said and what was seen, ≥ 0. */
  readonly distance: Ratio
  /** What that would come to by chance, were all that was said true; > 0. */
  readonly deviation: number
}

/** How likely the true error is to lie below the end of each step, from 0 on. */
function likelyErrors(bins: readonly Scattered[]): readonly Ratio[] {
  const total = bins.reduce((sum, { weight }) => sum + weight, 0)
  const shares = bins.map(({ weight, distance, deviation }) => ({
    share: weight / total,
    distance,
    deviation,
  }))
  const seen = shares.reduce((sum, { share, distance }) => sum + share * distance, 0)
  const likelihoods = Array.from({ length: LARGEST / STEP }, (_, i) =>
    logLikelihood(seen, shown((i + 0.5) * STEP, shares)),
  )
  const best = Math.max(...likelihoods)
  const weights = likelihoods.map((one) => Math.exp(one - best))
  const all = weights.reduce((sum, one) => sum + one, 0)
  let below = 0
  return weights.map((one) => {
    below += one / all
    return below
  })
}

interface Share {
  /** Of all visits. */
  readonly share: Ratio
  /** Standard deviation of what is seen in the bin. */
  readonly deviation: number
}

/** What is seen of a true error, on average and give or take. */
function shown(error: Ratio, bins: readonly Share[]): { readonly mean: number; readonly variance: number } {
  let [mean, variance] = [0, 0]
  for (const { share, deviation } of bins) {
    const distance = meanDistance(error, deviation)
    mean += share * distance
    variance += share * share * Math.max(0, error * error + deviation * deviation - distance * distance)
  }
  return { mean, variance }
}

function logLikelihood(seen: number, { mean, variance }: ReturnType<typeof shown>): number {
  return -((seen - mean) ** 2) / (2 * variance) - Math.log(variance) / 2
}

/** How far from 0 a normal number lies on average. Source: F. C. Leone et al., The folded normal distribution, Technometrics 3 (1961). */
function meanDistance(mean: number, deviation: number): number {
  const z = mean / deviation
  return deviation * Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2) + mean * (1 - 2 * normalBelow(-z))
}

/** Share of a standard normal below z, for z ≤ 0. Source: M. Abramowitz and I. Stegun, 26.2.17; within 7.5e-8. */
function normalBelow(z: number): Ratio {
  const t = 1 / (1 - 0.2316419 * z)
  const powers =
    ((((1.330274429 * t - 1.821255978) * t + 1.781477937) * t - 0.356563782) * t + 0.31938153) * t
  return (powers * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)
}

import type { Ratio } from '@koopsignaal/protocol'
import { calibrationBins, calibrationError, type Outcome } from './metrics.ts'

/** How sure to be that the true error is no larger: two to one. Chosen: nineteen to one would let no shop of a thousand visits a month tell
 *  percentages for years, and at evens every second head that is off by as much would. */
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
  const bins = calibrationBins(outcomes, count)
  const total = bins.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return LARGEST
  const seen = calibrationError(outcomes, count)
  const scattered = bins.map(({ weight, said }) => ({
    share: weight / total,
    deviation: Math.sqrt(Math.max(said * (1 - said), 1e-9) / weight),
  }))
  const errors = Array.from({ length: LARGEST / STEP }, (_, i) => (i + 0.5) * STEP)
  const likelihoods = errors.map((error) => logLikelihood(seen, shown(error, scattered)))
  const best = Math.max(...likelihoods)
  const weights = likelihoods.map((one) => Math.exp(one - best))
  let room = SURE * weights.reduce((sum, one) => sum + one, 0)
  const reached = weights.findIndex((one) => {
    room -= one
    return room <= 0
  })
  return (reached + 1) * STEP
}

interface Scattered {
  /** Of all visits. */
  readonly share: Ratio
  /** Standard deviation of what is seen in the bin. */
  readonly deviation: number
}

/** What is seen of a true error, on average and give or take. */
function shown(
  error: Ratio,
  bins: readonly Scattered[],
): { readonly mean: number; readonly variance: number } {
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

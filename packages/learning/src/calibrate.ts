import type { Head } from '@koopsignaal/scoring'
import { fitLogistic } from './fit-logistic.ts'

/** A logit that was said, what happened, and how much it counts. */
export interface Said {
  readonly logit: number
  readonly label: 0 | 1
  readonly weight: number
}

/** How to turn logits into logits that come true: intercept + slope · logit. */
export interface Calibration {
  readonly intercept: number
  /** ≥ 0: calibration never turns a ranking around. */
  readonly slope: number
}

/** How firmly the slope is believed to be 1, in examples' weight times variance: matters only when there are few. */
const SLOPE_PRECISION = 1

/** Fits Platt's line, or only its intercept, so that chances are as often right as they say.
 *  @param said  of visitors that the head was not fitted on, else it believes its own overconfidence
 *  @throws RangeError without examples of both kinds
 *  Source: J. Platt (1999), Probabilistic outputs for support vector machines. */
export function calibrate(said: readonly Said[], parts: 'intercept' | 'line'): Calibration {
  if (new Set(said.map(({ label }) => label)).size < 2)
    throw new RangeError('calibrate: examples of both kinds are needed')
  const [intercept, slope] = fitLogistic({
    rows: said.map(({ logit }) => Float64Array.of(1, logit)),
    labels: said.map(({ label }) => label),
    weights: said.map(({ weight }) => weight),
    coefficients: [
      { prior: 0, precision: 0, sign: 0 },
      // A firm belief in 1 leaves the intercept alone to move.
      { prior: 1, precision: parts === 'line' ? SLOPE_PRECISION : 1e12, sign: 1 },
    ],
  })
  return { intercept: intercept!, slope: parts === 'line' ? slope! : 1 }
}

/** The head whose logits are the calibrated ones. */
export function calibrated(head: Head, { intercept, slope }: Calibration): Head {
  if (head.curve !== undefined) {
    const curve = head.curve.map(({ from, to }) => ({ from, to: intercept + slope * to }))
    return { ...head, curve, calibrated: true }
  }
  return {
    ...head,
    intercept: intercept + slope * head.intercept,
    terms: head.terms.map((term) => ({ ...term, weight: slope * term.weight })),
    calibrated: true,
  }
}

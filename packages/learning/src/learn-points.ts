import { type Model, PRIORS, type SignalWeight } from '@koopsignaal/scoring'
import type { Stretch } from './border-figures.ts'
import { calibrate } from './calibrate.ts'
import { hasBothKinds } from './cross-fit.ts'
import { fitLogistic } from './fit-logistic.ts'
import type { Readings } from './readings.ts'

/** What the points of this kind of site are worth against a site's own visits. As for the chances. */
const STRENGTH = 50
/** Ten points are meant to double the odds. Where they turn out to say less than a fifth of that, they are believed no further down:
 *  else a score that ranks nothing would make the belief in it immense. */
const LEAST_SLOPE = 0.2
/** Finer than anybody reads. */
const DECIMALS = 10

/** Learns how the points are divided between the signals, from what visitors went on to do: a logistic regression on the signals as the
 *  score reads them. A signal never changes sides, saturates where it did, and keeps its points where nobody showed it; all together
 *  spread as far as before, so that the score and its borders mean what they meant.
 *  @param stretch  only moments in it are learned from
 *  @returns the weights, the present ones' kind's where a signal was never seen; null without outcomes of both kinds
 *  Laws: deterministic; the order of the visitors does not matter, within rounding. */
export function learnPoints(
  all: readonly Readings[],
  { kind }: Model,
  { from, to }: Stretch,
  source: string,
): readonly SignalWeight[] | null {
  const asked = all.flatMap(({ steps }) =>
    steps.flatMap(({ at, values, label, target, weight }) =>
      label !== null && at >= from && at < to ? [{ values, label, target, weight }] : [],
    ),
  )
  if (!hasBothKinds(asked)) return null
  const prior = PRIORS[kind].weights
  const seen = prior.filter(({ signal }) => asked.some(({ values }) => (values[signal] ?? 0) > 0))
  const rows = asked.map(({ values }) =>
    Float64Array.from(seen, (one) => doublings(one, values[one.signal] ?? 0)),
  )
  const weights = asked.map(({ weight }) => weight)
  const points = seen.map((one) => one.points)
  const perPoint = logOddsPerPoint(
    rows.map((row, i) => ({ score: dot(row, points), label: asked[i]!.label, weight: weights[i]! })),
  )
  const [, ...fitted] = fitLogistic({
    rows: rows.map((row) => Float64Array.of(1, ...row)),
    labels: asked.map(({ target }) => target),
    weights,
    coefficients: [
      { prior: 0, precision: 0, sign: 0 },
      ...points.map(
        (one) => ({ prior: one * perPoint, precision: STRENGTH, sign: one > 0 ? 1 : -1 }) as const,
      ),
    ],
  })
  const scale = spread(rows, weights, points) / spread(rows, weights, fitted)
  if (!Number.isFinite(scale)) return null
  const learned = new Map(seen.map(({ signal }, j) => [signal, fitted[j]! * scale]))
  return prior.map((one) => {
    const own = learned.get(one.signal)
    return own === undefined ? one : { ...withPoints(one, own), source }
  })
}

/** How often a value doubles one, up to where the signal saturates. */
function doublings({ points, cap }: SignalWeight, value: number): number {
  return Math.min(cap / Math.abs(points), Math.log2(1 + value))
}

/** How much a point of the score says, by a line through what came true. */
function logOddsPerPoint(
  scored: readonly { readonly score: number; readonly label: 0 | 1; readonly weight: number }[],
): number {
  const meant = Math.LN2 / 10
  const said = scored.map(({ score, label, weight }) => ({ logit: score * meant, label, weight }))
  return meant * Math.max(LEAST_SLOPE, calibrate(said, 'line').slope)
}

function withPoints(weight: SignalWeight, points: number): SignalWeight {
  const cap = (weight.cap * points) / weight.points
  return { ...weight, points: rounded(points), cap: Math.max(1 / DECIMALS, rounded(cap)) }
}

const rounded = (value: number): number => Math.round(value * DECIMALS) / DECIMALS

/** Standard deviation of the scores that points come to. */
function spread(
  rows: readonly Float64Array[],
  weights: readonly number[],
  points: readonly number[],
): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = (value: (row: Float64Array) => number): number =>
    rows.reduce((sum, row, i) => sum + weights[i]! * value(row), 0) / total
  const middle = mean((row) => dot(row, points))
  return Math.sqrt(mean((row) => (dot(row, points) - middle) ** 2))
}

function dot(row: Float64Array, points: readonly number[]): number {
  return points.reduce((sum, one, j) => sum + one * row[j]!, 0)
}

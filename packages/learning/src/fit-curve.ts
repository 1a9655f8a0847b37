import { alongCurve, type Knot } from '@koopsignaal/scoring'
import { calibrate, type Said } from './calibrate.ts'
import { type Coefficient, fitLogistic } from './fit-logistic.ts'

/** Pieces of the curve, of equal weight. Chosen: with more, the ends rest on too few. */
const PIECES = 5
/** How firmly each piece's slope is believed to be 1. Chosen, small: matters where a piece holds little. */
const SLOPE_PRECISION = 5
/** The flattest that a piece gets: what was ranked apart stays apart. */
const LEAST_SLOPE = 0.02

/** Fits a rising curve of straight pieces from what was said to what came true: for sites with enough outcomes to show that a
 *  straight line will not do.
 *  @param said  of visitors that the head was not fitted on; of both kinds
 *  @returns the ends of the pieces, ascending in both; fewer pieces where many were told the same
 *  Law: never turns a ranking around. */
export function fitCurve(said: readonly Said[]): readonly Knot[] {
  const ends = edges(said)
  const [first = 0, ...inner] = ends
  const rises = piecesOf(ends)
  const slopes: readonly Coefficient[] = rises.map(() => ({ prior: 1, precision: SLOPE_PRECISION, sign: 1 }))
  const [start = 0, ...fitted] = fitLogistic({
    rows: said.map(({ logit }) => Float64Array.from([1, ...rises.map((rise) => rise(logit))])),
    labels: said.map(({ label }) => label),
    weights: said.map(({ weight }) => weight),
    coefficients: [{ prior: 0, precision: 0, sign: 0 }, ...slopes],
  })
  let to = start
  let before = first
  const curve = [
    { from: first, to: start },
    ...inner.map((from, i): Knot => {
      to += Math.max(LEAST_SLOPE, fitted[i]!) * (from - before)
      before = from
      return { from, to }
    }),
  ]
  return levelled(curve, said)
}

/** Moved up or down until the mean comes true again: the least slope has lifted it. */
function levelled(curve: readonly Knot[], said: readonly Said[]): readonly Knot[] {
  const { intercept } = calibrate(
    said.map((one) => ({ ...one, logit: alongCurve(curve, one.logit) })),
    'intercept',
  )
  return curve.map(({ from, to }) => ({ from, to: to + intercept }))
}

/** Where pieces begin and end: the lowest and the highest that was said, and between them borders of equal weight. */
function edges(said: readonly Said[]): readonly number[] {
  const sorted = said.toSorted((a, b) => a.logit - b.logit)
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0)
  const found = [sorted[0]!.logit]
  let passed = 0
  for (const { logit, weight } of sorted) {
    passed += weight
    const isDue = passed >= (found.length * total) / PIECES
    if (isDue && logit > found.at(-1)!) found.push(logit)
  }
  const last = sorted.at(-1)!.logit
  return last > found.at(-1)! ? [...found.slice(0, PIECES), last] : found
}

/** Per piece how far a logit has come through it; beyond the ends the outer pieces go on. */
function piecesOf(ends: readonly number[]): readonly ((logit: number) => number)[] {
  return ends.slice(1).map((high, i) => {
    const low = ends[i]!
    const floor = i === 0 ? Number.NEGATIVE_INFINITY : low
    const ceiling = i === ends.length - 2 ? Number.POSITIVE_INFINITY : high
    return (logit) => Math.min(ceiling, Math.max(floor, logit)) - low
  })
}

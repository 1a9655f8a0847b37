import { solvePositive } from './solve-positive.ts'

/** One coefficient: where it is believed to be, how firmly, and which sign it may have. */
export interface Coefficient {
  readonly prior: number
  /** 1 / variance of the belief; ≥ 0, and 0 is none. */
  readonly precision: number
  /** 1: never below 0; −1: never above 0; 0: free. */
  readonly sign: -1 | 0 | 1
}

export interface LogisticProblem {
  /** A row per example, a number per coefficient. */
  readonly rows: readonly Float64Array[]
  /** In [0, 1]; what was seen, or the share of it. */
  readonly labels: ArrayLike<number>
  /** How much each example counts, ≥ 0. */
  readonly weights: ArrayLike<number>
  readonly coefficients: readonly Coefficient[]
}

const MAX_STEPS = 60
/** A change this small in every coefficient is none. */
const TOLERANCE = 1e-9
/** Keeps the matrix invertible where two columns say the same. */
const RIDGE = 1e-9

/** The coefficients that make the labels likeliest, given the belief: a penalised logistic regression with bounds at 0.
 *  A projected Newton method: coefficients that press against their bound are left there, the others take a Newton step,
 *  which is halved until it helps. The problem is convex, so there is one answer.
 *  @throws RangeError when a row has another length than `coefficients`
 *  Source: D. Bertsekas (1982), Projected Newton methods for optimization problems with simple constraints. */
export function fitLogistic(problem: LogisticProblem): readonly number[] {
  const { rows, coefficients } = problem
  if (rows.some((row) => row.length !== coefficients.length))
    throw new RangeError('fitLogistic: every row needs one number per coefficient')
  let point = coefficients.map(({ prior, sign }) => bounded(prior, sign))
  let loss = lossAt(problem, point)
  for (let step = 0; step < MAX_STEPS; step++) {
    const { gradient, hessian } = slopeAt(problem, point)
    const free = coefficients.flatMap(({ sign }, j) =>
      sign !== 0 && point[j] === 0 && sign * gradient[j]! >= 0 ? [] : [j],
    )
    if (free.length === 0) break
    const direction = solvePositive(
      free.map((i) => free.map((j) => hessian[i]![j]!)),
      free.map((j) => -gradient[j]!),
    )
    const next = descend(problem, point, loss, free, direction)
    if (next === null) break
    const change = Math.max(...next.point.map((value, j) => Math.abs(value - point[j]!)))
    point = next.point
    loss = next.loss
    if (change < TOLERANCE) break
  }
  return point
}

function descend(
  problem: LogisticProblem,
  point: readonly number[],
  loss: number,
  free: readonly number[],
  direction: readonly number[],
): { point: number[]; loss: number } | null {
  for (let size = 1; size > 1e-10; size /= 2) {
    const moved = point.slice()
    for (const [k, j] of free.entries())
      moved[j] = bounded(point[j]! + size * direction[k]!, problem.coefficients[j]!.sign)
    const reached = lossAt(problem, moved)
    if (reached < loss) return { point: moved, loss: reached }
  }
  return null
}

function bounded(value: number, sign: Coefficient['sign']): number {
  return sign === 0 || value * sign >= 0 ? value : 0
}

/** Minus the log of likelihood times belief. */
function lossAt({ rows, labels, weights, coefficients }: LogisticProblem, point: readonly number[]): number {
  let loss = 0
  for (let i = 0; i < rows.length; i++) {
    const logit = dot(rows[i]!, point)
    loss += weights[i]! * (softplus(logit) - labels[i]! * logit)
  }
  for (const [j, { prior, precision }] of coefficients.entries())
    loss += (precision / 2) * (point[j]! - prior) ** 2
  return loss
}

function slopeAt(
  { rows, labels, weights, coefficients }: LogisticProblem,
  point: readonly number[],
): { gradient: number[]; hessian: number[][] } {
  const size = coefficients.length
  const gradient = coefficients.map(({ prior, precision }, j) => precision * (point[j]! - prior))
  const hessian = coefficients.map(({ precision }, i) =>
    coefficients.map((_, j) => (i === j ? precision + RIDGE : 0)),
  )
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n]!
    const chance = 1 / (1 + Math.exp(-dot(row, point)))
    const pull = weights[n]! * (chance - labels[n]!)
    const curve = weights[n]! * chance * (1 - chance)
    for (let i = 0; i < size; i++) {
      gradient[i]! += pull * row[i]!
      const line = hessian[i]!
      const scaled = curve * row[i]!
      for (let j = 0; j <= i; j++) line[j]! += scaled * row[j]!
    }
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) hessian[j]![i] = hessian[i]![j]!
  return { gradient, hessian }
}

function dot(row: Float64Array, point: readonly number[]): number {
  let sum = 0
  for (let j = 0; j < row.length; j++) sum += row[j]! * point[j]!
  return sum
}

/** log(1 + e^x) without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))
}

import { AXES, type DurationMs } from '@koopsignaal/protocol'
import { decay } from './decay.ts'
import type { Model } from './model-type.ts'
import { type AxisPoints, rawScore } from './scorecard.ts'

/** A term c · e^(−rate · t). */
interface Term {
  readonly c: number
  readonly rate: number
}

/** How long after the last event the score is first below `level`, in whole milliseconds.
 *  The score is a constant and up to three exponentials; where an axis is negative it may rise before it falls, or dip
 *  and recover. Between two neighbouring critical points it crosses a level at most once, so each such piece is bisected.
 *  @param level  above the model's base, so that the score does fall below it in the end
 *  @returns DurationMs; 0 when it is below at once
 *  @throws RangeError when level ≤ base */
export function fallsBelow(axes: AxisPoints, level: number, model: Model): DurationMs {
  if (!(level > model.base)) throw new RangeError('fallsBelow: level must be above the base')
  const isBelow = (elapsed: DurationMs): boolean => rawScore(axes, elapsed, model) < level
  if (isBelow(0)) return 0
  const end = surelyBelow(axes, level, model)
  if (AXES.every((axis) => axes[axis] >= 0)) {
    return isBelow(end) ? firstBelow(isBelow, 0, end, crossing(axes, level, model)) : end
  }
  let from = 0
  for (const to of [...turningPoints(axes, level, model, end), end]) {
    if (isBelow(to)) return firstBelow(isBelow, from, to)
    from = to
  }
  return end
}

/** About where a score that only falls reaches the level. The logarithm of what is above the base falls nearly in a straight line and
 *  bends upwards, so each step of Newton's comes closer and none goes too far. */
function crossing(axes: AxisPoints, level: number, model: Model): DurationMs {
  const goal = Math.log(level - model.base)
  let t = 0
  for (let steps = 0; steps < 12; steps++) {
    let [sum, slope] = [0, 0]
    for (const axis of AXES) {
      const part = axes[axis] === 0 ? 0 : axes[axis] * decay(t, model.halfLives[axis])
      sum += part
      slope += (part * Math.LN2) / model.halfLives[axis]
    }
    const step = ((Math.log(sum) - goal) * sum) / slope
    t += step
    if (!(step > 0.1)) break
  }
  return t
}

/** A moment from which on the points in favour alone do not reach the level. */
function surelyBelow(axes: AxisPoints, level: number, model: Model): DurationMs {
  const inFavour = AXES.filter((axis) => axes[axis] > 0)
  const points = inFavour.reduce((sum, axis) => sum + axes[axis], 0)
  const slowest = Math.max(...inFavour.map((axis) => model.halfLives[axis]))
  return Math.ceil(slowest * Math.log2(points / (level - model.base))) + 1
}

/** Whole milliseconds around the moments between which the score crosses the level at most once. */
function turningPoints(
  axes: AxisPoints,
  level: number,
  model: Model,
  end: DurationMs,
): readonly DurationMs[] {
  const terms = AXES.map((axis): Term => ({ c: axes[axis], rate: Math.LN2 / model.halfLives[axis] }))
  const points = criticalPoints([{ c: model.base - level, rate: 0 }, ...terms], end)
  return points.flatMap((point) => [Math.floor(point), Math.ceil(point)])
}

/** Where a sum of exponentials, multiplied by one of them to make that one constant, turns. The factor does not change
 *  the sign; the derivative has one term less, so its roots are found in the same way (Rolle). */
function criticalPoints(terms: readonly Term[], end: number): readonly number[] {
  const [first, ...others] = sameRateOnce(terms)
  if (!first || others.length === 0) return []
  const derivative = others.map(({ c, rate }) => ({
    c: -c * (rate - first.rate),
    rate: rate - first.rate,
  }))
  return roots(derivative, end)
}

/** All sign changes of a sum of exponentials in (0, end), ascending. */
function roots(terms: readonly Term[], end: number): readonly number[] {
  const at = (t: number): number => terms.reduce((sum, { c, rate }) => sum + c * Math.exp(-rate * t), 0)
  const found: number[] = []
  let from = 0
  for (const to of [...criticalPoints(terms, end), end]) {
    if (Math.sign(at(from)) * Math.sign(at(to)) < 0) found.push(bisect(at, from, to))
    else if (at(to) === 0 && to < end) found.push(to)
    from = to
  }
  return found
}

function sameRateOnce(terms: readonly Term[]): readonly Term[] {
  const byRate = new Map<number, number>()
  for (const { c, rate } of terms) byRate.set(rate, (byRate.get(rate) ?? 0) + c)
  return [...byRate].filter(([, c]) => c !== 0).map(([rate, c]) => ({ c, rate }))
}

function bisect(at: (t: number) => number, low: number, high: number): number {
  const sign = Math.sign(at(low))
  let [from, to] = [low, high]
  // A thousandth of a millisecond is finer than the whole milliseconds that are asked for.
  while (to - from > 1e-3) {
    const middle = (from + to) / 2
    if (middle === from || middle === to) break
    if (Math.sign(at(middle)) === sign) from = middle
    else to = middle
  }
  return (from + to) / 2
}

/** The first whole millisecond in (from, to] that is below, where `from` is not and `to` is.
 *  @param guess  near it, where that is known: then a look at either side of it is enough */
function firstBelow(
  isBelow: (elapsed: DurationMs) => boolean,
  from: DurationMs,
  to: DurationMs,
  guess = Number.NaN,
): DurationMs {
  let [above, below] = [from, to]
  const look = (at: DurationMs): void => {
    if (!(at > above && at < below)) return
    if (isBelow(at)) below = at
    else above = at
  }
  look(Math.ceil(guess))
  look(below - 1)
  look(above + 1)
  while (below - above > 1) look(Math.floor((above + below) / 2))
  return below
}

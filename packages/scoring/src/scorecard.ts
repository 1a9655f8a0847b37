import type { Axis } from '@koopsignaal/protocol'
import { decay } from './decay.ts'
import type { Model, SignalWeight } from './model-type.ts'
import { SIGNALS, type SignalName } from './signals.ts'
import type { VisitorState } from './state.ts'

/** What one signal adds to a score. */
export interface Contribution {
  readonly signal: SignalName
  readonly axis: Axis
  /** As of the visitor's last event. */
  readonly value: number
  readonly points: number
}

/** Points of a value by itself, before the axis cap.
 *  @returns 0 for a value of 0, within ± weight.cap; monotone in the value
 *  @example pointsOf({ points: 9, cap: 20, … }, 3) // 18 */
export function pointsOf(weight: SignalWeight, value: number): number {
  if (value <= 0) return 0
  const points = weight.points * Math.log2(1 + value)
  return Math.min(weight.cap, Math.max(-weight.cap, points))
}

/** What every signal adds as of the last event; signals that add nothing are left out. Points in favour are scaled down
 *  together where an axis has more than its cap, so that they still add up. */
export function contributionsOf(state: VisitorState, model: Model): readonly Contribution[] {
  return contributionsFrom((signal) => SIGNALS[signal].read(state), model)
}

/** The same of values that have been read before: what tries many models reads every state once. */
export function contributionsFrom(
  valueIn: (signal: SignalName) => number,
  model: Model,
): readonly Contribution[] {
  const plain: Contribution[] = []
  const inFavour = { waarom: 0, wat: 0, waar: 0 }
  for (const weight of model.weights) {
    const { axis } = SIGNALS[weight.signal]
    const value = valueIn(weight.signal)
    const points = pointsOf(weight, value)
    if (points === 0) continue
    if (points > 0) inFavour[axis] += points
    plain.push({ signal: weight.signal, axis, value, points })
  }
  const scale = perAxis((axis) =>
    inFavour[axis] > model.axisCaps[axis] ? model.axisCaps[axis] / inFavour[axis] : 1,
  )
  return plain.map((one) =>
    one.points > 0 && scale[one.axis] !== 1 ? { ...one, points: one.points * scale[one.axis] } : one,
  )
}

/** How many signals add something.
 *  Law: the length of `contributionsOf(state, model)`. */
export function signalsShown(state: VisitorState, model: Model): number {
  let shown = 0
  for (const weight of model.weights) if (pointsOf(weight, SIGNALS[weight.signal].read(state)) !== 0) shown++
  return shown
}

/** Points per axis. */
export type AxisPoints = Readonly<Record<Axis, number>>

export function axisPoints(contributions: readonly Contribution[]): AxisPoints {
  const sums = { waarom: 0, wat: 0, waar: 0 }
  for (const { axis, points } of contributions) sums[axis] += points
  return sums
}

/** Points per axis of a state as of its last event.
 *  Law: `axisPoints(contributionsOf(state, model))`, to the bit; it is asked for with every event, so nothing is built on the way. */
export function axesOf(state: VisitorState, model: Model): AxisPoints {
  const { weights, axisCaps } = model
  const inFavour = { waarom: 0, wat: 0, waar: 0 }
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!
    const signal = SIGNALS[weight.signal]
    const points = pointsOf(weight, signal.read(state))
    each[i] = points
    if (points > 0) inFavour[signal.axis] += points
  }
  const sums = { waarom: 0, wat: 0, waar: 0 }
  for (let i = 0; i < weights.length; i++) {
    const points = each[i]!
    if (points === 0) continue
    const { axis } = SIGNALS[weights[i]!.signal]
    const isCapped = points > 0 && inFavour[axis] > axisCaps[axis]
    sums[axis] += isCapped ? points * (axisCaps[axis] / inFavour[axis]) : points
  }
  return sums
}

/** Used again for every state. */
const each: number[] = []

/** The points of each axis after `elapsed` without an event. */
export function fade(axes: AxisPoints, elapsed: number, model: Model): AxisPoints {
  return perAxis((axis) => axes[axis] * decay(elapsed, model.halfLives[axis]))
}

/** The unrounded score: base plus the points of the axes.
 *  @param axes  as of the last event
 *  @param elapsed  DurationMs since then, ≥ 0 */
export function rawScore(axes: AxisPoints, elapsed: number, model: Model): number {
  // Written out: it is asked for some ten times with each event.
  const { halfLives } = model
  return (
    model.base +
    axes.waarom * decay(elapsed, halfLives.waarom) +
    axes.wat * decay(elapsed, halfLives.wat) +
    axes.waar * decay(elapsed, halfLives.waar)
  )
}

/** The score as people see it: whole, 0–100. */
export function toScore(raw: number): number {
  return Math.min(100, Math.max(0, Math.round(raw)))
}

/** The unrounded score from which on people see at least `border`: they see whole points, and who is shown 55 where 55 makes a koper
 *  is one.
 *  @example reachedFrom(55) // 54.5 */
export function reachedFrom(border: number): number {
  return Math.ceil(border) - 0.5
}

function perAxis(value: (axis: Axis) => number): AxisPoints {
  return { waarom: value('waarom'), wat: value('wat'), waar: value('waar') }
}

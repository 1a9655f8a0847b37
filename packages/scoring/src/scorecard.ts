import { AXES, type Axis } from '@koopsignaal/protocol'
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
  const plain = model.weights.map((weight): Contribution => {
    const { axis, read } = SIGNALS[weight.signal]
    const value = read(state)
    return { signal: weight.signal, axis, value, points: pointsOf(weight, value) }
  })
  const scale = perAxis((axis) => {
    const inFavour = sumPoints(plain.filter((one) => one.axis === axis && one.points > 0))
    return inFavour > model.axisCaps[axis] ? model.axisCaps[axis] / inFavour : 1
  })
  return plain
    .filter(({ points }) => points !== 0)
    .map((one) => (one.points > 0 ? { ...one, points: one.points * scale[one.axis] } : one))
}

/** Points per axis. */
export type AxisPoints = Readonly<Record<Axis, number>>

export function axisPoints(contributions: readonly Contribution[]): AxisPoints {
  return perAxis((axis) => sumPoints(contributions.filter((one) => one.axis === axis)))
}

/** The points of each axis after `elapsed` without an event. */
export function fade(axes: AxisPoints, elapsed: number, model: Model): AxisPoints {
  return perAxis((axis) => axes[axis] * decay(elapsed, model.halfLives[axis]))
}

/** The unrounded score: base plus the points of the axes.
 *  @param axes  as of the last event
 *  @param elapsed  DurationMs since then, ≥ 0 */
export function rawScore(axes: AxisPoints, elapsed: number, model: Model): number {
  const faded = fade(axes, elapsed, model)
  return model.base + faded.waarom + faded.wat + faded.waar
}

/** The score as people see it: whole, 0–100. */
export function toScore(raw: number): number {
  return Math.min(100, Math.max(0, Math.round(raw)))
}

function sumPoints(contributions: readonly Contribution[]): number {
  return contributions.reduce((sum, { points }) => sum + points, 0)
}

function perAxis(value: (axis: Axis) => number): AxisPoints {
  return Object.fromEntries(AXES.map((axis) => [axis, value(axis)])) as Record<Axis, number>
}

import type { UnixMs } from '@koopsignaal/protocol'
import { type AxisPoints, axisPoints, contributionsFrom, type Model, rawScore } from '@koopsignaal/scoring'
import type { Reading, Readings } from './readings.ts'

/** One event of a visitor: the score it found, the score it left, and what became of the visit. */
export interface WalkStep extends Pick<Reading, 'at' | 'label' | 'weight'> {
  /** Unrounded score just before the event, faded since the one before. */
  readonly before: number
  /** Unrounded score just after it. */
  readonly after: number
}

/** A visitor's way through the scores of one model, whatever its borders. */
export interface Walk {
  readonly visitor: string
  readonly steps: readonly WalkStep[]
}

/** Walks everybody through a model once, so that borders can be tried without scoring anything again.
 *  Law: scores are those that `advance` of scoring comes to. */
export function walksOf(all: readonly Readings[], model: Model): readonly Walk[] {
  return all.map(({ visitor, steps }) => ({ visitor, steps: walk(steps, model) }))
}

function walk(readings: readonly Reading[], model: Model): readonly WalkStep[] {
  let last: { readonly at: UnixMs; readonly axes: AxisPoints } | null = null
  return readings.map(({ at, values, label, weight }): WalkStep => {
    const before = last === null ? model.base : rawScore(last.axes, at - last.at, model)
    const axes = axisPoints(contributionsFrom((signal) => values[signal] ?? 0, model))
    last = { at, axes }
    return { at, before, after: rawScore(axes, 0, model), label, weight }
  })
}

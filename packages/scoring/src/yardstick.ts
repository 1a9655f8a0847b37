import type { Model, Threshold } from './model-type.ts'
import { reachedFrom } from './scorecard.ts'

/** Raised when the same events come to another timeline under the same model, because reading them has changed. */
const REVISION = 3

/** A yardstick and from which peak on it is the one that counts. */
export interface YardstickFrom {
  readonly from: number
  readonly yardstick: string
}

/** What of a model a visitor's timeline rests on: its points and, of its borders, those that the visitor ever reached. Chances and the
 *  average visitor are no part of it, nor is the model's name.
 *  @param peak  the highest score that the visitor had at any of its events
 *  Law: where two models give a visitor the same yardstick, they give it the same timeline.
 *  @example yardstickOf(model, 12) === yardstickOf({ ...model, koper: { enter: 60, exit: 45 } }, 12) // true */
export function yardstickOf(model: Model, peak: number): string {
  return yardsticksOf(model).findLast(({ from }) => peak >= from)!.yardstick
}

/** Every yardstick of a model, for visitors of higher and higher peaks; the first is for all who never left passant. */
export function yardsticksOf(model: Model): readonly YardstickFrom[] {
  const known = remembered.get(model)
  if (known !== undefined) return known
  const { zoeker, koper } = model
  const points = `${REVISION}-${shortened(pointsOf(model))}`
  const asZoeker = `${points} z${toText(zoeker)}`
  const all = [
    { from: Number.NEGATIVE_INFINITY, yardstick: points },
    { from: reachedFrom(zoeker.enter), yardstick: asZoeker },
    { from: reachedFrom(koper.enter), yardstick: `${asZoeker} k${toText(koper)}` },
  ]
  remembered.set(model, all)
  return all
}

// It is asked for with every event.
const remembered = new WeakMap<Model, readonly YardstickFrom[]>()

function pointsOf({ base, weights, axisCaps, halfLives, visie }: Model): string {
  const signals = weights.map(({ signal, points, cap }) => [signal, points, cap])
  const axes = (['waarom', 'wat', 'waar'] as const).map((axis) => [axisCaps[axis], halfLives[axis]])
  return JSON.stringify([base, signals, axes, visie])
}

const toText = ({ enter, exit }: Threshold): string => `${enter}/${exit}`

/** Few characters that differ where the texts do, but for one pair in four billion: it stands in every visitor's row. FNV-1a. */
function shortened(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}

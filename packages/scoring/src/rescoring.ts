import type { Model } from './model-type.ts'

/** Whose timeline has to be found again under another model. `none`: nobody's; `who_left_passant`: only of those who ever were
 *  more than a passant. */
export type Rescoring = 'none' | 'who_left_passant' | 'all'

/** What a new model asks for. Heads and the average visitor change no score, and where the entrance to zoeker only rises, who never
 *  reached the old one does not reach the new one either. Other borders need the history: whether somebody stayed in depends on
 *  what came before.
 *  Law: a visitor who is left alone has the same spans under both models, at every moment.
 *  @example rescoringFor(model, { ...model, version: 'next', average: {} }) // 'none' */
export function rescoringFor(before: Model, after: Model): Rescoring {
  if (scoreOf(before) !== scoreOf(after)) return 'all'
  if (bordersOf(before) === bordersOf(after)) return 'none'
  return Math.min(after.zoeker.enter, after.koper.enter) >= before.zoeker.enter ? 'who_left_passant' : 'all'
}

function scoreOf({ base, weights, axisCaps, halfLives, visie }: Model): string {
  const points = weights.map(({ signal, points, cap }) => [signal, points, cap])
  const axes = (['waarom', 'wat', 'waar'] as const).map((axis) => [axisCaps[axis], halfLives[axis]])
  return JSON.stringify([base, points, axes, visie])
}

function bordersOf({ zoeker, koper }: Model): string {
  return JSON.stringify([zoeker.enter, zoeker.exit, koper.enter, koper.exit])
}

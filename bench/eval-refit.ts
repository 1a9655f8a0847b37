import {
  type Example,
  FOLDS,
  fitLogistic,
  groupOf,
  historiesOf,
  momentsOf,
  rocAuc,
  type VisitorOutcome,
} from '@koopsignaal/learning'
import type { Event } from '@koopsignaal/protocol'
import { type Model, SIGNALS } from '@koopsignaal/scoring'

/** The same outcomes, scored by signals whose weights were fitted without the visitor's group: `score` is the segment's rank (0,
 *  1, 2), with borders set where the other groups' moments have the given shares. It says what the way of setting weights and
 *  thresholds is worth on visitors that they were not set on; hysteresis and fading are left out.
 *  @param shares  of passant, and of passant and zoeker together */
export function refitSegments(
  events: readonly Event[],
  examples: readonly Example[],
  isAsked: (event: Event) => boolean,
  model: Model,
  shares: readonly [number, number],
): { readonly outcomes: readonly VisitorOutcome[]; readonly auc: number } {
  const weights = model.weights
  const rows = historiesOf(events).flatMap((history) =>
    momentsOf(history).flatMap(({ event, state }) =>
      isAsked(event)
        ? [Float64Array.from([1, ...weights.map(({ signal }) => Math.log2(1 + SIGNALS[signal].read(state)))])]
        : [],
    ),
  )
  if (rows.length !== examples.length) throw new Error('refitSegments: moments and examples differ')
  const scored: VisitorOutcome[] = []
  const ranked: VisitorOutcome[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const indexes = [...examples.keys()]
    const isOut = (i: number): boolean => groupOf(examples[i]!.visitor, FOLDS) === fold
    const train = indexes.filter((i) => !isOut(i))
    const point = fitLogistic({
      rows: train.map((i) => rows[i]!),
      labels: train.map((i) => examples[i]!.target),
      weights: train.map((i) => examples[i]!.weight),
      coefficients: [
        { prior: 0, precision: 0, sign: 0 },
        ...weights.map(({ points }) => ({ prior: 0, precision: 1, sign: points > 0 ? 1 : -1 }) as const),
      ],
    })
    const score = (i: number): number => rows[i]!.reduce((sum, value, j) => sum + value * point[j]!, 0)
    const borders = shares.map((share) => weightedQuantile(train, score, (i) => examples[i]!.weight, share))
    for (const i of indexes.filter(isOut)) {
      const { visitor, label, weight } = examples[i]!
      scored.push({ visitor, label, weight, score: score(i) })
      ranked.push({ visitor, label, weight, score: borders.filter((border) => score(i) >= border).length })
    }
  }
  return { outcomes: ranked, auc: rocAuc(scored) }
}

function weightedQuantile(
  indexes: readonly number[],
  value: (index: number) => number,
  weight: (index: number) => number,
  share: number,
): number {
  const sorted = indexes
    .map((i) => ({ value: value(i), weight: weight(i) }))
    .toSorted((a, b) => a.value - b.value)
  let room = share * sorted.reduce((sum, one) => sum + one.weight, 0)
  for (const one of sorted) {
    room -= one.weight
    if (room <= 0) return one.value
  }
  return Number.POSITIVE_INFINITY
}

import {
  averagePrecision,
  baseRate,
  bootstrap,
  brier,
  calibratedScore,
  calibrationError,
  type Example,
  evidenceOf,
  type FeatureRule,
  FOLDS,
  fitHead,
  groupOf,
  hasBothKinds,
  judge,
  type Learner,
  liftInTop,
  outcomesOf,
  type Past,
  PRIOR_STRENGTH,
  rocAuc,
  type Sayer,
  sayerOf,
  toOutcome,
  type VisitorOutcome,
  withCalibration,
} from '@koopsignaal/learning'
import type { Feature, Head } from '@koopsignaal/scoring'

/** Fits on four fifths of the visitors, says on the last fifth, five times over. */
export function crossFitted(
  examples: readonly Example[],
  learn: (train: readonly Example[]) => Sayer,
  asked: readonly Example[] = examples,
): readonly VisitorOutcome[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const isOut = ({ visitor }: Example): boolean => groupOf(visitor, FOLDS) === fold
    const train = examples.filter((example) => !isOut(example))
    if (!hasBothKinds(train)) return []
    const say = learn(train)
    return asked.filter(isOut).map((example) => toOutcome(example, say(example)))
  })
}

/** Our learner, with signs and calibration, from nothing or from a prior. */
export function ours(rules: readonly FeatureRule[], prior: Head | null): Learner {
  return withCalibration((train) =>
    fitHead(evidenceOf(train), { rules, prior, strength: PRIOR_STRENGTH, halfLife: 1, source: 'eval' }),
  )
}

/** What any statistics package would fit: all features, no signs, no prior worth the name, aimed at the label itself. */
export function unconstrained(features: readonly Feature[]): Learner {
  const rules = features.map((feature): FeatureRule => ({ feature, sign: 0 }))
  return (train) =>
    fitHead(
      train.map((example) => ({ ...example, target: example.label })),
      { rules, prior: null, strength: 0.01, halfLife: 1, source: 'eval' },
    )
}

export const asSayer =
  (learner: Learner) =>
  (train: readonly Example[]): Sayer =>
    sayerOf(learner(train))

export { calibratedScore, judge, outcomesOf, type Past }

export const HEADER = [
  '| | AUC (95 %) | average precision | lift, top tenth (95 %) | Brier | ECE |',
  '|---|---|---:|---|---:|---:|',
] as const

/** One row of a table; chances only where the scores are some. */
export function row(name: string, outcomes: readonly VisitorOutcome[], areChances: boolean): string {
  const lift = (some: readonly VisitorOutcome[]): number => liftInTop(some, 0.1)
  const auc = bootstrap(outcomes, rocAuc, { draws: 100 })
  const top = bootstrap(outcomes, lift, { draws: 100 })
  return `| ${[
    name,
    `${rocAuc(outcomes).toFixed(3)} (${auc.low.toFixed(3)}–${auc.high.toFixed(3)})`,
    averagePrecision(outcomes).toFixed(3),
    `${lift(outcomes).toFixed(2)} (${top.low.toFixed(2)}–${top.high.toFixed(2)})`,
    areChances ? brier(outcomes).toFixed(4) : '–',
    areChances ? calibrationError(outcomes).toFixed(4) : '–',
  ].join(' | ')} |`
}

/** A row that is quoted, not measured here. */
export function quoted(name: string, auc: string, precision: string, lift: string): string {
  return `| ${name}, measured elsewhere | ${auc} | ${precision} | ${lift} | – | – |`
}

export function describe(examples: readonly Example[]): string {
  const visits = examples.reduce((sum, { weight }) => sum + weight, 0)
  const outcomes = examples.map((example) => toOutcome(example, 0))
  return `${examples.length} moments, ${Math.round(visits)} visits, ${new Set(examples.map(({ visitor }) => visitor)).size} visitors, base rate ${(100 * baseRate(outcomes)).toFixed(1)} %.`
}

import type { DurationMs, Ratio, UnixMs } from '@koopsignaal/protocol'
import { type Head, toChance } from '@koopsignaal/scoring'
import { calibrate, calibrated, type Said } from './calibrate.ts'
import type { Example } from './examples-of.ts'
import { fitCurve } from './fit-curve.ts'
import { logitOfExample, type MomentOutcome, toOutcome } from './score-of.ts'
import { groupOf, splitByTimeAndVisitor } from './split.ts'

/** Something that makes a head out of examples. */
export type Learner = (train: readonly Example[]) => Head

/** Groups that visitors are split into when judging, and when calibrating. Chosen. */
export const FOLDS = 5

/** Fits on some visitors and says on the others, until everybody has been said something of by a head that never saw them.
 *  Groups whose examples are all of one kind are passed over. */
export function sayOfUnseen(examples: readonly Example[], learner: Learner, folds = FOLDS): readonly Said[] {
  return Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const isOut = ({ visitor }: Example): boolean => groupOf(visitor, folds) === fold
    const rest = examples.filter((example) => !isOut(example))
    if (!hasBothKinds(rest)) return []
    const head = learner(rest)
    return examples.filter(isOut).map((example) => ({
      logit: logitOfExample(head, example),
      label: example.label,
      weight: example.weight,
    }))
  })
}

/** From how many outcomes of each kind on a curve is fitted instead of a line. Chosen: 20 and more in each of its pieces. */
export const ENOUGH_FOR_CURVE = 100

/** A learner whose heads come true: fitted on all, calibrated on what heads like it say of unseen visitors. */
export function withCalibration(learner: Learner): Learner {
  return (train) => {
    const said = sayOfUnseen(train, learner)
    const head = learner(train)
    if (!hasBothKinds(said)) return { ...head, calibrated: true }
    return rarest(said) < ENOUGH_FOR_CURVE
      ? calibrated(head, calibrate(said, 'line'))
      : { ...head, curve: fitCurve(said), calibrated: true }
  }
}

/** Weight of the rarer of the two kinds. */
function rarest(said: readonly Said[]): number {
  const sum = (kind: 0 | 1): number =>
    said.reduce((total, { label, weight }) => total + (label === kind ? weight : 0), 0)
  return Math.min(sum(0), sum(1))
}

/** A learner that keeps a head's ranking and only sets how likely it all is, or also how sure to be of it. */
export function recalibration(head: Head, parts: 'intercept' | 'line'): Learner {
  return (train) =>
    calibrated(
      head,
      calibrate(
        train.map((example) => ({
          logit: logitOfExample(head, example),
          label: example.label,
          weight: example.weight,
        })),
        parts,
      ),
    )
}

/** A score by hand, turned into a chance on examples: what a baseline needs to be judged like a head. */
export function calibratedScore(score: (example: Example) => number): (train: readonly Example[]) => Sayer {
  // The logarithm leaves the ranking as it is and keeps a few huge counts from deciding the line.
  const logit = (example: Example): number => Math.log1p(score(example))
  return (train) => {
    const { intercept, slope } = calibrate(
      train.map((example) => ({ logit: logit(example), label: example.label, weight: example.weight })),
      'line',
    )
    return (example) => toChance(intercept + slope * logit(example))
  }
}

/** Gives an example a chance. */
export type Sayer = (example: Example) => Ratio

/** A head as a sayer. */
export function sayerOf(head: Head): Sayer {
  return (example) => toChance(logitOfExample(head, example))
}

/** The time that is judged, and how long before it an example had to be to have its answer by then. */
export interface Past {
  readonly cut: UnixMs
  readonly window: DurationMs
}

/** What would have been said on the latest time, of visitors not seen before, from what was known until then.
 *  @param learn  makes a sayer out of examples
 *  @returns one outcome per example from `cut` on; those of a group without both kinds to learn from are left out */
export function judge(
  examples: readonly Example[],
  learn: (train: readonly Example[]) => Sayer,
  { cut, window }: Past,
  folds = FOLDS,
): readonly MomentOutcome[] {
  return Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const { train, test } = splitByTimeAndVisitor(examples, { cut, window, fold, folds })
    if (!hasBothKinds(train)) return []
    const say = learn(train)
    return test.map((example) => toOutcome(example, say(example)))
  })
}

/** What would have been said in each period, by what was known before it.
 *  @param cuts  UnixMs where periods begin, ascending; the last one ends with the examples
 *  @returns outcomes of each period, as `judge` gives them */
export function judgeInTurn(
  examples: readonly Example[],
  learn: (train: readonly Example[]) => Sayer,
  { cuts, window }: { readonly cuts: readonly UnixMs[]; readonly window: DurationMs },
): readonly (readonly MomentOutcome[])[] {
  return cuts.map((cut, i) => {
    const end = cuts[i + 1] ?? Number.POSITIVE_INFINITY
    return judge(
      examples.filter(({ at }) => at < end),
      learn,
      { cut, window },
    )
  })
}

export function hasBothKinds(examples: readonly { readonly label: 0 | 1 }[]): boolean {
  return examples.some(({ label }) => label === 1) && examples.some(({ label }) => label === 0)
}

import type { Ratio, UnixMs } from '@koopsignaal/protocol'
import type { Head } from '@koopsignaal/scoring'
import { pageCount, pointsTable } from './baselines.ts'
import { type Claim, claimOf } from './claim.ts'
import {
  calibratedScore,
  hasBothKinds,
  judge,
  judgeInTurn,
  type Learner,
  recalibration,
  sayerOf,
  withCalibration,
} from './cross-fit.ts'
import { evidenceOf } from './evidence-of.ts'
import { type Example, type Question, WINDOWS } from './examples-of.ts'
import { type Figures, figuresOf } from './figures.ts'
import { type FeatureRule, fitHead } from './fit-head.ts'
import { type MomentOutcome, outcomesOf } from './score-of.ts'
import { latestSlice } from './split.ts'

/** From how many conversions on a site sets how likely it all is, and from how many it gets weights of its own. */
export const ENOUGH_FOR_INTERCEPT = 5
export const ENOUGH_FOR_WEIGHTS = 20
/** Periods of as many visits that the past is cut into: a new head is judged on the latest, and what heads like it said in all but the first
 *  decides on its claim. Chosen. */
export const PERIODS = 4
/** What the prior is worth against a site's own visits: as much as some 50 visits that went this way or that. Chosen; on a
 *  web shop 5 to 100 came out alike. */
export const PRIOR_STRENGTH = 50

/** The share of what is learned from, the newest, that says how likely it has been of late. Chosen. */
const RECENT_SHARE: Ratio = 0.5

/** What was learned of one head, or why nothing was. */
export type HeadVerdict =
  | { readonly status: 'too_few'; readonly positives: number; readonly needed: number }
  /** No moment lies so that something was known before it and its answer is known by now. */
  | { readonly status: 'cannot_judge'; readonly positives: number }
  | {
      readonly status: 'published' | 'refused'
      readonly positives: number
      /** What was tried, the most ambitious first; the last one is the one published. */
      readonly trials: readonly Trial[]
      readonly cut: UnixMs
      readonly figures: {
        readonly current: Figures
        readonly points: Figures
        readonly pages: Figures
      }
    }

/** One attempt at a better head, and how it did on the latest time slice. */
export interface Trial {
  /** `line`: how likely it all is and how sure to be of it, with the ranking left as it was; `intercept`: how likely it has
   *  been of late; `as_is`: nothing, for the chances in use may be right already. */
  readonly learned: 'as_is' | 'intercept' | 'line' | 'weights'
  readonly figures: Figures
  /** Whether its chances may be told as percentages, and what says so. */
  readonly claim: Claim
  readonly beatsCurrent: boolean
  readonly beatsPoints: boolean
}

export interface HeadToLearn {
  readonly question: Exclude<Question, 'visit'>
  readonly examples: readonly Example[]
  /** What came true, counted as often as it happened: conversions for `now`, visits returned from for `later`. */
  readonly positives: number
  readonly current: Head
  readonly prior: Head
  readonly rules: readonly FeatureRule[]
  readonly source: string
}

/** Learns one head and judges it on the latest time slice, where no visitor and no time is one it was fitted on. It is taken
 *  only when its chances surprise less than those of the current head and of a points table calibrated on the same past,
 *  and, if weights were learned, when it also ranks better than the points table and no worse than the current head.
 *  When weights fail, a straight line through the current head's log-odds may still pass. */
export function learnHead(task: HeadToLearn): { readonly verdict: HeadVerdict; readonly head: Head } {
  const { examples, positives, current, question } = task
  const keep = (verdict: HeadVerdict) => ({ verdict, head: current })
  if (positives < ENOUGH_FOR_INTERCEPT || !hasBothKinds(examples))
    return keep({ status: 'too_few', positives, needed: ENOUGH_FOR_INTERCEPT })
  const cuts = Array.from({ length: PERIODS - 1 }, (_, i) => latestSlice(examples, 1 - (i + 1) / PERIODS))
  const cut = cuts.at(-1)!
  const window = WINDOWS[question]
  const past = { cut, window }
  const points = judge(examples, calibratedScore(pointsTable), past)
  if (!hasBothKinds(points)) return keep({ status: 'cannot_judge', positives })
  const figures = {
    current: figuresOf(
      outcomesOf(
        current,
        examples.filter(({ at }) => at >= cut),
      ),
    ),
    points: figuresOf(points),
    pages: figuresOf(judge(examples, calibratedScore(pageCount), past)),
  }
  const trials: Trial[] = []
  for (const [learned, learner] of learnersFor(task)) {
    const told = judgeInTurn(examples, (train) => sayerOf(learner(train)), { cuts, window })
    const trial = compare(learned, told, figures)
    trials.push(trial)
    if (isBetter(trial, current)) {
      const head = { ...learner(examples), calibrated: trial.claim.comesTrue }
      return { verdict: { status: 'published', positives, trials, cut, figures }, head }
    }
  }
  return keep({ status: 'refused', positives, trials, cut, figures })
}

/** Left as it is a head is only worth publishing when it turns out to be calibrated and nobody knew, or not to be any more. */
function isBetter({ learned, beatsCurrent, beatsPoints, claim }: Trial, current: Head): boolean {
  if (learned !== 'as_is') return beatsCurrent && beatsPoints
  return claim.comesTrue ? beatsPoints && !current.calibrated : current.calibrated
}

/** What may be tried, the most ambitious first. */
function learnersFor({
  positives,
  rules,
  prior,
  current,
  source,
}: HeadToLearn): readonly (readonly [Trial['learned'], Learner])[] {
  const weights = withCalibration((train) =>
    fitHead(evidenceOf(train), {
      rules,
      prior,
      strength: PRIOR_STRENGTH,
      halfLife: current.halfLife,
      source,
    }),
  )
  const intercept = recalibration(current, 'intercept')
  return positives < ENOUGH_FOR_WEIGHTS
    ? [['intercept', intercept]]
    : [
        ['weights', weights],
        ['line', recalibration(current, 'line')],
        ['intercept', (train) => intercept(latest(train))],
        ['as_is', () => current],
      ]
}

/** The newest part of what is learned from, where a site has changed of late. */
function latest(train: readonly Example[]): readonly Example[] {
  const cut = latestSlice(train, RECENT_SHARE)
  const recent = train.filter(({ at }) => at >= cut)
  return hasBothKinds(recent) ? recent : train
}

function compare(
  learned: Trial['learned'],
  told: readonly (readonly MomentOutcome[])[],
  { current, points }: { readonly current: Figures; readonly points: Figures },
): Trial {
  // With the weights left alone the ranking is the current head's, so only the chances can be better.
  const sameRanking = learned !== 'weights'
  const figures = figuresOf(told.at(-1)!)
  return {
    learned,
    figures,
    claim: claimOf(told),
    beatsCurrent: figures.logLoss < current.logLoss && (sameRanking || figures.auc >= current.auc),
    beatsPoints: figures.logLoss < points.logLoss && (sameRanking || figures.auc > points.auc),
  }
}

import type { Ratio, UnixMs } from '@koopsignaal/protocol'
import type { Model } from '@koopsignaal/scoring'
import {
  ALL_TIMES,
  addCounts,
  type BorderCounts,
  type BorderFigures,
  type Borders,
  countBorders,
  figuresOfBorders,
  type Stretch,
} from './border-figures.ts'
import { chooseBorders, isPlausible, PLAUSIBLE } from './choose-borders.ts'
import { FOLDS } from './cross-fit.ts'
import { type Question, WINDOWS } from './examples-of.ts'
import { learnPoints } from './learn-points.ts'
import { type Outcome, rocAuc } from './metrics.ts'
import type { History } from './moments.ts'
import { type Readings, readingsOf } from './readings.ts'
import { groupOf } from './split.ts'
import { type Walk, walksOf } from './walk.ts'

/** From how many visits that it came true of on segments are learned. Chosen: a koper of one in thirty visits then rests on some ten. */
export const ENOUGH_FOR_SEGMENTS = 100
/** The latest share of the asked visits that segments are judged on. Chosen: as for heads. */
const JUDGED_SHARE = 0.25
/** How much better points of a site's own have to rank. Chosen: other points score everybody anew, and explain everybody otherwise. */
const WORTH_OTHER_POINTS: Ratio = 0.005

/** What segments rest on: points, and where each segment begins and ends. */
export type Segments = Pick<Model, 'weights' | 'zoeker' | 'koper'>

/** What was learned of the segments, or why nothing was. */
export type SegmentsVerdict =
  /** No chance is known to come true on this site, or at least to rank its visitors, so there is nothing to set segments by. */
  | { readonly status: 'nothing_ranks' }
  | { readonly status: 'too_few'; readonly positives: number; readonly needed: number }
  /** No moment lies so that something was known before it and its answer is known by now. */
  | { readonly status: 'cannot_judge'; readonly positives: number }
  | {
      readonly status: 'published' | 'refused'
      readonly question: SegmentsQuestion
      readonly cut: UnixMs
      /** `points`: how the points are divided between the signals, and borders for them; `borders`: these alone. */
      readonly learns: 'points' | 'borders'
      readonly borders: Borders
      /** Those in use until then. */
      readonly present: Borders
      /** On the latest quarter, of visitors that the segments were not learned from. */
      readonly learned: BorderFigures
      readonly current: BorderFigures
      /** How well scores rank there. */
      readonly auc: { readonly learned: Ratio; readonly current: Ratio }
      /** On the whole past, the visitors learned from included. */
      readonly overall: BorderFigures
    }

/** `visit`: converts later in this visit; `later`: comes back within 30 days, or converts. */
export type SegmentsQuestion = Exclude<Question, 'now'>

export interface SegmentsToLearn {
  readonly histories: readonly History[]
  readonly model: Model
  /** What the segments are to tell apart by; null where nothing is known to be told. */
  readonly question: SegmentsQuestion | null
  readonly until: UnixMs
  /** Where learned points come from, in words. */
  readonly source: string
}

/** Learns what segments rest on at this site: how points are divided between the signals, and where zoeker and koper begin and end; where
 *  other points do not rank clearly better, the borders alone. New segments are taken when visitors they were not learned from, in
 *  the latest quarter, are told apart clearly by them: rates that rise, a koper worth the name, hardly any flicker; and more
 *  clearly, or more plausibly, than by the present ones.
 *  @returns the segments to use, the present ones where nothing better was found
 *  Laws: deterministic; pure. */
export function learnSegments({ histories, model, question, until, source }: SegmentsToLearn): {
  readonly verdict: SegmentsVerdict
  readonly segments: Segments
} {
  const present: Segments = { weights: model.weights, zoeker: model.zoeker, koper: model.koper }
  const keep = (verdict: SegmentsVerdict) => ({ verdict, segments: present })
  if (question === null) return keep({ status: 'nothing_ranks' })
  const readings = readingsOf(histories, question, until)
  const walks = walksOf(readings, model)
  const positives = positivesOf(countBorders(walks, present))
  if (positives < ENOUGH_FOR_SEGMENTS)
    return keep({ status: 'too_few', positives, needed: ENOUGH_FOR_SEGMENTS })
  const cut = latestQuarter(walks)
  const current = judge([{ walks, borders: present }], cut)
  let refused: SegmentsVerdict = { status: 'cannot_judge', positives }
  for (const [learns, learn] of learnersFor(model, source)) {
    const segments = learn(readings, ALL_TIMES)
    const unseen = passagesOfUnseen(readings, model, learn, cut - WINDOWS[question])
    if (segments === null || unseen.length === 0) continue
    const learned = judge(unseen, cut)
    const overall = judge([passageOf(readings, model, segments)], ALL_TIMES.from)
    const verdict = {
      question,
      cut,
      learns,
      borders: bordersOf(segments),
      present: bordersOf(present),
      ...compared({ learned, current, overall }),
    }
    if (isBetter(learns, learned, current)) return { verdict: { status: 'published', ...verdict }, segments }
    refused = { status: 'refused', ...verdict }
  }
  return keep(refused)
}

/** Makes segments out of some visitors' past; null where nothing can be told. */
type SegmentsLearner = (some: readonly Readings[], stretch: Stretch) => Segments | null

/** What may be tried, the most ambitious first. */
function learnersFor(
  model: Model,
  source: string,
): readonly (readonly ['points' | 'borders', SegmentsLearner])[] {
  const withBorders = (
    some: readonly Readings[],
    weights: Model['weights'],
    stretch: Stretch,
  ): Segments | null => {
    const own = { ...model, weights }
    const borders = chooseBorders(walksOf(some, own), own, stretch)
    return borders && { weights, ...borders }
  }
  return [
    [
      'points',
      (some, stretch) => {
        const weights = learnPoints(some, model, stretch, source)
        return weights && withBorders(some, weights, stretch)
      },
    ],
    ['borders', (some, stretch) => withBorders(some, model.weights, stretch)],
  ]
}

function positivesOf({ positive }: BorderCounts): number {
  return positive[0] + positive[1] + positive[2]
}

/** Visitors on their way through segments. */
interface Passage {
  readonly walks: readonly Walk[]
  readonly borders: Borders
}

function passageOf(readings: readonly Readings[], model: Model, segments: Segments): Passage {
  return { walks: walksOf(readings, { ...model, ...segments }), borders: segments }
}

/** Each group of visitors through segments learned from the other groups' past. A group that nothing was known before is left out. */
function passagesOfUnseen(
  readings: readonly Readings[],
  model: Model,
  learn: SegmentsLearner,
  known: UnixMs,
): readonly Passage[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const isOut = ({ visitor }: Readings): boolean => groupOf(visitor, FOLDS) === fold
    const others = readings.filter((one) => !isOut(one))
    const segments = learn(others, { from: ALL_TIMES.from, to: known })
    return segments === null ? [] : [passageOf(readings.filter(isOut), model, segments)]
  })
}

function bordersOf({ zoeker, koper }: Segments): Borders {
  return { zoeker, koper }
}

interface Judgement {
  readonly figures: BorderFigures
  readonly auc: Ratio
}

/** How the time from `cut` on looks. */
function judge(passages: readonly Passage[], cut: UnixMs): Judgement {
  const latest = { from: cut, to: ALL_TIMES.to }
  const counts = passages.map(({ walks, borders }) => countBorders(walks, borders, latest))
  const scores = passages.flatMap(({ walks }) =>
    walks.flatMap(({ steps }) => steps.flatMap((step) => scoreOf(step, cut))),
  )
  return { figures: figuresOfBorders(addCounts(counts)), auc: rocAuc(scores) }
}

function scoreOf({ at, after, label, weight }: Walk['steps'][number], cut: UnixMs): readonly Outcome[] {
  return label === null || at < cut ? [] : [{ score: after, label, weight }]
}

function compared({
  learned,
  current,
  overall,
}: Readonly<Record<'learned' | 'current' | 'overall', Judgement>>) {
  return {
    learned: learned.figures,
    current: current.figures,
    overall: overall.figures,
    auc: { learned: learned.auc, current: current.auc },
  }
}

function isBetter(learns: 'points' | 'borders', learned: Judgement, current: Judgement): boolean {
  if (learns === 'points' && !(learned.auc >= current.auc + WORTH_OTHER_POINTS)) return false
  const { gain } = learned.figures
  return isClear(learned.figures) && (!isPlausible(current.figures) || gain > current.figures.gain)
}

/** On few visits figures scatter, so of unseen ones it is asked that the segments differ in the right direction and a koper is at
 *  least halfway between the base rate and what is aimed at. */
function isClear({ rates, koperLift, flicker }: BorderFigures): boolean {
  const { passant, zoeker, koper } = rates
  if (passant === null || zoeker === null || koper === null || koperLift === null) return false
  return (
    passant < zoeker &&
    zoeker < koper &&
    koperLift >= (1 + PLAUSIBLE.koperLift) / 2 &&
    flicker <= 1.25 * PLAUSIBLE.flicker
  )
}

function latestQuarter(walks: readonly Walk[]): UnixMs {
  const steps = walks.flatMap((walk) => walk.steps.filter(({ label }) => label !== null))
  const sorted = steps.toSorted((a, b) => b.at - a.at)
  let room = JUDGED_SHARE * sorted.reduce((sum, { weight }) => sum + weight, 0)
  for (const { at, weight } of sorted) {
    room -= weight
    if (room <= 0) return at
  }
  return ALL_TIMES.to
}

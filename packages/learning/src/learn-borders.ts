import type { UnixMs } from '@koopsignaal/protocol'
import type { Model } from '@koopsignaal/scoring'
import {
  ALL_TIMES,
  addCounts,
  type BorderCounts,
  type BorderFigures,
  type Borders,
  countBorders,
  figuresOfBorders,
} from './border-figures.ts'
import { chooseBorders, isPlausible, PLAUSIBLE } from './choose-borders.ts'
import { FOLDS } from './cross-fit.ts'
import { type Question, WINDOWS } from './examples-of.ts'
import type { History } from './moments.ts'
import { groupOf } from './split.ts'
import { type Walk, walksOf } from './walk.ts'

/** From how many visits that it came true of on borders are learned. Chosen: a koper of one in thirty visits then rests on some ten. */
export const ENOUGH_FOR_BORDERS = 100
/** The latest share of the asked visits that borders are judged on. Chosen: as for heads. */
const JUDGED_SHARE = 0.25

/** What was learned of the segments' borders, or why nothing was. */
export type BordersVerdict =
  /** No chance of this site's is known to come true, so there is nothing to set borders by. */
  | { readonly status: 'not_calibrated' }
  | { readonly status: 'too_few'; readonly positives: number; readonly needed: number }
  /** No moment lies so that something was known before it and its answer is known by now. */
  | { readonly status: 'cannot_judge'; readonly positives: number }
  | {
      readonly status: 'published' | 'refused'
      readonly question: BorderQuestion
      readonly cut: UnixMs
      readonly borders: Borders
      /** On the latest quarter, of visitors that the borders were not chosen on. */
      readonly learned: BorderFigures
      readonly current: BorderFigures
      /** On the whole past, the visitors chosen on included. */
      readonly overall: BorderFigures
    }

/** `visit`: converts later in this visit; `later`: comes back within 30 days, or converts. */
export type BorderQuestion = Exclude<Question, 'now'>

export interface BordersToLearn {
  readonly histories: readonly History[]
  /** With the heads that are to be used: what is calibrated decides which question the borders are to answer. */
  readonly model: Model
  readonly until: UnixMs
}

/** Learns where zoeker and koper begin and end on this site. The question is that of a calibrated head: whoever converts later in
 *  the visit, where `now` is calibrated, else whoever comes back. New borders are taken when visitors they were not chosen on, in
 *  the latest quarter, are told apart clearly by them: rates that rise, a koper worth the name, hardly any flicker; and more
 *  clearly, or more plausibly, than by the present ones.
 *  @returns the borders to use, the present ones where nothing better was found
 *  Laws: deterministic; pure. */
export function learnBorders(task: BordersToLearn): {
  readonly verdict: BordersVerdict
  readonly borders: Borders
} {
  const { histories, model, until } = task
  const present: Borders = { zoeker: model.zoeker, koper: model.koper }
  const keep = (verdict: BordersVerdict) => ({ verdict, borders: present })
  const question = questionOf(model)
  if (question === null) return keep({ status: 'not_calibrated' })
  const walks = walksOf(histories, model, question, until)
  const positives = positivesOf(countBorders(walks, present))
  if (positives < ENOUGH_FOR_BORDERS)
    return keep({ status: 'too_few', positives, needed: ENOUGH_FOR_BORDERS })
  const borders = chooseBorders(walks, model, ALL_TIMES)
  const cut = latestQuarter(walks)
  const unseen = judged(walks, model, cut - WINDOWS[question], cut)
  if (borders === null || unseen.length === 0) return keep({ status: 'cannot_judge', positives })
  const learned = figuresOfBorders(addCounts(unseen))
  const current = figuresOfBorders(countBorders(walks, present, { from: cut, to: ALL_TIMES.to }))
  const isBetter = isClear(learned) && (!isPlausible(current) || learned.gain > current.gain)
  const overall = figuresOfBorders(countBorders(walks, borders))
  const verdict = { question, cut, borders, learned, current, overall } as const
  return isBetter
    ? { verdict: { status: 'published', ...verdict }, borders }
    : keep({ status: 'refused', ...verdict })
}

function positivesOf({ positive }: BorderCounts): number {
  return positive[0] + positive[1] + positive[2]
}

function questionOf({ now, later }: Model): BorderQuestion | null {
  if (now.calibrated) return 'visit'
  return later.calibrated ? 'later' : null
}

/** How the latest time of each group of visitors looks through borders chosen on the other groups' past. A group that
 *  nothing was known before is left out. */
function judged(walks: readonly Walk[], model: Model, known: UnixMs, cut: UnixMs): readonly BorderCounts[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const isOut = ({ visitor }: Walk): boolean => groupOf(visitor, FOLDS) === fold
    const borders = chooseBorders(
      walks.filter((walk) => !isOut(walk)),
      model,
      { from: ALL_TIMES.from, to: known },
    )
    return borders === null
      ? []
      : [countBorders(walks.filter(isOut), borders, { from: cut, to: ALL_TIMES.to })]
  })
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

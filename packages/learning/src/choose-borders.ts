import type { Ratio } from '@koopsignaal/protocol'
import type { Model, Threshold } from '@koopsignaal/scoring'
import {
  type BorderFigures,
  type Borders,
  countBorders,
  figuresOfBorders,
  type Stretch,
  surprise,
} from './border-figures.ts'
import type { Walk } from './walk.ts'

/** What segments are to be for people who work with them. Chosen: a list of kopers that can be called, zoekers that are not nearly
 *  everybody, and a koper that is worth the name. */
export const PLAUSIBLE = {
  koperShare: { least: 0.03, most: 0.1 },
  zoekerShare: { least: 0.2, most: 0.45 },
  koperLift: 2.5,
  /** Per 100 events. */
  flicker: 1,
} as const

/** What being implausible costs, in shares of the surprise that could be taken away: a hundredth of the moments too many or too few, a
 *  tenth in lift or flicker. Chosen: more than borders of a weak score ever gain. */
const COSTS = { share: 3, lift: 0.1, flicker: 0.1 } as const
/** Flicker is aimed somewhat lower than what is allowed, for other visitors will have more. */
const AIMED_FLICKER = 0.9 * PLAUSIBLE.flicker

/** Which shares of the moments lie above the entrances that are tried. */
const KOPER_ABOVE: readonly Ratio[] = [
  0.003, 0.005, 0.008, 0.012, 0.016, 0.02, 0.025, 0.03, 0.04, 0.05, 0.07, 0.1,
]
const ZOEKER_ABOVE: readonly Ratio[] = [
  0.04, 0.06, 0.08, 0.11, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55,
]
/** How far an exit lies between the lowest that the model allows and the entrance. */
const EXITS: readonly Ratio[] = [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
/** So many of the best of either border are tried together. */
const TRIED_TOGETHER = 8
/** Out of everybody's reach. */
const NEVER: Threshold = { enter: Number.POSITIVE_INFINITY, exit: Number.POSITIVE_INFINITY }

/** Borders that tell most of what came true while the segments stay plausible and nobody flickers. First each border by itself, for
 *  whoever is a koper is at least a zoeker too; then the best of both together.
 *  @returns whole points; null without moments
 *  Laws: exits are such that time alone ends in passant and that `waarom` alone keeps nobody a koper (`checkModel`). */
export function chooseBorders(walks: readonly Walk[], model: Model, stretch: Stretch): Borders | null {
  const scores = scoresOf(walks, stretch)
  if (scores.total === 0) return null
  const judge = (borders: Borders): BorderFigures => figuresOfBorders(countBorders(walks, borders, stretch))
  const lowest = Math.round(model.base) + 1
  const anybody: Threshold = { enter: lowest, exit: lowest }
  const kopers = best(
    thresholds(scores, KOPER_ABOVE, Math.round(model.base + model.axisCaps.waarom) + 1),
    (koper) => koperMerit(judge({ koper, zoeker: anybody })),
  )
  const zoekers = best(thresholds(scores, ZOEKER_ABOVE, lowest), (zoeker) =>
    zoekerMerit(judge({ zoeker, koper: NEVER }), PLAUSIBLE.koperShare.least),
  )
  const pairs = kopers.flatMap((koper) => zoekers.map((zoeker): Borders => ({ zoeker, koper })))
  const nested = pairs.filter(({ zoeker, koper }) => zoeker.enter <= koper.enter && zoeker.exit <= koper.exit)
  return best(nested, (borders) => merit(judge(borders)))[0] ?? null
}

/** Shares as people expect them, rates that rise from passant to koper, and hardly any change back and forth. */
export function isPlausible({ shares, rates, koperLift, flicker }: BorderFigures): boolean {
  return (
    beyond(shares.koper, PLAUSIBLE.koperShare) === 0 &&
    beyond(shares.zoeker, PLAUSIBLE.zoekerShare) === 0 &&
    (koperLift ?? 0) >= PLAUSIBLE.koperLift &&
    (rates.passant ?? 0) < (rates.zoeker ?? 0) &&
    (rates.zoeker ?? 0) < (rates.koper ?? 0) &&
    flicker <= PLAUSIBLE.flicker
  )
}

function merit(figures: BorderFigures): number {
  const costs = COSTS.share * beyond(figures.shares.zoeker, PLAUSIBLE.zoekerShare)
  return koperMerit(figures) - costs
}

function koperMerit(figures: BorderFigures): number {
  const { shares, koperLift } = figures
  return (
    told(figures) -
    COSTS.share * beyond(shares.koper, PLAUSIBLE.koperShare) -
    COSTS.lift * Math.max(0, PLAUSIBLE.koperLift - (koperLift ?? 0)) -
    flickerCost(figures)
  )
}

/** Of borders without a koper, of whom some of the zoekers will be. */
function zoekerMerit(figures: BorderFigures, kopers: Ratio): number {
  const { least, most } = PLAUSIBLE.zoekerShare
  const wanted = { least: least + kopers, most: most + kopers }
  return told(figures) - COSTS.share * beyond(figures.shares.zoeker, wanted) - flickerCost(figures)
}

function flickerCost({ flicker }: BorderFigures): number {
  return COSTS.flicker * Math.max(0, flicker - AIMED_FLICKER)
}

/** The share of all surprise that knowing the segment takes away. */
function told({ gain, baseRate }: BorderFigures): Ratio {
  const all = surprise(baseRate)
  return all === 0 ? 0 : gain / all
}

function beyond(share: Ratio, { least, most }: { readonly least: Ratio; readonly most: Ratio }): number {
  return Math.max(0, least - share, share - most)
}

/** The best few, the very best first. */
function best<T>(options: readonly T[], value: (option: T) => number): readonly T[] {
  return options
    .map((option) => ({ option, value: value(option) }))
    .toSorted((a, b) => b.value - a.value)
    .slice(0, TRIED_TOGETHER)
    .map(({ option }) => option)
}

interface Scores {
  /** Scores after an event and their weight, the highest first. */
  readonly sorted: readonly (readonly [score: number, weight: number])[]
  readonly total: number
}

function scoresOf(walks: readonly Walk[], { from, to }: Stretch): Scores {
  const sorted = walks
    .flatMap(({ steps }) => steps.filter(({ at, label }) => label !== null && at >= from && at < to))
    .map(({ after, weight }) => [after, weight] as const)
    .toSorted((a, b) => b[0] - a[0])
  return { sorted, total: sorted.reduce((sum, [, weight]) => sum + weight, 0) }
}

/** Whole points: entrances that shares of the moments lie above, each with exits down to `lowest`. */
function thresholds(scores: Scores, above: readonly Ratio[], lowest: number): readonly Threshold[] {
  const enters = new Set(above.map((share) => Math.round(scoreAbove(scores, share))))
  return [...enters]
    .filter((enter) => enter >= lowest)
    .flatMap((enter) => {
      const exits = new Set(EXITS.map((part) => Math.round(lowest + part * (enter - lowest))))
      return [...exits].map((exit) => ({ enter, exit }))
    })
}

function scoreAbove({ sorted, total }: Scores, share: Ratio): number {
  let room = share * total
  for (const [score, weight] of sorted) {
    room -= weight
    if (room <= 0) return score
  }
  return sorted.at(-1)?.[0] ?? 0
}

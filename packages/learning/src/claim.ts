import type { ClaimAnswer, Ratio } from '@koopsignaal/protocol'
import { errorWithin, type Scattered } from './calibration-bound.ts'
import { binsOf } from './metrics.ts'
import type { MomentOutcome, VisitorOutcome } from './score-of.ts'

/** How far chances may be off on average and still be told as percentages. */
export const TRUE_ENOUGH: Ratio = 0.02
/** How sure to be that they are off by no more: two to one. Chosen: nineteen to one would let no shop of a thousand visits a month tell
 *  percentages for years, and at evens every second head that is off by as much would. */
export const SURE: Ratio = 2 / 3
/** When a rate is taken to move: four to one against. Chosen on made-up sites: at two to one every third site that is a point off lost its
 *  claim by chance, and at nineteen to one shifts of three points passed more often than not. */
const CLEARLY_AGAINST: Ratio = 1 / 5

/** Whether a head's chances may be told as percentages, and what says so. */
export type Claim = Omit<ClaimAnswer, 'within' | 'needed'>

/** Decides on a head's claim by everything that heads like it said of visitors and times that they had not seen. All of it has to say two to
 *  one that chances come true, at all moments and at the end of visits, for one period is too little to tell; and neither the periods
 *  beside each other nor the latest may say four to one that they do not, for a rate that moves will move again.
 *  @param periods  the earliest first; what was said in each by heads that had learned from the times before it
 *  Laws: few visits never say that chances come true; the order of a period's outcomes does not matter. */
export function claimOf(periods: readonly (readonly MomentOutcome[])[]): Claim {
  const told = periods.filter((period) => period.length > 0)
  const levels = told.map(scattered)
  const ends = told.flat().filter(({ endsVisit }) => endsVisit)
  const likely = {
    overall: errorWithin(TRUE_ENOUGH, binsOf(told.flat()).map(scattered)),
    ends: errorWithin(TRUE_ENOUGH, binsOf(ends.map((one) => ({ ...one, weight: 1 }))).map(scattered)),
    periods: errorWithin(TRUE_ENOUGH, levels),
    latest: errorWithin(TRUE_ENOUGH, levels.slice(-1)),
  }
  const isSteady = Math.min(likely.periods, likely.latest) >= CLEARLY_AGAINST
  return {
    visits: levels.reduce((sum, { weight }) => sum + weight, 0),
    ...likely,
    isSteady,
    comesTrue: Math.min(likely.overall, likely.ends) >= SURE && isSteady,
  }
}

/** How far what was said is from what was seen, and how far chance may have brought them apart. Moments of one visitor hang together, so
 *  chance is what visitors scatter by, and never less than what independent visits would. */
function scattered(outcomes: readonly VisitorOutcome[]): Scattered {
  const offs = new Map<string, number>()
  let [weight, said] = [0, 0]
  for (const { visitor, weight: own, label, score } of outcomes) {
    weight += own
    said += own * score
    offs.set(visitor, (offs.get(visitor) ?? 0) + own * (label - score))
  }
  const off = [...offs.values()]
  const squares = off.reduce((sum, one) => sum + one * one, 0) / weight ** 2
  const mean = said / weight
  return {
    weight,
    distance: Math.abs(off.reduce((sum, one) => sum + one, 0)) / weight,
    deviation: Math.sqrt(Math.max(squares, (mean * (1 - mean)) / weight, 1e-12)),
  }
}

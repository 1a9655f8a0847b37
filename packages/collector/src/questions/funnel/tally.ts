import {
  DAY,
  type DurationMs,
  type FunnelFigures,
  PHASES,
  SEGMENTS,
  type TimeToNext,
} from '@koopsignaal/protocol'
import type { Census, CensusQuestion, Flock, Gathered, Period } from '../../storage/store.ts'
import { quartilesOf } from '../figures/quartiles.ts'
import { shareInterval } from '../figures/share-interval.ts'
import { joinNumbers } from '../join-numbers.ts'
import { createClimbs, rankOf } from './climb.ts'
import { ladderOfFlock } from './flock-ladder.ts'

// Chosen: the half-life of the slowest evidence (`waarom`). Who stays away for longer has lost half of whatever was known.
const LOST_AFTER: DurationMs = 14 * DAY

interface StepTally {
  reached: number
  wentOn: number
  lost: number
  /** From this phase to the next, of those who came to the next within the period. */
  readonly times: DurationMs[]
  readonly timesOfFlocks: Float64Array[]
}

/** The ladder of some visitors in a period; who is lost is told as of `at`.
 *  @param gathered  flocks that are lost or not as one: `isLostAsOne`
 *  @returns one per phase, in the order of the ladder */
export function ladderOf(
  census: Census,
  { places, flocks }: Gathered,
  { period, at: asOf = period.to }: Pick<CensusQuestion, 'period' | 'at'>,
): readonly FunnelFigures[] {
  const steps: readonly StepTally[] = PHASES.map(() => ({
    reached: 0,
    wentOn: 0,
    lost: 0,
    times: [],
    timesOfFlocks: [],
  }))
  const climbOf = createClimbs(census, period)
  const standsAtEnd = createStanding(census, asOf)
  const staysLatent = createLatent(census, period)
  for (const flock of flocks) addFlock(flock)
  for (let v = 0; v < places.length; v++) addVisitor(places[v]!)
  return steps.map((step, rank) => toFigures(step, rank === PHASES.length - 1))

  function addFlock(flock: Flock): void {
    const { steps: parts, movers, highest } = ladderOfFlock(census, flock)
    const areLost = asOf - flock.to > LOST_AFTER
    for (const [rank, { reached, wentOn, times }] of parts.entries()) {
      const step = steps[rank]!
      step.reached += reached
      step.wentOn += wentOn
      if (areLost) step.lost += reached - wentOn
      if (times.length > 0) step.timesOfFlocks.push(times)
    }
    for (let m = 0; !areLost && m < movers.length; m++) {
      const rank = highest[m]!
      if (rank >= 0 && standsAtEnd(movers[m]!) < rank) steps[rank]!.lost++
    }
  }

  function addVisitor(visitor: number): void {
    if (staysLatent(visitor)) {
      steps[0]!.reached++
      if (standsAtEnd(visitor) < 0) steps[0]!.lost++
      return
    }
    const { at, since } = climbOf(visitor)
    for (let rank = 0; rank < steps.length && at[rank]! >= 0; rank++) {
      const step = steps[rank]!
      step.reached++
      // Beyond the last there is none.
      if (at[rank + 1]! >= 0) {
        step.wentOn++
        // Who was there already when the period began has not come there in it.
        if (since[rank + 1]! >= period.from) step.times.push(Math.max(0, since[rank + 1]! - since[rank]!))
      } else if (standsAtEnd(visitor) < rank) step.lost++
    }
  }
}

/** @returns whether by then all of a flock have been away for too long, or none of them */
export function isLostAsOne(asOf: number): (flock: Flock) => boolean {
  return ({ from, to }) => asOf - to > LOST_AFTER || asOf - from <= LOST_AFTER
}

/** @returns whether all that a visitor reached in the period is the first phase, which is told at a glance: most climb no higher */
function createLatent({ visitors, visits }: Census, { from, to }: Period): (visitor: number) => boolean {
  const { from: began, during } = visits
  const { start, end } = visitors.visits
  const { start: firstConversions, end: endsOfConversions } = visitors.conversions
  return (visitor) => {
    if (firstConversions[visitor]! < endsOfConversions[visitor]!) return false
    let stood = 0
    for (let i = start[visitor]!; i < end[visitor]!; i++) {
      if (began[i]! < from || began[i]! >= to) continue
      // Also of what came after the period: who was nothing else in all of it was nothing else before.
      stood |= during[i]!
    }
    return stood >> SEGMENTS.length === LATENT
  }
}

/** As a mask of phases. */
const LATENT = 1 << PHASES.indexOf('latent')

/** @returns the highest place that a visitor still holds at a moment; −1 when gone */
function createStanding({ visitors, visits, spans }: Census, at: number): (visitor: number) => number {
  const { from: began, to: ended } = visits
  const { from: since, until, standing } = spans
  const { start: firstVisits, end: endsOfVisits } = visitors.visits
  const { start: firstSpans, end: endsOfSpans } = visitors.spans
  return (visitor) => {
    let last = endsOfVisits[visitor]! - 1
    while (last >= firstVisits[visitor]! && began[last]! >= at) last--
    const lastSeen = last < firstVisits[visitor]! ? 0 : Math.min(ended[last]!, at)
    if (at - lastSeen > LOST_AFTER) return -1
    let span = endsOfSpans[visitor]! - 1
    while (span >= firstSpans[visitor]! && since[span]! >= at) span--
    if (span < firstSpans[visitor]! || until[span]! <= at) return -1
    return Math.max(0, rankOf(standing[span]!))
  }
}

function toFigures(
  { reached, wentOn, lost, times, timesOfFlocks }: StepTally,
  isLast: boolean,
): FunnelFigures {
  return {
    reached,
    wentOn: isLast ? null : wentOn,
    lost: isLast ? null : lost,
    underWay: isLast ? null : reached - wentOn - lost,
    conversionRate: isLast || reached === 0 ? null : wentOn / reached,
    interval: isLast ? null : shareInterval(wentOn, reached),
    timeToNext: isLast
      ? null
      : toTime(joinNumbers(Float64Array, [Float64Array.from(times), ...timesOfFlocks])),
  }
}

/** @param times  put in another order */
function toTime(times: Float64Array): TimeToNext | null {
  if (times.length === 0) return null
  const [first, median, third] = quartilesOf(times)
  return {
    count: times.length,
    quartile1Ms: Math.round(first),
    medianMs: Math.round(median),
    quartile3Ms: Math.round(third),
  }
}

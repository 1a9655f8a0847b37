import {
  DAY,
  type DurationMs,
  type FunnelFigures,
  PHASES,
  SEGMENTS,
  type TimeToNext,
} from '@koopsignaal/protocol'
import type { Census, CensusQuestion, Period } from '../../storage/store.ts'
import { quartilesOf } from '../figures/quartiles.ts'
import { shareInterval } from '../figures/share-interval.ts'
import { createClimbs, rankOf } from './climb.ts'

// Chosen: the half-life of the slowest evidence (`waarom`). Who stays away for longer has lost half of whatever was known.
const LOST_AFTER: DurationMs = 14 * DAY

interface StepTally {
  reached: number
  wentOn: number
  lost: number
  /** From this phase to the next, of those who came to the next within the period. */
  readonly times: DurationMs[]
}

/** The ladder of some visitors in a period; who is lost is told as of `at`.
 *  @returns one per phase, in the order of the ladder */
export function ladderOf(
  census: Census,
  selected: Uint32Array,
  { period, at: asOf = period.to }: Pick<CensusQuestion, 'period' | 'at'>,
): readonly FunnelFigures[] {
  const steps: readonly StepTally[] = PHASES.map(() => ({ reached: 0, wentOn: 0, lost: 0, times: [] }))
  const climbOf = createClimbs(census, period)
  const standsAtEnd = createStanding(census, asOf)
  const staysLatent = createLatent(census, period)
  for (let v = 0; v < selected.length; v++) {
    const visitor = selected[v]!
    if (staysLatent(visitor)) {
      steps[0]!.reached++
      if (standsAtEnd(visitor) < 0) steps[0]!.lost++
      continue
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
  return steps.map((step, rank) => toFigures(step, rank === PHASES.length - 1))
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

function toFigures({ reached, wentOn, lost, times }: StepTally, isLast: boolean): FunnelFigures {
  return {
    reached,
    wentOn: isLast ? null : wentOn,
    lost: isLast ? null : lost,
    underWay: isLast ? null : reached - wentOn - lost,
    conversionRate: isLast || reached === 0 ? null : wentOn / reached,
    interval: isLast ? null : shareInterval(wentOn, reached),
    timeToNext: isLast ? null : toTime(times),
  }
}

function toTime(times: readonly DurationMs[]): TimeToNext | null {
  if (times.length === 0) return null
  const [first, median, third] = quartilesOf(Float64Array.from(times))
  return {
    count: times.length,
    quartile1Ms: Math.round(first),
    medianMs: Math.round(median),
    quartile3Ms: Math.round(third),
  }
}

import {
  DAY,
  type DurationMs,
  type FunnelFigures,
  PHASES,
  type TimeToNext,
  type UnixMs,
} from '@koopsignaal/protocol'
import { spanAt } from '@koopsignaal/scoring'
import type { Period, Trail } from '../../storage/store.ts'
import { quantile } from '../figures/quantile.ts'
import { shareInterval } from '../figures/share-interval.ts'
import { climbOf, rankOf } from './climb.ts'

// Chosen: the half-life of the slowest evidence (`waarom`). Who stays away for longer has lost half of whatever was known.
const LOST_AFTER: DurationMs = 14 * DAY

interface StepTally {
  reached: number
  wentOn: number
  lost: number
  /** From this phase to the next, of those who came to the next within the period. */
  readonly times: DurationMs[]
}

/** The ladder of one period, visitor by visitor. */
export interface LadderTally {
  add(trail: Trail): void
  /** One per phase, in the order of the ladder. */
  figures(): readonly FunnelFigures[]
}

export function createLadderTally(period: Period): LadderTally {
  const steps: readonly StepTally[] = PHASES.map(() => ({ reached: 0, wentOn: 0, lost: 0, times: [] }))
  return {
    add(trail) {
      const climb = climbOf(trail, period)
      const stands = standsAtEnd(trail, period.to)
      for (const [rank, step] of steps.entries()) {
        const here = climb[rank] ?? null
        if (here === null) return
        step.reached++
        const next = climb[rank + 1] ?? null
        if (next !== null) step.wentOn++
        else if (stands < rank) step.lost++
        // Who was there already when the period began has not come there in it.
        if (next !== null && next.since >= period.from) step.times.push(Math.max(0, next.since - here.since))
      }
    },
    figures: () => steps.map((step, rank) => toFigures(step, rank === PHASES.length - 1)),
  }
}

/** Highest place that the visitor still holds at a moment; −1 when gone. */
function standsAtEnd(trail: Trail, at: UnixMs): number {
  const lastSeen = Math.min(trail.visits.at(-1)?.to ?? 0, at)
  if (at - lastSeen > LOST_AFTER) return -1
  const span = spanAt(trail.spans, at)
  return span === null ? -1 : Math.max(0, rankOf(span))
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
  const sorted = times.toSorted((a, b) => a - b)
  return {
    count: sorted.length,
    quartile1Ms: Math.round(quantile(sorted, 0.25)),
    medianMs: Math.round(quantile(sorted, 0.5)),
    quartile3Ms: Math.round(quantile(sorted, 0.75)),
  }
}

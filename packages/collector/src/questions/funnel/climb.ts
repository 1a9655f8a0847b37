import { PHASES, type UnixMs } from '@koopsignaal/protocol'
import type { Span } from '@koopsignaal/scoring'
import type { Period, Trail } from '../../storage/store.ts'

/** A phase that a visitor was in during a period. */
export interface Reached {
  /** First moment of the period at which the visitor was there, on the site. */
  readonly at: UnixMs
  /** Since when the visitor had been in this phase or a later one, without a break; may lie before the period. */
  readonly since: UnixMs
}

const DEAL = PHASES.indexOf('deal')
const PHASES_BEFORE_DEAL = PHASES.slice(0, DEAL)

/** How far a visitor climbed within a period: for each phase, in the order of the ladder, when it or a later one was reached; null
 *  for those that were not. Only what happened during visits that began in the period counts: evidence that fades while nobody
 *  looks reaches nothing. A conversion reaches every phase: whoever bought at once was a buyer at that moment.
 *  Law: where a phase is reached every phase before it is, no later. */
export function climbOf(trail: Trail, period: Period): readonly (Reached | null)[] {
  const conversion = trail.conversions.find(({ at }) => at >= period.from && at < period.to)
  const deal = conversion === undefined ? null : { at: conversion.at, since: conversion.at }
  const below = PHASES_BEFORE_DEAL.map((_, rank) => earliest(reachedInVisit(trail, period, rank), deal))
  return [...below, deal]
}

function earliest(a: Reached | null, b: Reached | null): Reached | null {
  if (a === null || b === null) return a ?? b
  return a.at <= b.at ? a : b
}

function reachedInVisit(trail: Trail, period: Period, rank: number): Reached | null {
  const visits = trail.visits.filter(({ from }) => from >= period.from)
  for (const visit of visits) {
    const end = Math.min(visit.to, period.to - 1)
    const index = trail.spans.findIndex(
      (span) => rankOf(span) >= rank && span.from <= end && (span.until === null || span.until > visit.from),
    )
    if (index < 0) continue
    return {
      at: Math.max(visit.from, trail.spans[index]!.from),
      since: beginningOf(trail.spans, index, rank),
    }
  }
  return null
}

/** Beginning of the unbroken stretch at `rank` or above that a span is part of. */
function beginningOf(spans: readonly Span[], index: number, rank: number): UnixMs {
  let first = index
  while (first > 0 && spans[first - 1]!.until === spans[first]!.from && rankOf(spans[first - 1]!) >= rank)
    first--
  return spans[first]!.from
}

/** Place on the ladder; a deal that is closed is below it: the climb to the next one has not begun. */
export function rankOf({ phase }: Pick<Span, 'phase'>): number {
  const rank = PHASES.indexOf(phase)
  return rank === DEAL ? -1 : rank
}

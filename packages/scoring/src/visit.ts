import { type DurationMs, type UnixMs, VISIT_GAP } from '@koopsignaal/protocol'
import { mergeTallies, type Tally } from './tally.ts'

/** What one visit held: activity without a gap over `VISIT_GAP`. */
export interface Visit {
  readonly start: UnixMs
  readonly end: UnixMs
  /** Events other than conversions: a conversion booked by a back office alone is no visit. */
  readonly events: number
  readonly views: number
  /** Looks per item and per category. */
  readonly items: Tally<number>
  readonly categories: Tally<number>
  readonly engagedMs: DurationMs
  /** Micro conversions. */
  readonly steps: number
  readonly conversions: number
}

const plus = (a: number, b: number): number => a + b

/** One visit out of two that touch. Law: commutative and associative. */
function joinVisits(a: Visit, b: Visit): Visit {
  return {
    start: Math.min(a.start, b.start),
    end: Math.max(a.end, b.end),
    events: a.events + b.events,
    views: a.views + b.views,
    items: mergeTallies(a.items, b.items, plus),
    categories: mergeTallies(a.categories, b.categories, plus),
    engagedMs: a.engagedMs + b.engagedMs,
    steps: a.steps + b.steps,
    conversions: a.conversions + b.conversions,
  }
}

/** Puts two lists of visits together, in order of time, joining those that are no more than `VISIT_GAP` apart.
 *  Laws: commutative and associative, so events may arrive in any order: an event in the gap between two visits makes
 *  one visit of them. */
export function mergeVisits(a: readonly Visit[], b: readonly Visit[]): readonly Visit[] {
  const [last, next] = [a.at(-1), b[0]]
  // The next event of somebody, which is most of what is ever merged, needs no sorting.
  const isNext = last !== undefined && b.length === 1 && next!.start >= last.start
  const merged = isNext ? a.slice() : []
  for (const visit of isNext ? b : [...a, ...b].sort((x, y) => x.start - y.start)) append(merged, visit)
  return merged
}

function append(visits: Visit[], visit: Visit): void {
  const last = visits.at(-1)
  if (last && visit.start - last.end <= VISIT_GAP) visits[visits.length - 1] = joinVisits(last, visit)
  else visits.push(visit)
}

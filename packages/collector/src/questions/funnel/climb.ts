import { PHASES } from '@koopsignaal/protocol'
import type { Census, Period } from '../../storage/store.ts'

const DEAL = PHASES.indexOf('deal')

/** How far a visitor climbed within a period: by phase, in the order of the ladder; NaN for those that were not reached. */
export interface Climb {
  /** First moment of the period at which the visitor was in the phase or a later one, on the site. */
  readonly at: Float64Array
  /** Since when the visitor had been there, without a break; may lie before the period. */
  readonly since: Float64Array
}

/** Follows visitors up the ladder. Only what happened during visits that began in the period counts: evidence that fades while nobody
 *  looks reaches nothing. A conversion reaches every phase: whoever bought at once was a buyer at that moment.
 *  Law: where a phase is reached every phase before it is, no later.
 *  @returns the climb of one visitor; the same object each time */
export function createClimbs(census: Census, period: Period): (visitor: number) => Climb {
  const { visitors, conversions } = census
  const climb = { at: new Float64Array(PHASES.length), since: new Float64Array(PHASES.length) }
  const reach = createReach(census, period, climb)

  function firstConversion(visitor: number): number {
    for (let i = visitors.conversions.start[visitor]!; i < visitors.conversions.end[visitor]!; i++)
      if (conversions.at[i]! >= period.from)
        return conversions.at[i]! < period.to ? conversions.at[i]! : Number.NaN
    return Number.NaN
  }

  return (visitor) => {
    for (let rank = 0; rank <= DEAL; rank++) climb.at[rank] = climb.since[rank] = Number.NaN
    for (let rank = 0; rank < DEAL && reach(visitor, rank); rank++);
    const deal = firstConversion(visitor)
    if (Number.isNaN(deal)) return climb
    for (let rank = 0; rank <= DEAL; rank++)
      if (!(climb.at[rank]! <= deal)) {
        climb.at[rank] = deal
        climb.since[rank] = deal
      }
    return climb
  }
}

/** @returns notes the first visit of the period in which a visitor stood at `rank` or above; false when there is none, and then there is
 *  none at any higher rank */
function createReach({ visitors, visits, spans }: Census, period: Period, climb: Climb) {
  return (visitor: number, rank: number): boolean => {
    const [firstSpan, endOfSpans] = [visitors.spans.start[visitor]!, visitors.spans.end[visitor]!]
    for (let v = visitors.visits.start[visitor]!; v < visitors.visits.end[visitor]!; v++) {
      const from = visits.from[v]!
      if (from < period.from) continue
      if (from >= period.to) return false
      const to = Math.min(visits.to[v]!, period.to - 1)
      for (let s = firstSpan; s < endOfSpans && spans.from[s]! <= to; s++) {
        if (spans.until[s]! <= from || rankOf(spans.standing[s]!) < rank) continue
        climb.at[rank] = Math.max(from, spans.from[s]!)
        // The beginning of the unbroken stretch at this rank or above.
        while (
          s > firstSpan &&
          spans.until[s - 1] === spans.from[s] &&
          rankOf(spans.standing[s - 1]!) >= rank
        )
          s--
        climb.since[rank] = spans.from[s]!
        return true
      }
    }
    return false
  }
}

/** Place on the ladder; a deal that is closed is below it: the climb to the next one has not begun. */
export function rankOf(standing: number): number {
  const rank = standing & 7
  return rank === DEAL ? -1 : rank
}

import { isRefund, PHASES } from '@koopsignaal/protocol'
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
  const { at: convertedAt, value } = census.conversions
  const { start, end } = census.visitors.conversions
  const climb = { at: new Float64Array(PHASES.length), since: new Float64Array(PHASES.length) }
  const reach = createReach(census, period, climb)

  function firstConversion(visitor: number): number {
    for (let i = start[visitor]!; i < end[visitor]!; i++)
      if (convertedAt[i]! >= period.from && !isRefund(value[i]))
        return convertedAt[i]! < period.to ? convertedAt[i]! : Number.NaN
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
  const { from: began, to: ended } = visits
  const { from: since, until, standing } = spans
  const { start: firstVisits, end: endsOfVisits } = visitors.visits
  const { start: firstSpans, end: endsOfSpans } = visitors.spans
  return (visitor: number, rank: number): boolean => {
    const [firstSpan, endOfSpans] = [firstSpans[visitor]!, endsOfSpans[visitor]!]
    for (let v = firstVisits[visitor]!; v < endsOfVisits[visitor]!; v++) {
      const from = began[v]!
      if (from < period.from) continue
      if (from >= period.to) return false
      const to = Math.min(ended[v]!, period.to - 1)
      for (let s = firstSpan; s < endOfSpans && since[s]! <= to; s++) {
        if (until[s]! <= from || rankOf(standing[s]!) < rank) continue
        climb.at[rank] = Math.max(from, since[s]!)
        // The beginning of the unbroken stretch at this rank or above.
        while (s > firstSpan && until[s - 1] === since[s] && rankOf(standing[s - 1]!) >= rank) s--
        climb.since[rank] = since[s]!
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

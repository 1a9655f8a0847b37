import { DAY, type DurationMs, type UnixMs, VISIT_GAP } from '@koopsignaal/protocol'
import type { DecayedSum } from './decay.ts'
import { mergeOlder, type OlderVisits, type VisitorState } from './state.ts'
import type { Tally } from './tally.ts'
import type { Visit } from './visit.ts'

/** Visits are kept in full for this long. Chosen: `now` looks 24 h ahead, so a day and the gaps around it must stay. */
export const KEEP_VISITS: DurationMs = 2 * DAY
/** Items, categories not seen for this long are forgotten: at a half-life of 7 days 5 % of a look is left. Chosen. */
export const KEEP_ITEMS: DurationMs = 30 * DAY

/** Bounds a state by age, never by count: visits ended over a `VISIT_GAP` before `horizon` become a number, items and
 *  categories not seen in the 30 days before it are forgotten.
 *  @param horizon  UnixMs; nothing earlier is expected to arrive any more
 *  Laws: trim(trim(s, h), h) = trim(s, h). When all of b is at or after h, trim(merge(trim(a, h), b), h) =
 *  trim(merge(a, b), h), but for an item or category that b brings back after 30 days: it starts over. */
export function trim(state: VisitorState, horizon: UnixMs): VisitorState {
  // An event at the horizon still joins a visit that ended one gap earlier.
  const isOld = (visit: Visit): boolean => visit.end < horizon - VISIT_GAP
  const old = state.visits.filter(isOld)
  const isLookOld = state.latest !== null && state.latest.at < horizon - KEEP_ITEMS
  const [items, categories] = [
    seenSince(state.items, horizon - KEEP_ITEMS),
    seenSince(state.categories, horizon - KEEP_ITEMS),
  ]
  // With most events nothing has become old.
  if (old.length === 0 && !isLookOld && items === state.items && categories === state.categories) return state
  return {
    ...state,
    items,
    categories,
    latest: isLookOld ? null : state.latest,
    visits: old.length === 0 ? state.visits : state.visits.filter((visit) => !isOld(visit)),
    older: old.map(asOlder).reduce(mergeOlder, state.older),
  }
}

function asOlder(visit: Visit): OlderVisits {
  if (visit.events === 0) return { count: 0, recent: null, lastEnd: null }
  return { count: 1, recent: { sum: 1, at: visit.end }, lastEnd: visit.end }
}

function seenSince(tally: Tally<DecayedSum>, since: UnixMs): Tally<DecayedSum> {
  for (const seen of tally.values())
    if (seen.at < since) return new Map([...tally].filter(([, { at }]) => at >= since))
  return tally
}

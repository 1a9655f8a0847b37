import { CHANNELS, PHASES } from '@koopsignaal/protocol'

/** What makes two people comparable, as one number: phase, channel of the visit, page views before, and whether they are known. */

const BANDS = 5
const KNOWN = 2
const OF_PHASE = (CHANNELS.length + 1) * BANDS * KNOWN
export const STRATA = PHASES.length * OF_PHASE
const TOP_PHASE = PHASES.length - 1

/** @param channel  its place in CHANNELS; -1: none is known
 *  @param place  page views of the visit before this one
 *  @param known  1: with consent, so followed across days; 0: for a day */
export function stratumOf(phase: number, channel: number, place: number, known: number): number {
  return ((phase * (CHANNELS.length + 1) + channel + 1) * BANDS + bandOf(place)) * KNOWN + known
}

/** Whether nobody can climb from there. */
export function isTop(stratum: number): boolean {
  return Math.floor(stratum / OF_PHASE) === TOP_PHASE
}

/** 0, 1, 2–3, 4–7, 8 and more. Doubling, since the tenth page tells less than the second. */
function bandOf(place: number): number {
  return place >= 8 ? 4 : place >= 4 ? 3 : place >= 2 ? 2 : place
}

export const CLIMBED = 1
export const CONVERTED = 2
/** What came of a moment: CLIMBED, CONVERTED, both or neither. */
export type Aftermath = number

const OUTCOME_BITS = 2
/** How many outcomes there are. */
export const OUTCOMES = 1 << OUTCOME_BITS

/** A stratum and what came of it as one number, below `STRATA * OUTCOMES`.
 *  Law: stratumIn(cellOf(stratum, outcome)) = stratum */
export function cellOf(stratum: number, outcome: Aftermath): number {
  return OUTCOMES * stratum + outcome
}

export function stratumIn(cell: number): number {
  return cell >> OUTCOME_BITS
}

export function outcomeIn(cell: number): Aftermath {
  return cell & (OUTCOMES - 1)
}

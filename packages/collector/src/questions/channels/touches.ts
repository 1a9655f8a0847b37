import { DAY, type DurationMs } from '@koopsignaal/protocol'
import type { Census } from '../../storage/store.ts'
import type { Group } from './grouping.ts'

// Chosen: the longest window that the large advertising tools offer; a touch before it gets no credit.
export const LOOK_BACK: DurationMs = 90 * DAY

/** The line of each source of a census, by the source's number. */
export type LineOf = Uint32Array

/** The lines of the touches before a conversion, its own visit's included, in order of time. A visit of which nothing tells how it came
 *  is none. */
export function touchesBefore(
  { visitors, visits }: Census,
  visitor: number,
  at: number,
  lineOf: LineOf,
): number[] {
  const touches: number[] = []
  for (let i = visitors.visits.start[visitor]!; i < visitors.visits.end[visitor]!; i++) {
    if (visits.from[i]! > at) break
    if (visits.source[i] !== 0 && visits.from[i]! >= at - LOOK_BACK) touches.push(lineOf[visits.source[i]!]!)
  }
  return touches
}

/** A visitor's way through a period, up to the first conversion in it. */
export interface Journey {
  /** The same touch twice running stands once. */
  readonly touches: readonly Group[]
  readonly hasConverted: boolean
  /** Visitors who went this way. */
  readonly visitors: number
}

export function withoutRepeats(touches: readonly Group[]): readonly Group[] {
  return touches.filter(({ key }, i) => key !== touches[i - 1]?.key)
}

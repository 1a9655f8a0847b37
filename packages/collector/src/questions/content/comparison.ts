import type { Lift } from '@koopsignaal/protocol'
import type { FollowedView } from './follow.ts'
import { liftOf } from './lift.ts'
import { isTop, type Outcome, STRATA, StrataCounts, without } from './strata.ts'

/** Somebody meets a page, CTA or query for the first time in the period. */
export interface Meeting {
  readonly thing: number
  readonly stratum: number
  readonly outcome: Outcome
  /** From here on this visitor is no longer one who has not met it: the page view during which it happened. */
  readonly cutoff: number
}

/** Compares those who met a thing with everybody who had not met it yet, for many things at once: what all did is counted once, and
 *  for each thing only what is to be left out of it. */
export interface Comparison {
  /** One visitor: views in order of time, and the first meeting with each thing. */
  add(views: Firsts, meetings: readonly Meeting[]): void
  liftOf(thing: number): Lift
}

/** Stands for all things. */
const ALL = 0

export function createComparison(): Comparison {
  const all = new StrataCounts()
  const seen = new StrataCounts()
  /** Moments of those who met it, from the meeting on: these are nobody's comparison. */
  const out = new StrataCounts()
  return {
    add({ list, count }, meetings) {
      for (let i = 0; i < count; i++) all.add(ALL, list[i]!.stratum, list[i]!.outcome)
      for (let m = 0; m < meetings.length; m++) {
        const { thing, stratum, outcome, cutoff } = meetings[m]!
        seen.add(thing, stratum, outcome)
        // In order of time: those from the cutoff on are the last.
        for (let i = count - 1; i >= 0 && list[i]!.at >= cutoff; i--)
          out.add(thing, list[i]!.stratum, list[i]!.outcome)
      }
    },
    liftOf: (thing) => liftOf(seen.of(thing), without(all.of(ALL), out.of(thing)), isTop),
  }
}

/** The first of a visitor's views in each stratum; one person counts in a stratum once. */
export interface Firsts {
  readonly list: readonly FollowedView[]
  count: number
}

/** @returns picks the firsts of some views; the same object each time */
export function createFirsts() {
  const list: FollowedView[] = []
  const firsts = { list, count: 0 }
  /** The last turn in which a stratum was seen. */
  const seen = new Uint32Array(STRATA)
  let turn = 0
  return {
    firsts,
    begin(): void {
      turn++
      firsts.count = 0
    },
    add(view: FollowedView): void {
      if (seen[view.stratum] === turn) return
      seen[view.stratum] = turn
      list[firsts.count++] = view
    },
  }
}

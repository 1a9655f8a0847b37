import type { Lift } from '@koopsignaal/protocol'
import type { FollowedView } from './follow.ts'
import { liftOf } from './lift.ts'
import { createStrataCounts, isTop, type Outcome, STRATA, without } from './strata.ts'

/** The first meetings of one visitor: as many of the list as are counted, the others are left over. */
export interface Meetings {
  readonly list: readonly Meeting[]
  readonly count: number
}

/** @returns a list of meetings that is filled for one visitor after another: a million visitors leave nothing behind */
export function createMeetings(): { -readonly [K in keyof Meetings]: Meetings[K] } & {
  begin(): void
  add(meeting: Meeting): void
} {
  const list: { -readonly [K in keyof Meeting]: Meeting[K] }[] = []
  return {
    list,
    count: 0,
    begin() {
      this.count = 0
    },
    add({ thing, stratum, outcome, cutoff }) {
      list[this.count] ??= { thing: 0, stratum: 0, outcome: 0, cutoff: 0 }
      const place = list[this.count++]!
      place.thing = thing
      place.stratum = stratum
      place.outcome = outcome
      place.cutoff = cutoff
    },
  }
}

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
  add(views: Firsts, meetings: Meetings): void
  liftOf(thing: number): Lift
}

/** Stands for all things. */
const ALL = 0

/** @param things  their numbers are below this */
export function createComparison(things: number): Comparison {
  const all = createStrataCounts(1)
  const seen = createStrataCounts(things)
  /** Moments of those who met it, from the meeting on: these are nobody's comparison. */
  const out = createStrataCounts(things)
  return {
    add({ list, count }, { list: met, count: meetings }) {
      for (let i = 0; i < count; i++) all.add(ALL, list[i]!.stratum, list[i]!.outcome)
      for (let m = 0; m < meetings; m++) {
        const { thing, stratum, outcome, cutoff } = met[m]!
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

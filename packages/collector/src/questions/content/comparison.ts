import type { Lift } from '@koopsignaal/protocol'
import { addTo, liftOf, type Strata, without } from './lift.ts'
import { firstsOf, isTop, type Meeting, type Moment } from './moments.ts'

interface Item {
  readonly seen: Strata
  /** Moments of those who met it, from the meeting on: these are nobody's comparison. */
  readonly out: Strata
}

/** Compares those who met a thing with everybody who had not met it yet, for many things at once: what all did is counted once, and
 *  for each thing only what is to be left out of it. */
export interface Comparison {
  /** One visitor: all moments, in order of time, and the first meeting with each thing. */
  add(moments: readonly Moment[], meetings: ReadonlyMap<string, Meeting>): void
  liftOf(key: string): Lift
}

export function createComparison(): Comparison {
  const all: Strata = new Map()
  const items = new Map<string, Item>()
  const itemOf = (key: string): Item => {
    const item = items.get(key) ?? { seen: new Map(), out: new Map() }
    items.set(key, item)
    return item
  }
  return {
    add(moments, meetings) {
      const firsts = firstsOf(moments)
      for (const moment of firsts) addTo(all, moment.stratum, moment)
      for (const [key, meeting] of meetings) {
        const { seen, out } = itemOf(key)
        addTo(seen, meeting.stratum, meeting)
        for (const moment of firsts) if (moment.at >= meeting.cutoff) addTo(out, moment.stratum, moment)
      }
    },
    liftOf(key) {
      const { seen, out } = itemOf(key)
      return liftOf(seen, without(all, out), isTop)
    },
  }
}

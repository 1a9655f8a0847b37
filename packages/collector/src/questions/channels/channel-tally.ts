import { type ChannelGrouping, SEGMENTS } from '@koopsignaal/protocol'
import type { Period, Trail } from '../../storage/store.ts'
import { type CreditTally, createCreditTally } from './credit.ts'
import { type Group, groupOf, UNKNOWN } from './grouping.ts'
import { createJourneyTally, type JourneyTally } from './journeys.ts'
import { journeyOf, touchesBefore } from './touches.ts'

/** Who came by one line. */
export interface Line {
  readonly group: Group
  visits: number
  visitors: number
  /** Visitors by their highest segment from that visit on, in the order of SEGMENTS. */
  readonly highest: number[]
}

/** The channels of one period, visitor by visitor. */
export interface ChannelTally {
  add(trail: Trail): void
  readonly lines: ReadonlyMap<string, Line>
  /** All lines together: every visitor once. */
  readonly all: Omit<Line, 'group'>
  readonly credit: CreditTally
  readonly journeys: JourneyTally
}

export function createChannelTally(period: Period, by: ChannelGrouping): ChannelTally {
  const lines = new Map<string, Line>()
  const all = emptyCounts()
  const credit = createCreditTally()
  const journeys = createJourneyTally()
  const isWithin = (at: number): boolean => at >= period.from && at < period.to

  function lineOf(group: Group): Line {
    const known = lines.get(group.key)
    if (known !== undefined) return known
    const line = { group, ...emptyCounts() }
    lines.set(group.key, line)
    return line
  }

  function addVisits(trail: Trail): void {
    const visits = trail.visits.filter(({ from }) => isWithin(from))
    if (visits.length === 0) return
    // Read from the last to the first, the highest segment so far is that of a visit and all after it.
    const seen = new Map<string, number>()
    let highest = 0
    for (const visit of visits.toReversed()) {
      highest = Math.max(highest, ...visit.segments.map((segment) => SEGMENTS.indexOf(segment)))
      const line = lineOf(groupOf(visit.source, by))
      line.visits++
      seen.set(line.group.key, highest)
    }
    for (const [key, rank] of seen) addVisitor(lines.get(key)!, rank)
    all.visits += visits.length
    addVisitor(all, highest)
  }

  return {
    lines,
    all,
    credit,
    journeys,
    add(trail) {
      addVisits(trail)
      const conversions = trail.conversions.filter(({ at }) => isWithin(at))
      for (const one of conversions) {
        const touches = touchesBefore(trail, one, by)
        credit.addConversion(one, one === trail.conversions[0], touches)
        // A touch before the period has its credit on a line, too.
        for (const group of touches.length === 0 ? [UNKNOWN] : touches) lineOf(group)
      }
      const journey = journeyOf(trail, period, by)
      if (journey === null) return
      journeys.add(journey)
      if (!journey.hasConverted) credit.addFailure(journey.touches)
    },
  }
}

function emptyCounts(): Omit<Line, 'group'> {
  return { visits: 0, visitors: 0, highest: SEGMENTS.map(() => 0) }
}

function addVisitor(line: Omit<Line, 'group'>, rank: number): void {
  line.visitors++
  line.highest[rank]!++
}

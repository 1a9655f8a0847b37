import { isRefund, PHASES, SEGMENTS } from '@koopsignaal/protocol'
import {
  type Census,
  type CensusQuestion,
  createStoodDuring,
  type Gathered,
  type GroupCount,
  partsOfFlocks,
  type SegmentCounts,
  type VisitCount,
} from '../../store.ts'
import { addStandings } from './standings.ts'

/** Page views of one visitor in a stretch of time, both ends included.
 *  @param visitor  the place in the census */
export type ViewsWithin = (visitor: number, from: number, to: number) => number

const BITS = SEGMENTS.length + PHASES.length

/** Some visitors, by what they stood in, and what their visits came to.
 *  @param gathered  the visitors who match */
export function countSegments(
  census: Census,
  { places, flocks }: Gathered,
  { period: { from, to }, at = to }: CensusQuestion,
  viewsWithin: ViewsWithin,
): SegmentCounts {
  const { visitors, visits, spans, conversions } = census
  const stoodDuring = createStoodDuring(census)
  const standing = new Uint32Array(256)
  const converting = new Uint32Array(256)
  /** By mask: what visits stood in before they converted, and what visitors ever stood in during any of theirs. */
  const [ofVisits, ofVisitors] = [new Uint32Array(256), new Uint32Array(256)]
  const converted = new Uint32Array(BITS)
  // Not looked up again for each of a million.
  const { start: firstSpans, end: endsOfSpans } = visitors.spans
  const { start: firstVisits, end: endsOfVisits } = visitors.visits
  const { start: firstConversions, end: endsOfConversions } = visitors.conversions
  const { from: since, until, standing: stands } = spans
  const {
    from: beganAt,
    to: endedAt,
    pageViews: viewsIn,
    stood: stoodIn,
    during,
    converted: convertedIn,
  } = visits
  let pageViews = 0
  for (const flock of flocks) {
    addStandings(census, flock, at, standing)
    const part = visitsOf(census, flock)
    for (let mask = 0; mask < 256; mask++) {
      ofVisits[mask]! += part.stood[mask]!
      ofVisitors[mask]! += part.during[mask]!
    }
    pageViews += part.pageViews
  }
  for (let v = 0; v < places.length; v++) {
    const visitor = places[v]!
    let span = endsOfSpans[visitor]! - 1
    while (span >= firstSpans[visitor]! && since[span]! > at) span--
    if (span >= firstSpans[visitor]! && until[span]! > at) standing[stands[span]!]!++
    let ever = 0
    for (let i = firstVisits[visitor]!; i < endsOfVisits[visitor]!; i++) {
      const began = beganAt[i]!
      const ended = endedAt[i]!
      if (began >= to || ended < from) continue
      pageViews +=
        began >= from && ended < to
          ? viewsIn[i]!
          : viewsWithin(visitor, Math.max(began, from), Math.min(ended, to - 1))
      if (began < from) continue
      const stood = stoodIn[i]!
      ever |= ended < to ? during[i]! : stoodDuring(visitor, began, to - 1)
      ofVisits[stood]!++
      countConverted(converted, stood, convertedIn[i]!)
    }
    ofVisitors[ever]!++
    for (let i = firstConversions[visitor]!; i < endsOfConversions[visitor]!; i++)
      if (conversions.at[i]! >= from && conversions.at[i]! < to && !isRefund(conversions.value[i]))
        converting[conversions.standing[i]!]!++
  }
  const [visited, reached] = [byBit(ofVisits), byBit(ofVisitors)]
  const toCounts = (names: readonly string[], first: number): readonly VisitCount[] =>
    names.map((name, i) => ({
      name,
      reached: reached[first + i]!,
      visits: visited[first + i]!,
      converted: converted[first + i]!,
    }))
  return {
    standing: toGroups(standing),
    visits: { segments: toCounts(SEGMENTS, 0), phases: toCounts(PHASES, SEGMENTS.length) },
    conversions: toGroups(converting),
    pageViews,
  }
}

/** The visits of a flock, by what was stood in. */
const visitsOf = partsOfFlocks(({ visitors, visits }, { members }) => {
  const [stood, during] = [new Uint16Array(256), new Uint16Array(256)]
  let pageViews = 0
  for (const visitor of members) {
    const visit = visitors.visits.start[visitor]!
    stood[visits.stood[visit]!]!++
    during[visits.during[visit]!]!++
    pageViews += visits.pageViews[visit]!
  }
  return { stood, during, pageViews }
})

/** How many of what was counted by mask have each bit. */
function byBit(counts: Uint32Array): readonly number[] {
  return Array.from({ length: BITS }, (_, bit) =>
    counts.reduce((sum, count, mask) => sum + ((mask >> bit) & 1) * count, 0),
  )
}

const NONE = 255

/** A visit counts where its first conversion was made from, when it was there before. */
function countConverted(converted: Uint32Array, stood: number, from: number): void {
  if (from === NONE) return
  for (const bit of [from >> 3, SEGMENTS.length + (from & 7)]) converted[bit]! += (stood >> bit) & 1
}

function toGroups(counts: Uint32Array): readonly GroupCount[] {
  return [...counts.keys()]
    .filter((standing) => counts[standing]! > 0)
    .map((standing) => ({
      segment: SEGMENTS[standing >> 3]!,
      phase: PHASES[standing & 7]!,
      count: counts[standing]!,
    }))
}

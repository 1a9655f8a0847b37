import { CHANNELS, PHASES, SEGMENTS, type Source } from '@koopsignaal/protocol'
import type { DecayedSum, Tally, Visit, VisitorState } from '@koopsignaal/scoring'
import type { VisitRecord } from '../../visit-record.ts'

/** Short texts for what is kept of each visitor: arrays instead of named fields, times as the distance to the last event. A
 *  visitor's row is written with each event, so its size is most of what an event costs.
 *  Law for each pair: unpack(pack(x)) equals x. */

type PackedSum = number | readonly [sum: number, ago: number]
type PackedTally = 0 | Readonly<Record<string, PackedSum>>
type PackedCounts = 0 | Readonly<Record<string, number>>
type PackedVisit = readonly [
  ago: number,
  length: number,
  events: number,
  views: number,
  engagedMs: number,
  items: PackedCounts,
  categories: PackedCounts,
  steps: number,
  conversions: number,
]
type PackedState = readonly [
  events: number,
  pageViews: number,
  firstAgo: number,
  engaged: PackedSum | null,
  topics: PackedTally,
  channels: PackedTally,
  visits: readonly PackedVisit[],
  items: PackedTally,
  categories: PackedTally,
  searches: PackedSum | null,
  steps: PackedTally,
  conversions: number,
  conversionValue: number,
  lastConversionAgo: number | null,
  older: 0 | readonly [count: number, recent: PackedSum | null, lastEndAgo: number | null],
]

/** @param lastAt  the state's last event, which `unpackState` must be given again */
export function packState(state: VisitorState, lastAt: number): string {
  const { older } = state
  const packed: PackedState = [
    state.events,
    state.pageViews,
    lastAt - (state.firstAt ?? lastAt),
    packSum(state.engaged, lastAt),
    packTally(state.topics as Tally<DecayedSum>, lastAt),
    packTally(state.channels as Tally<DecayedSum>, lastAt),
    state.visits.map((visit) => packVisit(visit, lastAt)),
    packTally(state.items, lastAt),
    packTally(state.categories, lastAt),
    packSum(state.searches, lastAt),
    packTally(state.steps as Tally<DecayedSum>, lastAt),
    state.conversions,
    state.conversionValue,
    state.lastConversionAt === null ? null : lastAt - state.lastConversionAt,
    older.count === 0 && older.lastEnd === null
      ? 0
      : [older.count, packSum(older.recent, lastAt), older.lastEnd === null ? null : lastAt - older.lastEnd],
  ]
  return JSON.stringify(packed)
}

export function unpackState(text: string, lastAt: number): VisitorState {
  const [
    events,
    pageViews,
    firstAgo,
    engaged,
    topics,
    channels,
    visits,
    items,
    categories,
    searches,
    steps,
    conversions,
    conversionValue,
    lastConversionAgo,
    older,
  ] = JSON.parse(text) as PackedState
  return {
    firstAt: lastAt - firstAgo,
    lastAt,
    events,
    pageViews,
    conversions,
    conversionValue,
    lastConversionAt: lastConversionAgo === null ? null : lastAt - lastConversionAgo,
    topics: unpackTally(topics, lastAt),
    items: unpackTally(items, lastAt),
    categories: unpackTally(categories, lastAt),
    searches: unpackSum(searches, lastAt),
    engaged: unpackSum(engaged, lastAt),
    steps: unpackTally(steps, lastAt),
    channels: unpackTally(channels, lastAt),
    visits: visits.map((visit) => unpackVisit(visit, lastAt)),
    older:
      older === 0
        ? { count: 0, recent: null, lastEnd: null }
        : {
            count: older[0],
            recent: unpackSum(older[1], lastAt),
            lastEnd: older[2] === null ? null : lastAt - older[2],
          },
  }
}

function packVisit(visit: Visit, lastAt: number): PackedVisit {
  const { start, end, events, views, engagedMs, items, categories, steps, conversions } = visit
  return [
    lastAt - end,
    end - start,
    events,
    views,
    engagedMs,
    packCounts(items),
    packCounts(categories),
    steps,
    conversions,
  ]
}

function unpackVisit(packed: PackedVisit, lastAt: number): Visit {
  const [ago, length, events, views, engagedMs, items, categories, steps, conversions] = packed
  return {
    start: lastAt - ago - length,
    end: lastAt - ago,
    events,
    views,
    items: items === 0 ? {} : items,
    categories: categories === 0 ? {} : categories,
    engagedMs,
    steps,
    conversions,
  }
}

function packCounts(tally: Tally<number>): PackedCounts {
  return Object.keys(tally).length === 0 ? 0 : tally
}

function packSum(sum: DecayedSum | null, lastAt: number): PackedSum | null {
  if (sum === null) return null
  return sum.at === lastAt ? sum.sum : [sum.sum, lastAt - sum.at]
}

function unpackSum(packed: PackedSum | null, lastAt: number): DecayedSum | null {
  if (packed === null) return null
  return typeof packed === 'number' ? { sum: packed, at: lastAt } : { sum: packed[0], at: lastAt - packed[1] }
}

function packTally(tally: Tally<DecayedSum>, lastAt: number): PackedTally {
  const entries = Object.entries(tally)
  if (entries.length === 0) return 0
  return Object.fromEntries(entries.map(([name, sum]) => [name, packSum(sum, lastAt)!]))
}

function unpackTally(packed: PackedTally, lastAt: number): Tally<DecayedSum> {
  if (packed === 0) return {}
  return Object.fromEntries(Object.entries(packed).map(([name, sum]) => [name, unpackSum(sum, lastAt)!]))
}

/** Places in protocol's lists, as digits, in the order in which the visitor was there. */
const toDigits = <T>(list: readonly T[], those: readonly T[]) =>
  those.map((one) => list.indexOf(one)).join('')
const fromDigits = <T>(list: readonly T[], digits: string) => [...digits].map((digit) => list[Number(digit)]!)

type PackedRecord = readonly [
  ago: number,
  length: number,
  pageViews: number,
  segments: string,
  phases: string,
  /** Its place in CHANNELS; −1 while nothing tells. */
  channel: number,
  convertedSegment?: number,
  convertedPhase?: number,
]

export function packVisitRecord(visit: VisitRecord, lastAt: number): string {
  const { from, to, pageViews, channel, segments, phases, converted } = visit
  const packed: PackedRecord = [
    lastAt - to,
    to - from,
    pageViews,
    toDigits(SEGMENTS, segments),
    toDigits(PHASES, phases),
    channel === null ? -1 : CHANNELS.indexOf(channel),
    ...(converted === null
      ? ([] as const)
      : ([SEGMENTS.indexOf(converted.segment), PHASES.indexOf(converted.phase)] as const)),
  ]
  return JSON.stringify(packed)
}

export function unpackVisitRecord(text: string, lastAt: number): VisitRecord {
  const [ago, length, pageViews, segments, phases, channel, segment, phase] = JSON.parse(text) as PackedRecord
  return {
    from: lastAt - ago - length,
    to: lastAt - ago,
    pageViews,
    channel: CHANNELS[channel] ?? null,
    segments: fromDigits(SEGMENTS, segments),
    phases: fromDigits(PHASES, phases),
    converted:
      segment === undefined || phase === undefined
        ? null
        : { segment: SEGMENTS[segment]!, phase: PHASES[phase]! },
  }
}

/** What names nothing at the end is left out. */
export function packSource({ channel, source, medium, campaign, term, content }: Source): string {
  const all = [channel, source, medium, campaign, term, content]
  return JSON.stringify(all.slice(0, all.findLastIndex((one) => one !== null) + 1))
}

export function unpackSource(text: string): Source {
  const [channel, source = null, medium = null, campaign = null, term = null, content = null] = JSON.parse(
    text,
  ) as [Source['channel'], ...(string | null)[]]
  return { channel, source, medium, campaign, term, content }
}

import {
  type Channel,
  DAY,
  type DurationMs,
  type Event,
  isRefund,
  type Topic,
  type UnixMs,
} from '@koopsignaal/protocol'
import { addDecayed, type DecayedSum } from './decay.ts'
import { type Step, stepOf } from './step.ts'
import { mergeTallies, type Tally, tallyOf } from './tally.ts'
import { mergeVisits, type Visit } from './visit.ts'

/** How fast each kind of memory halves. Steps in a day: data of a real shop. The others are chosen to match the axis that
 *  they are evidence of, so that an event that says nothing does not freshen up what had faded. */
export const MEMORY = {
  need: 14 * DAY,
  criteria: 7 * DAY,
  supplier: 3 * DAY,
  steps: DAY,
} as const satisfies Record<string, DurationMs>

/** How fast a look at a page of a topic is forgotten. */
export const TOPIC_MEMORY: Readonly<Record<Topic, DurationMs>> = {
  problem: MEMORY.need,
  careers: MEMORY.need,
  support: MEMORY.need,
  solution: MEMORY.criteria,
  item: MEMORY.criteria,
  list: MEMORY.criteria,
  compare: MEMORY.criteria,
  price: MEMORY.supplier,
  proof: MEMORY.supplier,
  about: MEMORY.supplier,
  contact: MEMORY.supplier,
  terms: MEMORY.supplier,
  checkout: MEMORY.supplier,
}

/** What is remembered of one visitor: plain data. Only a summary; events stay the truth. */
export interface VisitorState {
  readonly firstAt: UnixMs | null
  readonly lastAt: UnixMs | null
  readonly events: number
  readonly pageViews: number
  readonly conversions: number
  readonly conversionValue: number
  readonly lastConversionAt: UnixMs | null
  /** Page views per topic, halving as `TOPIC_MEMORY`. */
  readonly topics: Tally<DecayedSum, Topic>
  /** Looks per item and category, and searches, halving as `MEMORY.criteria`. */
  readonly items: Tally<DecayedSum>
  readonly categories: Tally<DecayedSum>
  /** The last look at something of a category. */
  readonly latest: Look | null
  readonly searches: DecayedSum | null
  /** Engaged milliseconds, halving as `MEMORY.need`. */
  readonly engaged: DecayedSum | null
  /** Micro conversions, halving as `MEMORY.steps`. */
  readonly steps: Tally<DecayedSum, Step>
  /** Visits begun from outside per channel, halving as `MEMORY.need`. */
  readonly channels: Tally<DecayedSum, Channel>
  /** In order of time; `trim` moves old ones to `older`. */
  readonly visits: readonly Visit[]
  readonly older: OlderVisits
}

/** A look at something of a category. */
export interface Look {
  readonly at: UnixMs
  readonly category: string
}

/** Visits that only their number is kept of. */
export interface OlderVisits {
  readonly count: number
  /** The same, halving as `MEMORY.need` from the end of each. */
  readonly recent: DecayedSum | null
  readonly lastEnd: UnixMs | null
}

/** The state of somebody never seen. Law: merge(empty, s) = s. */
export const empty: VisitorState = {
  firstAt: null,
  lastAt: null,
  events: 0,
  pageViews: 0,
  conversions: 0,
  conversionValue: 0,
  lastConversionAt: null,
  topics: new Map(),
  items: new Map(),
  categories: new Map(),
  latest: null,
  searches: null,
  engaged: null,
  steps: new Map(),
  channels: new Map(),
  visits: [],
  older: { count: 0, recent: null, lastEnd: null },
}

/** The state of somebody of whom one event is known; of a bot nothing is kept. */
export function fromEvent(event: Event): VisitorState {
  if (event.bot !== null) return empty
  const { at } = event
  const once: DecayedSum = { sum: 1, at }
  const isView = event.type === 'page_view'
  const isConversion = event.type === 'conversion'
  const isSale = isConversion && !isRefund(event.detail.value)
  const step = stepOf(event)
  const engagedMs = event.type === 'engagement' ? (event.detail.engagedMs ?? 0) : 0
  const item = isView ? event.item : null
  const category = isView ? event.category : null
  return {
    ...empty,
    firstAt: at,
    lastAt: at,
    events: 1,
    pageViews: Number(isView),
    conversions: Number(isSale),
    conversionValue: isConversion ? (event.detail.value ?? 0) : 0,
    lastConversionAt: isSale ? at : null,
    topics: tallyOf(isView ? topicOf(event) : null, once),
    items: tallyOf(item, once),
    categories: tallyOf(category, once),
    latest: category === null ? null : { at, category },
    searches: event.type === 'search' ? once : null,
    engaged: engagedMs > 0 ? { sum: engagedMs, at } : null,
    steps: tallyOf(step, once),
    channels: tallyOf((isView && event.source?.channel) || null, once),
    visits: [
      {
        start: at,
        end: at,
        events: Number(!isConversion),
        views: Number(isView),
        items: tallyOf(item, 1),
        categories: tallyOf(category, 1),
        engagedMs,
        steps: Number(step !== null),
        conversions: Number(isSale),
      },
    ],
  }
}

/** A page that names an item and nothing else is that item's page. */
function topicOf(event: Event): Topic | null {
  return event.topic ?? (event.item === null ? null : 'item')
}

/** What is known from both: a and b must come from different events, for a merge counts everything it is given.
 *  Laws: commutative, associative, `empty` is neutral; exact for counts and sets, within 1e-9 for decayed sums. */
export function merge(a: VisitorState, b: VisitorState): VisitorState {
  return {
    firstAt: pick(Math.min, a.firstAt, b.firstAt),
    lastAt: pick(Math.max, a.lastAt, b.lastAt),
    events: a.events + b.events,
    pageViews: a.pageViews + b.pageViews,
    conversions: a.conversions + b.conversions,
    conversionValue: a.conversionValue + b.conversionValue,
    lastConversionAt: pick(Math.max, a.lastConversionAt, b.lastConversionAt),
    topics: mergeTallies(a.topics, b.topics, (x, y, topic) => addDecayed(x, y, TOPIC_MEMORY[topic])),
    items: mergeTallies(a.items, b.items, halving(MEMORY.criteria)),
    categories: mergeTallies(a.categories, b.categories, halving(MEMORY.criteria)),
    latest: pick(laterLook, a.latest, b.latest),
    searches: pick(halving(MEMORY.criteria), a.searches, b.searches),
    engaged: pick(halving(MEMORY.need), a.engaged, b.engaged),
    steps: mergeTallies(a.steps, b.steps, halving(MEMORY.steps)),
    channels: mergeTallies(a.channels, b.channels, halving(MEMORY.need)),
    visits: mergeVisits(a.visits, b.visits),
    older: mergeOlder(a.older, b.older),
  }
}

/** Adds two counters of older visits. Law: commutative and associative. */
export function mergeOlder(a: OlderVisits, b: OlderVisits): OlderVisits {
  return {
    count: a.count + b.count,
    recent: pick(halving(MEMORY.need), a.recent, b.recent),
    lastEnd: pick(Math.max, a.lastEnd, b.lastEnd),
  }
}

/** Of two looks at one moment the same one, whichever came first. */
function laterLook(a: Look, b: Look): Look {
  if (a.at !== b.at) return a.at > b.at ? a : b
  return a.category > b.category ? a : b
}

const halving =
  (halfLife: DurationMs) =>
  (x: DecayedSum, y: DecayedSum): DecayedSum =>
    addDecayed(x, y, halfLife)

function pick<T>(both: (x: T, y: T) => T, x: T | null, y: T | null): T | null {
  if (x === null) return y
  return y === null ? x : both(x, y)
}

import {
  DAY,
  type DurationMs,
  MINUTE,
  type Ratio,
  SECOND,
  type Topic,
  type UnixMs,
} from '@koopsignaal/protocol'
import { type DecayedSum, decay, decayedAt } from './decay.ts'
import { MEMORY, TOPIC_MEMORY, type VisitorState } from './state.ts'
import { sumOf, type Tally } from './tally.ts'
import type { Visit } from './visit.ts'

/** What the two heads are fed: numbers read from a state as of its last event. */
export const FEATURES = [
  'logViews',
  'repeatShare',
  'focus',
  'kindShare',
  'habit',
  'logElapsed',
  'logPace',
  'logPreviousVisits',
  'logRecentVisits',
  'logDaysAway',
  'logDaysKnown',
  'logEngaged',
  'engagedMinutes',
  'steps',
  'stepsPerVisit',
  'searches',
  'logConversions',
  'conversionsPerVisit',
  'askedShare',
  'searchEntry',
] as const
export type Feature = (typeof FEATURES)[number]

/** The current visit: the one that holds the last event. */
export function currentVisit(state: VisitorState): Visit | null {
  return state.visits.at(-1) ?? null
}

/** All visits. What a back office books alone is none, neither at once nor when it is long ago. */
export function visitsSoFar(state: VisitorState): number {
  return state.older.count + state.visits.filter((visit) => visit.events > 0).length
}

/** Visits before the current one. */
export function previousVisits(state: VisitorState): number {
  let count = state.older.count
  for (let i = 0; i < state.visits.length - 1; i++) if (state.visits[i]!.events > 0) count++
  return count
}

/** Conversions for each visit, this one included: who bought on one of two visits is another customer than who bought on one of
 *  fifty. */
export function conversionsPerVisit(state: VisitorState): number {
  return state.conversions / (previousVisits(state) + 1)
}

/** Visits before the current one, those long ago counting less. */
export function recentVisits(state: VisitorState): number {
  const { lastAt: at, older, visits } = state
  if (at === null) return 0
  let sum = decayedAt(older.recent, at, MEMORY.need)
  for (let i = 0; i < visits.length - 1; i++)
    if (visits[i]!.events > 0) sum += decay(at - visits[i]!.end, MEMORY.need)
  return sum
}

/** More engaged time than this says no more. Source: leads of an education company, where 15 min ranked best of 12 to 30. */
const ENGAGED_ENOUGH: DurationMs = 15 * MINUTE

/** All features of a state; all are 0 for a state without events.
 *  Law: the same for any order in which the events arrived. */
export function featuresOf(state: VisitorState): Readonly<Record<Feature, number>> {
  const at = state.lastAt
  const visit = currentVisit(state)
  if (at === null || visit === null) return Object.fromEntries(FEATURES.map((name) => [name, 0])) as never
  const looks = sumOf(visit.items)
  const items = visit.items.size
  const categories = visit.categories.size
  const elapsed = visit.end - visit.start
  const asked = topicViews(state, at, ['price', 'contact', 'checkout', 'proof', 'about'])
  const views = topicViews(state, at, null)
  const steps =
    decayedAt(state.steps.get('action'), at, MEMORY.steps) +
    decayedAt(state.steps.get('form'), at, MEMORY.steps)
  return {
    logViews: Math.log1p(visit.views),
    repeatShare: looks === 0 ? 0 : 1 - items / looks,
    focus: items === 0 || categories === 0 ? 0 : Math.log(items) - Math.log(categories),
    kindShare: kindShare(state, visit),
    habit: habit(state, visit, at),
    logElapsed: Math.log1p(elapsed / SECOND),
    logPace: Math.log1p(secondsPerView(visit)),
    logPreviousVisits: Math.log1p(previousVisits(state)),
    logRecentVisits: Math.log1p(recentVisits(state)),
    logDaysAway: Math.log1p(daysAway(state, visit) / DAY),
    logDaysKnown: Math.log1p((at - (state.firstAt ?? at)) / DAY),
    logEngaged: Math.log1p(decayedAt(state.engaged, at, MEMORY.need) / MINUTE),
    engagedMinutes: Math.min(ENGAGED_ENOUGH, decayedAt(state.engaged, at, MEMORY.need)) / MINUTE,
    steps,
    stepsPerVisit: steps / (recentVisits(state) + 1),
    searches: Math.log1p(decayedAt(state.searches, at, MEMORY.criteria)),
    logConversions: Math.log1p(state.conversions),
    conversionsPerVisit: Math.log2(1 + conversionsPerVisit(state)),
    askedShare: views === 0 ? 0 : asked / views,
    searchEntry: Math.min(1, decayedAt(state.channels.get('search'), at, MEMORY.need)),
  }
}

/** How much of the visit went to the kind of thing that was looked at last: near 0 after one look, near 1 after many of one
 *  kind. One look more is counted than there was, so that a visit's first look is no full share. */
export function kindShare({ latest }: VisitorState, { start, categories }: Visit): Ratio {
  if (latest === null || latest.at < start) return 0
  return (categories.get(latest.category) ?? 0) / (sumOf(categories) + 1)
}

/** How much of the visit went to other things of kinds that earlier visits had gone to as well, by doublings. */
export function habit(state: VisitorState, visit: Visit, at: UnixMs): number {
  return Math.log2(1 + habitualLooks(state, visit, at))
}

/** Looks of the visit at other things of kinds that earlier visits had looked at as well: looking around out of habit, where who is
 *  after something comes back to the thing itself, or for another kind. Looks of earlier visits count until they have faded;
 *  without categories it is 0. */
export function habitualLooks(state: VisitorState, visit: Visit, at: UnixMs): number {
  // Most visitors were never here before, and it is asked with every event.
  if (state.visits.length < 2 && state.older.count === 0) return 0
  const familiar = (known: Tally<DecayedSum>, now: Tally<number>): number =>
    sum([...now].map(([name, looks]) => looks * Math.min(1, looksBefore(known, name, looks, at))))
  const kinds = familiar(state.categories, visit.categories)
  const items = familiar(state.items, visit.items)
  return Math.max(0, (1 + kinds) / (1 + items) - 1)
}

/** How long the visit has stayed with each of its pages; 0 before there is one. */
export function secondsPerView({ start, end, views }: Visit): number {
  return views === 0 ? 0 : (end - start) / SECOND / views
}

/** Looks of earlier visits that are left: all of them less those of this visit, which have hardly faded yet. */
function looksBefore(known: Tally<DecayedSum>, name: string, looks: number, at: UnixMs): number {
  return Math.max(0, decayedAt(known.get(name), at, MEMORY.criteria) - looks)
}

function daysAway(state: VisitorState, visit: Visit): DurationMs {
  const previous = state.visits.slice(0, -1).findLast((other) => other.events > 0)
  const end = previous?.end ?? state.older.lastEnd
  return end === null ? 0 : visit.start - end
}

function topicViews(state: VisitorState, at: UnixMs, topics: readonly Topic[] | null): number {
  return sum(
    [...state.topics]
      .filter(([topic]) => topics === null || topics.includes(topic))
      .map(([topic, views]) => decayedAt(views, at, TOPIC_MEMORY[topic])),
  )
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

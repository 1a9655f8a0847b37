import { type Axis, type DurationMs, HOUR, MINUTE, type Topic } from '@koopsignaal/protocol'
import { type DecayedSum, decay, decayedAt } from './decay.ts'
import { conversionsPerVisit, currentVisit, habitualLooks, recentVisits, secondsPerView } from './features.ts'
import { MEMORY, TOPIC_MEMORY, type VisitorState } from './state.ts'
import { largestOf } from './tally.ts'
import type { Visit } from './visit.ts'

/** What a signal is: the axis it is evidence of, and how to read its value. */
export interface Signal {
  readonly axis: Axis
  /** The value as of the state's last event: ≥ 0, and 0 when there is nothing to say. */
  readonly read: (state: VisitorState) => number
}

const views = (axis: Axis, topic: Topic): Signal => ({
  axis,
  read: (state) => recent(state, state.topics.get(topic), TOPIC_MEMORY[topic]),
})

/** Every signal that the segments rest on. Adding one: a line here, its weight in `model.ts`, its words in `words.ts`,
 *  its row in docs/scoring-model.md; the compiler and the tests ask for each. */
export const SIGNALS = {
  problemViews: views('waarom', 'problem'),
  searchEntry: {
    axis: 'waarom',
    read: (state) => Math.min(1, recent(state, state.channels.get('search'), MEMORY.need)),
  },
  engagement: { axis: 'waarom', read: (state) => recent(state, state.engaged, MEMORY.need) / MINUTE },
  pace: { axis: 'waarom', read: paceOfVisit },
  careersViews: views('waarom', 'careers'),
  supportViews: views('waarom', 'support'),

  solutionViews: views('wat', 'solution'),
  itemViews: views('wat', 'item'),
  listViews: views('wat', 'list'),
  compareViews: views('wat', 'compare'),
  repeatViews: { axis: 'wat', read: repeatsInVisit },
  favouriteItem: {
    axis: 'wat',
    read: (state) => largestOf(state.items, (seen) => recent(state, seen, MEMORY.criteria) - 1),
  },
  focus: { axis: 'wat', read: itemsPerCategory },
  scatter: { axis: 'wat', read: (state) => Math.max(0, visitOf(state).categories.size - 3) },
  habit: { axis: 'wat', read: looksOutOfHabit },
  siteSearch: { axis: 'wat', read: (state) => recent(state, state.searches, MEMORY.criteria) },
  comparisonEntry: {
    axis: 'wat',
    read: (state) => Math.min(1, recent(state, state.channels.get('comparison'), MEMORY.need)),
  },

  priceViews: views('waar', 'price'),
  proofViews: views('waar', 'proof'),
  aboutViews: views('waar', 'about'),
  contactViews: views('waar', 'contact'),
  checkoutViews: views('waar', 'checkout'),
  actions: { axis: 'waar', read: (state) => steps(state, 'action') },
  forms: { axis: 'waar', read: (state) => steps(state, 'form') },
  returnVisits: { axis: 'waar', read: recentVisits },
  pastConversions: { axis: 'waar', read: conversionsPerVisit },
} as const satisfies Record<string, Signal>

export type SignalName = keyof typeof SIGNALS
export const SIGNAL_NAMES = Object.keys(SIGNALS) as readonly SignalName[]

// Thirty of them are read with every event: they build nothing on the way.

function recent(state: VisitorState, sum: DecayedSum | null | undefined, halfLife: DurationMs): number {
  return state.lastAt === null ? 0 : decayedAt(sum, state.lastAt, halfLife)
}

function steps(state: VisitorState, step: 'action' | 'form'): number {
  return recent(state, state.steps.get(step), MEMORY.steps)
}

/** Further looks at the item looked at most in the current visit. */
function repeatsInVisit(state: VisitorState): number {
  return largestOf(visitOf(state).items, (looks) => looks - 1)
}

/** Items per category beyond the first, in the current visit or one shortly before: 0 for one item per category, 4 for
 *  five items of one category. Taken over all visits it says nothing: who looks at much has seen many categories. */
function itemsPerCategory({ lastAt, visits }: VisitorState): number {
  let most = 0
  if (lastAt !== null)
    for (const visit of visits) most = Math.max(most, directedness(visit) * decay(lastAt - visit.end, CARRY))
  return most
}

/** Chosen: the focus of a visit an hour or two ago still says something about this one; longer made it worse on a shop. */
const CARRY: DurationMs = 2 * HOUR

function directedness({ items, categories }: Visit): number {
  return categories.size === 0 ? 0 : Math.max(0, items.size / categories.size - 1)
}

function looksOutOfHabit(state: VisitorState): number {
  const visit = currentVisit(state)
  return visit === null || state.lastAt === null ? 0 : habitualLooks(state, visit, state.lastAt)
}

function paceOfVisit(state: VisitorState): number {
  const visit = currentVisit(state)
  return visit === null ? 0 : secondsPerView(visit)
}

function visitOf(state: VisitorState): Pick<Visit, 'items' | 'categories'> {
  return currentVisit(state) ?? { items: new Map(), categories: new Map() }
}

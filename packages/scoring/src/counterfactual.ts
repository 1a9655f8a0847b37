import {
  type Event,
  type Language,
  SEGMENTS,
  type Segment,
  type Topic,
  type UnixMs,
} from '@koopsignaal/protocol'
import { assess } from './assess.ts'
import { BLANK_EVENT } from './blank-event.ts'
import { foldWithout } from './fold-without.ts'
import type { Model } from './model-type.ts'
import { advance, type Profile, standingAt } from './profile.ts'
import type { SignalName } from './signals.ts'
import type { Standing } from './standing.ts'
import { WORDS } from './words.ts'

/** The smallest single change that would give another segment. */
export interface Counterfactual {
  readonly signal: SignalName
  /** How far the raw score would move. */
  readonly points: number
  readonly segment: Segment
  readonly text: string
}

/** A visitor, all it did, and the moment that is asked about. */
export interface CounterfactualAsked {
  readonly profile: Profile
  /** The history that `profile` was folded from, in any order, without events of bots. */
  readonly events: readonly Event[]
  readonly model: Model
  /** A moment before the last event counts as just after it. */
  readonly now: UnixMs
  readonly language: Language
}

/** What one event more, or one signal less, would have made of a visitor. Climbing comes first; only when no single event
 *  makes the visitor climb is it asked what holds the visitor up.
 *  @returns null when no single change gives another segment, or the history is too long to be folded for each
 *  Law: the history, folded again with the event or without what the signal tells of, ends in that segment. */
export function counterfactual(asked: CounterfactualAsked): Counterfactual | null {
  return climb(asked) ?? drop(asked)
}

function climb({ profile, model, now, language }: CounterfactualAsked): Counterfactual | null {
  const at = Math.max(now, profile.last.at + 1)
  const is = assess(profile, model, at)
  const options = candidates(profile, at).flatMap(([signal, event]): readonly Counterfactual[] => {
    const would = assess(advance(profile, event, model).profile, model, at)
    const points = would.raw - is.raw
    const text = WORDS[signal][language].more
    return would.segment === is.segment || points <= 0 || text === null
      ? []
      : [{ signal, points, segment: would.segment, text }]
  })
  return smallest(options)
}

/** One more event of each kind that a visitor can do by itself. */
function candidates(profile: Profile, at: UnixMs): readonly (readonly [SignalName, Event])[] {
  const view = (topic: Topic): Event => ({ ...BLANK_EVENT, at, type: 'page_view', topic })
  const favourite = favouriteItem(profile)
  return [
    ['problemViews', view('problem')],
    ['solutionViews', view('solution')],
    ['itemViews', view('item')],
    ['listViews', view('list')],
    ['compareViews', view('compare')],
    ['priceViews', view('price')],
    ['proofViews', view('proof')],
    ['aboutViews', view('about')],
    ['contactViews', view('contact')],
    ['checkoutViews', view('checkout')],
    ['siteSearch', { ...BLANK_EVENT, at, type: 'search', detail: { query: '' } }],
    ['actions', { ...BLANK_EVENT, at, type: 'cta_click', detail: { cta: '' } }],
    ['forms', { ...BLANK_EVENT, at, type: 'form_start' }],
    ...(favourite === null
      ? []
      : ([['repeatViews', { ...view('item'), item: favourite }]] satisfies [SignalName, Event][])),
  ]
}

function favouriteItem(profile: Profile): string | null {
  return [...profile.state.items].toSorted(([, a], [, b]) => b.sum - a.sum || b.at - a.at)[0]?.[0] ?? null
}

/** Longer histories are not folded again: each signal in favour takes a fold, and of so many events no single one holds a visitor up.
 *  Chosen: a few tenths of a second. */
const MOST_EVENTS = 1_000

/** How long a visit stayed with its pages is nothing that somebody did and might have left out: without it nothing of the visit is left. */
const NO_ACT: SignalName = 'pace'

/** Whoever came in stays in down to the exit, so it takes the whole history to know who would not be in. */
function drop({ profile, events, model, now, language }: CounterfactualAsked): Counterfactual | null {
  const { raw, segment, own } = assess(profile, model, now)
  if (segment === 'passant' || events.length > MOST_EVENTS) return null
  const options = own.flatMap(({ signal, points }): readonly Counterfactual[] => {
    if (points <= 0 || signal === NO_ACT) return []
    const left = foldWithout(signal, events, model)
    const would = left === null ? nobody(model) : standingAt(left, now, model)
    const isLower = SEGMENTS.indexOf(would.segment) < SEGMENTS.indexOf(segment)
    const text = WORDS[signal][language].without
    return isLower ? [{ signal, points: would.raw - raw, segment: would.segment, text }] : []
  })
  return smallest(options)
}

/** Somebody who did nothing. */
const nobody = ({ base }: Model): Pick<Standing, 'raw' | 'segment'> => ({ raw: base, segment: 'passant' })

function smallest(options: readonly Counterfactual[]): Counterfactual | null {
  return options.toSorted((a, b) => Math.abs(a.points) - Math.abs(b.points))[0] ?? null
}

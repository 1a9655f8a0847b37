import type { Event, Language, Segment, Topic, UnixMs } from '@koopsignaal/protocol'
import { assess } from './assess.ts'
import { BLANK_EVENT } from './blank-event.ts'
import type { Model, Threshold } from './model-type.ts'
import { advance, type Profile } from './profile.ts'
import type { SignalName } from './signals.ts'
import { WORDS } from './words.ts'

/** The smallest single change that would give another segment. */
export interface Counterfactual {
  readonly signal: SignalName
  /** How far the raw score would move. */
  readonly points: number
  readonly segment: Segment
  readonly text: string
}

/** What one event more, or one signal less, would have made of a visitor. Climbing comes first; only when no single event
 *  makes the visitor climb is it asked what holds the visitor up.
 *  @param now  UnixMs; a moment before the last event counts as just after it
 *  @returns null when no single change gives another segment */
export function counterfactual(
  profile: Profile,
  model: Model,
  now: UnixMs,
  language: Language,
): Counterfactual | null {
  return climb(profile, model, now, language) ?? drop(profile, model, now, language)
}

function climb(profile: Profile, model: Model, now: UnixMs, language: Language): Counterfactual | null {
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
  const items = Object.entries(profile.state.items)
  return items.toSorted(([, a], [, b]) => b.sum - a.sum || b.at - a.at)[0]?.[0] ?? null
}

function drop(profile: Profile, model: Model, now: UnixMs, language: Language): Counterfactual | null {
  const { raw, segment, own } = assess(profile, model, now)
  const options = own.flatMap(({ signal, points }): readonly Counterfactual[] => {
    const would = without(segment, raw, points, model)
    const text = WORDS[signal][language].without
    return would === segment || points <= 0 ? [] : [{ signal, points: -points, segment: would, text }]
  })
  return smallest(options)
}

/** The segment with a signal left out. Above the entrance it is asked who would not have come in; between exit and
 *  entrance, where every signal kept the visitor in, who would fall. */
function without(segment: Segment, raw: number, points: number, model: Model): Segment {
  const holds = ({ enter, exit }: Threshold): boolean => raw - points >= (raw >= enter ? enter : exit)
  if (segment === 'koper' && holds(model.koper)) return 'koper'
  return segment !== 'passant' && holds(model.zoeker) ? 'zoeker' : 'passant'
}

function smallest(options: readonly Counterfactual[]): Counterfactual | null {
  return options.toSorted((a, b) => Math.abs(a.points) - Math.abs(b.points))[0] ?? null
}

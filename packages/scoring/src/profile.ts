import { type Event, isRefund, type Phase, type Segment, type UnixMs } from '@koopsignaal/protocol'
import { fallsBelow } from './fall.ts'
import { currentVisit } from './features.ts'
import type { Model, Threshold } from './model-type.ts'
import { type AxisPoints, axesOf, rawScore, reachedFrom, toScore } from './scorecard.ts'
import type { Span, Standing } from './standing.ts'
import { empty, fromEvent, merge, type VisitorState } from './state.ts'
import { KEEP_VISITS, trim } from './trim.ts'
import { yardstickOf } from './yardstick.ts'

/** A visitor after some events in order: plain data. Holds for every model of the same yardstick. */
export interface Profile {
  readonly yardstick: string
  /** The highest score at any event. */
  readonly peak: number
  readonly state: VisitorState
  /** The last event that counted. */
  readonly last: { readonly at: UnixMs; readonly id: string }
  /** Points per axis at the last event. */
  readonly axes: AxisPoints
  /** When the visitor stops being a koper, and a zoeker, if nothing more happens; null when it is none. */
  readonly koperUntil: UnixMs | null
  readonly zoekerUntil: UnixMs | null
  /** Converted, and not back yet in a later visit. */
  readonly deal: boolean
}

export interface Advance {
  readonly profile: Profile
  /** What the visitor was at the event's moment, just before it; null for the first event. */
  readonly before: Standing | null
  /** What the visitor is from the event on if nothing more happens: one to three pieces, the last one open. */
  readonly spans: readonly Span[]
}

/** Takes in the next event. An event of a bot changes nothing.
 *  @param profile  null before the first event
 *  @param event  later than the profile's last one, by (at, id)
 *  @throws RangeError when it is not later, or when the profile was folded by another yardstick */
export function advance(profile: Profile | null, event: Event, model: Model): Advance {
  const before = profile && standingAt(profile, event.at, model)
  if (profile && event.bot !== null) return { profile, before, spans: spansFrom(profile, event.at, model) }
  if (profile && !isLater(event, profile.last))
    throw new RangeError(`advance: event ${event.id} is not later than ${profile.last.id}`)
  const state = trim(merge(profile?.state ?? empty, fromEvent(event)), event.at - KEEP_VISITS)
  const axes = axesOf(state, model)
  const raw = rawScore(axes, 0, model)
  const peak = Math.max(raw, profile?.peak ?? raw)
  const segment = nextSegment(before?.segment ?? 'passant', raw, model)
  const until = (threshold: Threshold): UnixMs =>
    event.at + fallsBelow(axes, reachedFrom(threshold.exit), model)
  const next: Profile = {
    yardstick: yardstickOf(model, peak),
    peak,
    state,
    last: { at: event.at, id: event.id },
    axes,
    koperUntil: segment === 'koper' ? until(model.koper) : null,
    zoekerUntil: segment === 'passant' ? null : until(model.zoeker),
    deal: nextDeal(profile?.deal ?? false, event, state),
  }
  return { profile: next, before, spans: spansFrom(next, event.at, model) }
}

/** All events of one visitor, in any order; events of bots are left out.
 *  @returns null when none is left
 *  Law: the same for every order of the events. */
export function fold(events: readonly Event[], model: Model): Profile | null {
  return events
    .filter((event) => event.bot === null)
    .toSorted((a, b) => (isLater(a, b) ? 1 : -1))
    .reduce<Profile | null>((profile, event) => advance(profile, event, model).profile, null)
}

/** What a visitor is at a moment with no event after the profile's last.
 *  @param at  UnixMs; a moment before the last event counts as that event's (clocks jump) */
export function standingAt(profile: Profile, at: UnixMs, model: Model): Standing {
  if (!isProfileOf(profile, model))
    throw new RangeError(`standingAt: profile by ${profile.yardstick}, model ${model.version}`)
  const raw = rawScore(profile.axes, Math.max(0, at - profile.last.at), model)
  const segment = segmentAt(profile, at)
  return { segment, phase: phaseOf(segment, profile, model), raw, score: toScore(raw) }
}

/** Whether a profile is what folding its visitor's events with a model comes to. */
export function isProfileOf(profile: Profile, model: Model): boolean {
  return profile.yardstick === yardstickOf(model, profile.peak)
}

/** Whether an event comes after another in the order that everything is folded in: by time, then by id. */
export function isLater(
  event: { readonly at: UnixMs; readonly id: string },
  than: { readonly at: UnixMs; readonly id: string },
): boolean {
  return event.at > than.at || (event.at === than.at && event.id > than.id)
}

function segmentAt(profile: Profile, at: UnixMs): Segment {
  if (profile.koperUntil !== null && at < profile.koperUntil) return 'koper'
  return profile.zoekerUntil !== null && at < profile.zoekerUntil ? 'zoeker' : 'passant'
}

/** Who was in stays in down to the lower threshold, so that nobody flickers. */
function nextSegment(was: Segment, raw: number, model: Model): Segment {
  const holds = (wasIn: boolean, { enter, exit }: Threshold): boolean =>
    raw >= reachedFrom(wasIn ? exit : enter)
  if (holds(was === 'koper', model.koper)) return 'koper'
  return holds(was !== 'passant', model.zoeker) ? 'zoeker' : 'passant'
}

/** The next deal begins with a page view in a later visit than the one that the conversion was made in. */
function nextDeal(deal: boolean, event: Event, state: VisitorState): boolean {
  if (event.type === 'conversion') return deal || !isRefund(event.detail.value)
  if (event.type !== 'page_view') return deal
  const start = currentVisit(state)?.start ?? event.at
  return deal && (state.lastConversionAt ?? start) >= start
}

function phaseOf(segment: Segment, profile: Profile, model: Model): Phase {
  if (profile.deal) return 'deal'
  if (segment === 'koper') return 'leverancier'
  if (segment === 'passant') return 'latent'
  return profile.axes.wat + profile.axes.waar >= model.visie ? 'visie' : 'bewust'
}

function spansFrom(profile: Profile, from: UnixMs, model: Model): readonly Span[] {
  const ends: readonly (readonly [Segment, UnixMs | null])[] = [
    ['koper', profile.koperUntil ?? from],
    ['zoeker', profile.zoekerUntil ?? from],
    ['passant', null],
  ]
  const spans: Span[] = []
  let start = from
  for (const [segment, until] of ends) {
    if (until !== null && until <= start) continue
    spans.push({ from: start, until, segment, phase: phaseOf(segment, profile, model) })
    start = until ?? start
  }
  return spans
}

import type { Event, Source } from '@koopsignaal/protocol'
import {
  advance,
  isLater,
  isProfileOf,
  type Model,
  type Profile,
  type Span,
  splice,
  visitsSoFar,
} from '@koopsignaal/scoring'
import { modelOf } from './models.ts'
import type { Advance, ConversionFrom, VisitChange, VisitorFacts, VisitorFigures } from './storage/store.ts'
import { arrivalOf, nextVisit, type VisitRecord } from './visit-record.ts'

/** Takes a visitor's new events in, in order of time. Pure; what it returns depends on the visitor's events alone and not on
 *  the batches or the order they arrived in: an event that comes late makes the engine ask again with the whole history. */
export const advanceVisitor: Advance = (site, stored, fresh) => {
  const model = modelOf(site)
  const events = fresh.toSorted((a, b) => (isLater(a, b) ? 1 : -1))
  const first = events[0]
  if (first === undefined) throw new RangeError('advanceVisitor: at least one event is needed')
  if (stored !== null) {
    const isOutdated = !isProfileOf(stored.profile, model)
    if (isOutdated || !isLater(first, stored.profile.last)) return 'needs_history'
  }

  let profile = stored?.profile ?? null
  let facts = stored?.facts ?? null
  const visits = new Map<number, VisitChange>()
  let spans: readonly Span[] = []
  const conversions: ConversionFrom[] = []
  for (const event of events) {
    const step = advance(profile, event, model)
    profile = step.profile
    const before = step.before ?? UNKNOWN
    const under = facts?.visit ?? null
    const visit = nextVisit(under, event, before, step.spans[0]!)
    visits.set(visit.from, changeOf(visits.get(visit.from), under, visit, event))
    facts = nextFacts(facts, event, visit)
    spans = splice(spans, event.at, step.spans)
    if (event.type === 'conversion') {
      conversions.push(conversionOf(event, before))
    }
  }
  return {
    profile: profile!,
    facts: facts!,
    replaceFrom: first.at,
    spans,
    visits: [...visits.values()],
    conversions,
    figures: figuresOf(profile!, model),
  }
}

function changeOf(
  known: VisitChange | undefined,
  before: VisitRecord | null,
  visit: VisitRecord,
  event: Event,
): VisitChange {
  const { arrival, landing } = arrivalOf(before, visit, event)
  return {
    ...visit,
    arrival: arrival ?? known?.arrival ?? null,
    landing: known?.landing ?? landing,
  }
}

function conversionOf(event: Event, { segment, phase }: Pick<Span, 'segment' | 'phase'>): ConversionFrom {
  const { name = '', value = null, currency = null } = event.detail
  return { at: event.at, id: event.id, segment, phase, name, value, currency }
}

/** What somebody is of whom nothing was known: the first event ever may be a conversion. */
const UNKNOWN = { segment: 'passant', phase: 'latent' } as const

function figuresOf(profile: Profile, model: Model): VisitorFigures {
  const { state } = profile
  return {
    firstAt: state.firstAt ?? profile.last.at,
    lastAt: state.lastAt ?? profile.last.at,
    visits: visitsSoFar(state),
    pageViews: state.pageViews,
    conversions: state.conversions,
    base: model.base,
    axes: profile.axes,
    koperUntil: profile.koperUntil,
    zoekerUntil: profile.zoekerUntil,
    yardstick: profile.yardstick,
    peak: profile.peak,
  }
}

function nextFacts(facts: VisitorFacts | null, event: Event, visit: VisitRecord): VisitorFacts {
  // A page view without a referrer in the middle of a visit is no new arrival: some browsers never tell where they come from.
  const isArrival = event.source?.channel !== 'direct' || visit.from === event.at
  const touch: Source | null = isArrival ? event.source : null
  return {
    consented: event.consent === 'granted',
    firstTouch: facts?.firstTouch ?? touch,
    lastTouch: touch ?? facts?.lastTouch ?? null,
    device: event.device,
    country: event.country ?? facts?.country ?? null,
    visit,
  }
}

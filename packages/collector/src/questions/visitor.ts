import type {
  Event,
  JourneyEventAnswer,
  JourneyVisitAnswer,
  Language,
  TransitionAnswer,
  UnixMs,
  VisitorAnswer,
  VisitorDetailAnswer,
} from '@koopsignaal/protocol'
import { VISIT_GAP } from '@koopsignaal/protocol'
import {
  advance,
  assess,
  assessPoints,
  changes,
  counterfactual,
  explain,
  isProfileOf,
  type Model,
  type Profile,
  type Span,
  topReasons,
  toReasons,
  visitsSoFar,
} from '@koopsignaal/scoring'
import { advanceVisitor } from '../advance-visitor.ts'
import { AppError } from '../errors.ts'
import { modelOf } from '../models.ts'
import type { Site, Store, StoredVisitor } from '../storage/store.ts'
import { fading } from './fading.ts'
import { iso } from './iso.ts'

const TOP_REASONS = 3
/** In points; less is the fading of a few seconds, which no event made. */
const SMALLEST_CHANGE = 0.01

/** One line of a list: who a visitor is at a moment, and the weightiest reasons. */
export function toVisitorAnswer(
  visitor: StoredVisitor,
  model: Model,
  at: UnixMs,
  language: Language,
): VisitorAnswer {
  const { profile, facts } = visitor
  const { state } = profile
  const assessment = assessPoints(profile, model, at)
  return {
    id: visitor.visitor,
    segment: assessment.segment,
    phase: assessment.phase,
    score: assessment.score,
    confidence: assessment.confidence,
    axes: assessment.axes,
    customer: assessment.customer,
    visits: visitsSoFar(state),
    pageViews: state.pageViews,
    conversions: state.conversions,
    firstSeen: iso(state.firstAt ?? profile.last.at),
    lastSeen: iso(state.lastAt ?? profile.last.at),
    koperUntil: assessment.koperUntil === null ? null : iso(assessment.koperUntil),
    zoekerUntil: assessment.zoekerUntil === null ? null : iso(assessment.zoekerUntil),
    firstTouch: facts.firstTouch,
    lastTouch: facts.lastTouch,
    device: facts.device,
    country: facts.country,
    model: assessment.model,
    reasons: topReasons(assessment, language, TOP_REASONS),
  }
}

/** Whether what is stored of a visitor is what it was at a moment, by the site's present model. */
export function isAsOf({ profile }: Pick<StoredVisitor, 'profile'>, site: Site, at: UnixMs): boolean {
  return profile.last.at <= at && isProfileOf(profile, modelOf(site))
}

/** A visitor as of a moment, by the site's present model: folded again from its events when it has newer ones, or when its
 *  profile is still that of an earlier model.
 *  @returns null when it was not there yet */
export async function visitorAsOf(
  store: Store,
  site: Site,
  visitor: StoredVisitor,
  at: UnixMs,
): Promise<StoredVisitor | null> {
  if (isAsOf(visitor, site, at)) return visitor
  const events = (await store.history(visitor, at)).filter((event) => event.bot === null)
  if (events.length === 0) return null
  const change = advanceVisitor(site, null, events)
  return change === 'needs_history' ? null : { ...visitor, profile: change.profile, facts: change.facts }
}

/** @throws AppError unknown_visitor when there is nobody who gave consent under this id, or not yet at that moment */
export async function findVisitor(store: Store, site: Site, id: string, at: UnixMs): Promise<StoredVisitor> {
  const stored = await store.visitor({ site: site.id, visitor: id })
  const found = stored?.facts.consented ? await visitorAsOf(store, site, stored, at) : null
  if (found === null) throw new AppError('unknown_visitor', 'There is no visitor with this id.')
  return found
}

export async function askVisitor(
  store: Store,
  site: Site,
  id: string,
  at: UnixMs,
  language: Language,
): Promise<VisitorDetailAnswer> {
  const visitor = await findVisitor(store, site, id, at)
  const model = modelOf(site)
  const assessment = assess(visitor.profile, model, at)
  const events = await store.history(visitor, at)
  return {
    ...toVisitorAnswer(visitor, model, at, language),
    base: assessment.base,
    against: assessment.against,
    contributions: explain(assessment, language).map((reason) => ({
      ...reason,
      value: assessment.contributions.find(({ signal }) => signal === reason.signal)?.value ?? 0,
    })),
    transitions: toTransitions(await store.timeline(visitor), new Set(events.map((event) => event.at)), at),
    counterfactual: counterfactual({
      profile: visitor.profile,
      events: events.filter(({ bot }) => bot === null),
      model,
      now: at,
      language,
    }),
    fading: fading(visitor.profile, model, at),
  }
}

/** What the visitor was up to a moment; an event after it may since have cut the last span short, which changes nothing
 *  before it. */
function toTransitions(
  timeline: readonly Span[],
  events: ReadonlySet<UnixMs>,
  at: UnixMs,
): readonly TransitionAnswer[] {
  return timeline
    .filter((span) => span.from <= at)
    .map((span, i) => {
      const before = timeline[i - 1]
      return {
        at: iso(span.from),
        from: before === undefined ? null : { segment: before.segment, phase: before.phase },
        to: { segment: span.segment, phase: span.phase },
        cause: events.has(span.from) ? ('event' as const) : ('fading' as const),
      }
    })
}

/** A visitor's events by visit, each with what it did; bots' events are not part of it. */
export function toJourney(
  events: readonly Event[],
  model: Model,
  language: Language,
): readonly JourneyVisitAnswer[] {
  const visits: { from: UnixMs; to: UnixMs; events: { event: Event; answer: JourneyEventAnswer }[] }[] = []
  let profile: Profile | null = null
  for (const event of events.filter(({ bot }) => bot === null)) {
    const before = profile && assess(profile, model, event.at)
    profile = advance(profile, event, model).profile
    const after = assess(profile, model, event.at)
    const step = { event, answer: toStep(event, before, after, language) }
    const visit = visits.at(-1)
    if (visit === undefined || event.at - visit.to > VISIT_GAP) {
      visits.push({ from: event.at, to: event.at, events: [step] })
    } else {
      visit.to = event.at
      visit.events.push(step)
    }
  }
  return visits.map((visit) => ({
    from: iso(visit.from),
    to: iso(visit.to),
    touch: visit.events.find(({ event }) => event.source !== null)?.event.source ?? null,
    events: visit.events.map(({ answer }) => answer),
  }))
}

function toStep(
  event: Event,
  before: ReturnType<typeof assess> | null,
  after: ReturnType<typeof assess>,
  language: Language,
): JourneyEventAnswer {
  return {
    id: event.id,
    type: event.type,
    at: iso(event.at),
    path: event.path,
    title: event.title,
    topic: event.topic,
    item: event.item,
    category: event.category,
    source: event.source,
    detail: event.detail,
    segment: after.segment,
    phase: after.phase,
    score: after.score,
    change: toReasons(
      changes(before, after).filter(({ points }) => Math.abs(points) >= SMALLEST_CHANGE),
      language,
    ),
  }
}

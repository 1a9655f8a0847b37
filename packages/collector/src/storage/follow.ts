import { CHANNELS, DAY, type DurationMs, EVENT_TYPES, isRefund, VISIT_GAP } from '@koopsignaal/protocol'
import { type Census, OF_BOT } from './census-port.ts'
import type { Period } from './store.ts'
import { type Aftermath, CLIMBED, CONVERTED, stratumOf } from './stratum.ts'

/** Chosen: long enough to come back and decide, short enough that the page may have had a part in it. */
const AFTERWARDS: DurationMs = 7 * DAY
/** Chosen: the usual limit under which a visit counts as not engaged. */
const AT_ONCE: DurationMs = 10_000
const PAGE_VIEW = EVENT_TYPES.indexOf('page_view')
const ENGAGEMENT = EVENT_TYPES.indexOf('engagement')

/** One visit of the visitor who is followed. */
export interface FollowedVisit {
  /** Of its acts, bots' between them. */
  start: number
  end: number
  from: number
  /** Place of the channel in CHANNELS; -1: none is known. */
  channel: number
  /** Its views. */
  firstView: number
  endOfViews: number
  /** Something else than looking. */
  hasActed: boolean
  engagedMs: number
}

/** One page view of the visitor who is followed, as a moment at which somebody stood somewhere. */
export interface FollowedView {
  act: number
  at: number
  /** Place in the census' paths. */
  path: number
  /** 0 for the first of the visit. */
  place: number
  /** What was measured of it; NaN when nothing was. */
  engagedMs: number
  scrollPercent: number
  visit: number
  /** What makes people comparable. */
  stratum: number
  outcome: Aftermath
}

/** Goes through a visitor's acts; what it shows is of the last visitor that it was given. */
export interface Follower {
  follow(visitor: number): void
  readonly visits: readonly FollowedVisit[]
  /** How many of `visits` are this visitor's; the others are left over. */
  visitCount: number
  readonly views: readonly FollowedView[]
  viewCount: number
  /** The views in the period: from this one up to that. */
  firstMoment: number
  endOfMoments: number
  /** Asked as of this moment or any later one, all of this is the same. */
  settledAt: number
  /** What makes people comparable at a moment, and what came of it. */
  stratumAt(at: number, channel: number, place: number): number
  outcomeAt(at: number): Aftermath
}

/** @param until  as of when; what happened later is not known yet */
export function createFollower(census: Census, period: Period, until: number): Follower {
  const { visitors, acts, names } = census
  const { at: atOf, type: typeOf, page: pageIn, source: sourceIn } = acts
  const { from: since, until: untilOf, standing } = census.spans
  const { at: convertedAt, value } = census.conversions
  const { start: firstSpans, end: endsOfSpans } = visitors.spans
  const { start: firstConversions, end: endsOfConversions } = visitors.conversions
  const { start: firstActs, end: endsOfActs } = visitors.acts
  const { consented } = visitors
  const { pathOf } = names
  const channels = Int8Array.from(names.sources, (one) => (one === null ? -1 : CHANNELS.indexOf(one.channel)))
  const visits: FollowedVisit[] = []
  const views: FollowedView[] = []
  let present = 0

  function beginVisit(act: number): FollowedVisit {
    const place = follower.visitCount++
    visits[place] ??= newVisit()
    const visit = visits[place]!
    visit.start = act
    visit.from = atOf[act]!
    visit.channel = -1
    visit.firstView = follower.viewCount
    visit.hasActed = false
    visit.engagedMs = 0
    return visit
  }

  function addView(act: number, path: number, visit: FollowedVisit): void {
    const place = follower.viewCount++
    views[place] ??= newView()
    const view = views[place]!
    view.act = act
    view.at = atOf[act]!
    view.path = path
    view.place = place - visit.firstView
    view.engagedMs = Number.NaN
    view.scrollPercent = Number.NaN
    view.visit = follower.visitCount - 1
  }

  /** Attention goes to the last view of its page. */
  function addAttention(act: number, visit: FollowedVisit): void {
    const engagedMs = names.number(acts.detail[act]!) ?? 0
    visit.engagedMs += engagedMs
    const path = pathOf[pageIn[act]!]!
    if (path === 0) return
    for (let i = follower.viewCount - 1; i >= visit.firstView; i--) {
      const view = views[i]!
      if (view.path !== path) continue
      view.engagedMs = (Number.isNaN(view.engagedMs) ? 0 : view.engagedMs) + engagedMs
      const scrolled = names.number(acts.measure[act]!)
      if (scrolled !== null)
        view.scrollPercent = Math.max(Number.isNaN(view.scrollPercent) ? 0 : view.scrollPercent, scrolled)
      return
    }
  }

  function readVisits(visitor: number): void {
    follower.visitCount = 0
    follower.viewCount = 0
    let visit: FollowedVisit | null = null
    let last = Number.NEGATIVE_INFINITY
    const end = endsOfActs[visitor]!
    for (let act = firstActs[visitor]!; act < end; act++) {
      const type = typeOf[act]!
      const at = atOf[act]!
      if (type >= OF_BOT) continue
      if (at > until) break
      if (visit === null || at - last > VISIT_GAP) visit = beginVisit(act)
      last = at
      visit.end = act + 1
      if (visit.channel === -1 && sourceIn[act] !== 0) visit.channel = channels[sourceIn[act]!]!
      if (type === ENGAGEMENT) addAttention(act, visit)
      else if (type === PAGE_VIEW) {
        const path = pathOf[pageIn[act]!]!
        if (path !== 0) addView(act, path, visit)
      } else visit.hasActed = true
      visit.endOfViews = follower.viewCount
    }
    follower.settledAt = last
  }

  function phaseAt(at: number): number {
    for (let i = firstSpans[present]!; i < endsOfSpans[present]!; i++)
      if (since[i]! <= at && at < untilOf[i]!) return standing[i]! & 7
    return 0
  }

  function outcomeFrom(at: number, phase: number): Aftermath {
    const end = Math.min(until, at + AFTERWARDS)
    let outcome: Aftermath = 0
    // The first time is what settles it. What fades may climb without an act.
    let [climbedAt, boughtAt] = [at, at]
    for (let i = endsOfSpans[present]! - 1; i >= firstSpans[present]!; i--) {
      if (since[i]! <= at) break
      if (since[i]! > end || (standing[i]! & 7) <= phase) continue
      outcome |= CLIMBED
      climbedAt = since[i]!
    }
    for (let i = endsOfConversions[present]! - 1; i >= firstConversions[present]!; i--) {
      if (convertedAt[i]! <= at) break
      if (convertedAt[i]! > end || isRefund(value[i])) continue
      outcome |= CONVERTED
      boughtAt = convertedAt[i]!
    }
    follower.settledAt = Math.max(follower.settledAt, climbedAt, boughtAt)
    return outcome
  }

  const follower: Follower = {
    visits,
    views,
    visitCount: 0,
    viewCount: 0,
    firstMoment: 0,
    endOfMoments: 0,
    settledAt: 0,
    stratumAt(at, channel, place) {
      return stratumOf(phaseAt(at), channel, place, consented[present]!)
    },
    outcomeAt: (at) => outcomeFrom(at, phaseAt(at)),
    follow(visitor) {
      present = visitor
      readVisits(visitor)
      let first = 0
      while (first < follower.viewCount && views[first]!.at < period.from) first++
      let end = first
      for (; end < follower.viewCount && views[end]!.at < period.to; end++) {
        const view = views[end]!
        const phase = phaseAt(view.at)
        const { channel } = visits[view.visit]!
        view.stratum = stratumOf(phase, channel, view.place, consented[present]!)
        view.outcome = outcomeFrom(view.at, phase)
      }
      follower.firstMoment = first
      follower.endOfMoments = end
    },
  }
  return follower
}

/** One page view, nothing clicked, searched, filled in or bought, and under ten seconds of attention. */
export function isLeftAtOnce(visit: FollowedVisit): boolean {
  return visit.endOfViews - visit.firstView === 1 && visit.engagedMs < AT_ONCE && !visit.hasActed
}

/** The view that was open at a moment; -1 before the first. */
export function viewOpenAt({ views }: Follower, visit: FollowedVisit, at: number): number {
  let view = visit.endOfViews - 1
  while (view >= visit.firstView && views[view]!.at > at) view--
  return view < visit.firstView ? -1 : view
}

export function isIn({ from, to }: Period, at: number): boolean {
  return at >= from && at < to
}

const newVisit = (): FollowedVisit => ({
  start: 0,
  end: 0,
  from: 0,
  channel: -1,
  firstView: 0,
  endOfViews: 0,
  hasActed: false,
  engagedMs: 0,
})
const newView = (): FollowedView => ({
  act: 0,
  at: 0,
  path: 0,
  place: 0,
  engagedMs: Number.NaN,
  scrollPercent: Number.NaN,
  visit: 0,
  stratum: 0,
  outcome: 0,
})

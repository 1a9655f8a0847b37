import {
  type Channel,
  type Event,
  isRefund,
  type Phase,
  type Segment,
  type UnixMs,
  VISIT_GAP,
} from '@koopsignaal/protocol'
import type { Standing } from '@koopsignaal/scoring'

/** What one visit came to: the line that conversion rates are counted from. */
export interface VisitRecord {
  readonly from: UnixMs
  readonly to: UnixMs
  readonly pageViews: number
  /** How it came: its first arrival that is not direct, else direct; null until a page was opened from outside. */
  readonly channel: Channel | null
  /** What the visitor was at some moment of the visit, up to its first conversion. */
  readonly segments: readonly Segment[]
  readonly phases: readonly Phase[]
  /** What the visitor was just before the visit's first conversion; null when there was none. */
  readonly converted: { readonly segment: Segment; readonly phase: Phase } | null
}

/** Takes the next event of a visitor in: into the visit under way, or as the first of a new one.
 *  @param before  what the visitor was at that moment, just before the event */
export function nextVisit(
  current: VisitRecord | null,
  event: Event,
  before: Pick<Standing, 'segment' | 'phase'>,
  after: Pick<Standing, 'segment' | 'phase'>,
): VisitRecord {
  const visit = current !== null && event.at - current.to <= VISIT_GAP ? current : newVisit(event.at)
  const isConversion = event.type === 'conversion'
  const seen = isConversion ? before : after
  const isOver = visit.converted !== null
  return {
    from: visit.from,
    to: event.at,
    pageViews: visit.pageViews + Number(event.type === 'page_view'),
    channel: (isArrivalOf(visit, event) ? event.source?.channel : visit.channel) ?? null,
    segments: isOver ? visit.segments : withOne(visit.segments, seen.segment),
    phases: isOver ? visit.phases : withOne(visit.phases, seen.phase),
    converted:
      isConversion && !isRefund(event.detail.value) && !isOver
        ? { segment: before.segment, phase: before.phase }
        : visit.converted,
  }
}

/** What an event told of how its visit came. */
export interface Arrival {
  /** The event whose source is the visit's; null leaves it what it was. */
  readonly arrival: Event | null
  /** The first page view; null leaves it what it was. */
  readonly landing: Event | null
}

/** @param before  the visit under way when the event came; null when there was none
 *  @returns what the event tells of `after`, the visit that it is part of */
export function arrivalOf(before: VisitRecord | null, after: VisitRecord, event: Event): Arrival {
  const visit = before?.from === after.from ? before : newVisit(after.from)
  return {
    arrival: isArrivalOf(visit, event) ? event : null,
    landing: event.type === 'page_view' && visit.pageViews === 0 ? event : null,
  }
}

/** A page view without a referrer in the middle of a visit does not outdo what brought the visitor. */
function isArrivalOf(visit: VisitRecord, event: Event): boolean {
  if (event.source === null) return false
  return visit.channel === null || (visit.channel === 'direct' && event.source.channel !== 'direct')
}

function newVisit(at: UnixMs): VisitRecord {
  return { from: at, to: at, pageViews: 0, channel: null, segments: [], phases: [], converted: null }
}

function withOne<T>(list: readonly T[], one: T): readonly T[] {
  return list.includes(one) ? list : [...list, one]
}

import { type Event, type Phase, type Segment, type UnixMs, VISIT_GAP } from '@koopsignaal/protocol'
import type { Standing } from '@koopsignaal/scoring'

/** What one visit came to: the line that conversion rates are counted from. */
export interface VisitRecord {
  readonly from: UnixMs
  readonly to: UnixMs
  readonly pageViews: number
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
    segments: isOver ? visit.segments : withOne(visit.segments, seen.segment),
    phases: isOver ? visit.phases : withOne(visit.phases, seen.phase),
    converted: isConversion && !isOver ? { segment: before.segment, phase: before.phase } : visit.converted,
  }
}

function newVisit(at: UnixMs): VisitRecord {
  return { from: at, to: at, pageViews: 0, segments: [], phases: [], converted: null }
}

function withOne<T>(list: readonly T[], one: T): readonly T[] {
  return list.includes(one) ? list : [...list, one]
}

import {
  type Channel,
  type DurationMs,
  type Event,
  type Percent,
  type UnixMs,
  VISIT_GAP,
} from '@koopsignaal/protocol'

/** One page view of a visit. */
export interface View {
  readonly event: Event
  readonly path: string
  readonly at: UnixMs
  /** 0 for the first of the visit. */
  readonly place: number
  /** What was measured of it; null when nothing was. */
  readonly engagedMs: DurationMs | null
  readonly scrollPercent: Percent | null
}

export interface ContentVisit {
  readonly from: UnixMs
  readonly channel: Channel | null
  readonly events: readonly Event[]
  readonly views: readonly View[]
}

/** A visitor's events by visit, with the page views and the attention that each got.
 *  @param events  of one visitor, in order of (at, id) */
export function toContentVisits(events: readonly Event[]): readonly ContentVisit[] {
  const groups: Event[][] = []
  for (const event of events) {
    const last = groups.at(-1)?.at(-1)
    if (last === undefined || event.at - last.at > VISIT_GAP) groups.push([event])
    else groups.at(-1)!.push(event)
  }
  return groups.map((group) => ({
    from: group[0]!.at,
    channel: group.find(({ source }) => source !== null)?.source?.channel ?? null,
    events: group,
    views: toViews(group),
  }))
}

function toViews(events: readonly Event[]): readonly View[] {
  const views: { -readonly [K in keyof View]: View[K] }[] = []
  for (const event of events) {
    if (event.path === null) continue
    if (event.type === 'page_view') {
      const { path, at } = event
      views.push({ event, path, at, place: views.length, engagedMs: null, scrollPercent: null })
    }
    if (event.type !== 'engagement') continue
    const view = views.findLast(({ path }) => path === event.path)
    if (view === undefined) continue
    view.engagedMs = (view.engagedMs ?? 0) + (event.detail.engagedMs ?? 0)
    const { scrollPercent } = event.detail
    if (scrollPercent !== undefined) view.scrollPercent = Math.max(view.scrollPercent ?? 0, scrollPercent)
  }
  return views
}

/** Chosen: the usual limit under which a visit counts as not engaged. */
const AT_ONCE: DurationMs = 10_000

/** One page view, nothing clicked, searched, filled in or bought, and under ten seconds of attention. */
export function isLeftAtOnce(visit: ContentVisit): boolean {
  const engaged = visit.events.reduce((sum, { detail }) => sum + (detail.engagedMs ?? 0), 0)
  return (
    visit.views.length === 1 &&
    engaged < AT_ONCE &&
    visit.events.every(({ type }) => type === 'page_view' || type === 'engagement')
  )
}

/** The page that was open at a moment; null before the first. */
export function viewAt(visit: ContentVisit, at: UnixMs): View | null {
  return visit.views.findLast((view) => view.at <= at) ?? null
}

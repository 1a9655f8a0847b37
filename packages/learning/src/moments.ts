import { type Event, isRefund, type UnixMs, VISIT_GAP } from '@koopsignaal/protocol'
import { empty, fromEvent, isLater, KEEP_VISITS, merge, trim, type VisitorState } from '@koopsignaal/scoring'

/** One visitor's events, of which those of bots do not count. */
export interface History {
  readonly visitor: string
  /** In order of (at, id). */
  readonly events: readonly Event[]
}

/** One visit as it is known afterwards. */
export interface PastVisit {
  readonly start: UnixMs
  /** Of its last event. */
  readonly end: UnixMs
  /** False for a conversion that a back office booked by itself. */
  readonly isVisit: boolean
  readonly firstConversionAt: UnixMs | null
}

/** What was known of a visitor just after an event, before the visit's first conversion. */
export interface Moment {
  readonly event: Event
  readonly state: VisitorState
  /** Index in the visitor's visits. */
  readonly visit: number
}

/** Sorts events into histories, in order of the visitors' names; events without a visitor and of bots are left out. */
export function historiesOf(events: Iterable<Event>): readonly History[] {
  const byVisitor = new Map<string, Event[]>()
  for (const event of events) {
    if (event.visitor === null || event.bot !== null) continue
    const known = byVisitor.get(event.visitor)
    if (known === undefined) byVisitor.set(event.visitor, [event])
    else known.push(event)
  }
  return [...byVisitor]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([visitor, own]) => ({ visitor, events: own.toSorted((a, b) => (isLater(a, b) ? 1 : -1)) }))
}

/** A history's visits: activity without a gap over `VISIT_GAP`, as the collector finds them. */
export function visitsOf({ events }: History): readonly PastVisit[] {
  const visits: PastVisit[] = []
  for (const { at, type, detail } of events) {
    const last = visits.at(-1)
    const isConversion = type === 'conversion'
    const isSale = isConversion && !isRefund(detail.value)
    if (last === undefined || at - last.end > VISIT_GAP)
      visits.push({ start: at, end: at, isVisit: !isConversion, firstConversionAt: isSale ? at : null })
    else
      visits[visits.length - 1] = {
        start: last.start,
        end: at,
        isVisit: last.isVisit || !isConversion,
        firstConversionAt: last.firstConversionAt ?? (isSale ? at : null),
      }
  }
  return visits
}

/** The moments to learn from, each with only what was known then: after every event of a visit before the visit's first
 *  conversion. States are as the collector keeps them. */
export function momentsOf({ events }: History): readonly Moment[] {
  const moments: Moment[] = []
  let state: VisitorState = empty
  let visit = -1
  let hasConverted = false
  let previous: UnixMs | null = null
  for (const event of events) {
    if (previous === null || event.at - previous > VISIT_GAP) {
      visit++
      hasConverted = false
    }
    previous = event.at
    state = trim(merge(state, fromEvent(event)), event.at - KEEP_VISITS)
    if (event.type === 'conversion' && !isRefund(event.detail.value)) hasConverted = true
    if (!hasConverted) moments.push({ event, state, visit })
  }
  return moments
}

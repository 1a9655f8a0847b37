import { type Channel, DAY, PHASES, type UnixMs } from '@koopsignaal/protocol'
import { spanAt } from '@koopsignaal/scoring'
import type { Period, Track } from '../../storage/store.ts'
import { addTo, type Strata } from './lift.ts'
import { type ContentVisit, toContentVisits, type View, viewAt } from './visits.ts'

/** Chosen: long enough to come back and decide, short enough that the page may have had a part in it. */
const AFTERWARDS = 7 * DAY
const TOP_PHASE = PHASES.length - 1

/** A moment at which somebody stood somewhere, and what came of it. */
export interface Moment {
  readonly at: UnixMs
  /** What makes people comparable. */
  readonly stratum: string
  readonly climbed: boolean
  readonly converted: boolean
}

/** A page view as a moment. */
export interface ViewMoment extends Moment {
  readonly view: View
  /** The first of a visit that began in the period. */
  readonly isEntry: boolean
}

/** Somebody meets a page, CTA or query for the first time in the period. */
export interface Meeting extends Moment {
  /** From here on this visitor is no longer one who has not met it: the page view during which it happened. */
  readonly cutoff: UnixMs
}

/** One visitor of the period, ready to be compared. */
export interface Followed {
  readonly visitor: string
  /** Of the whole history: a visit may have begun before the period. */
  readonly visits: readonly ContentVisit[]
  /** The page views in the period. */
  readonly moments: readonly ViewMoment[]
  momentAt(visit: ContentVisit, at: UnixMs): Meeting
}

/** @param until  as of when; what happened later is not known yet */
export function follow(track: Track, period: Period, until: UnixMs): Followed {
  const visits = toContentVisits(track.events)
  const conversions = track.events.filter(({ type }) => type === 'conversion').map(({ at }) => at)

  const momentOf = (at: UnixMs, channel: Channel | null, place: number): Moment => {
    const end = Math.min(until, at + AFTERWARDS)
    const phase = PHASES.indexOf(spanAt(track.spans, at)?.phase ?? 'latent')
    const later = track.spans.filter((span) => span.from > at && span.from <= end)
    return {
      at,
      stratum: [phase, channel ?? '-', bandOf(place), track.consented ? 'known' : 'day'].join(' '),
      climbed: later.some((span) => PHASES.indexOf(span.phase) > phase),
      converted: conversions.some((one) => one > at && one <= end),
    }
  }

  return {
    visitor: track.visitor,
    visits,
    moments: visits.flatMap((visit) =>
      visit.views
        .filter(({ at }) => isIn(period, at))
        .map((view) => ({
          ...momentOf(view.at, visit.channel, view.place),
          view,
          isEntry: view.place === 0 && isIn(period, visit.from),
        })),
    ),
    momentAt(visit, at) {
      const view = viewAt(visit, at)
      return { ...momentOf(at, visit.channel, view?.place ?? 0), cutoff: view?.at ?? at }
    },
  }
}

export function isIn({ from, to }: Period, at: UnixMs): boolean {
  return at >= from && at < to
}

/** Whether nobody can climb from there. */
export function isTop(stratum: string): boolean {
  return stratum.startsWith(`${TOP_PHASE} `)
}

/** Page views of the visit before this one: 0, 1, 2–3, 4–7, 8 and more. Doubling, since the tenth page tells less than the second. */
function bandOf(place: number): number {
  return place >= 8 ? 4 : place >= 4 ? 3 : place >= 2 ? 2 : place
}

/** Counts one visitor once in each stratum, at the first of the moments there. */
export function addFirsts(strata: Strata, moments: readonly Moment[]): void {
  for (const moment of firstsOf(moments)) addTo(strata, moment.stratum, moment)
}

export function firstsOf(moments: readonly Moment[]): readonly Moment[] {
  const firsts = new Map<string, Moment>()
  for (const moment of moments) if (!firsts.has(moment.stratum)) firsts.set(moment.stratum, moment)
  return [...firsts.values()]
}

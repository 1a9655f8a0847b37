import type { Event, EventDetail, EventType, SavedFilters, UnixMs } from '@koopsignaal/protocol'
import type { Span } from '@koopsignaal/scoring'
import type { Period, Site, VisitorFilter } from './store.ts'

/** What the marketer's desk asks of an engine beside the reports: whole tracks of visitors, saved segments, how the tag is doing. */

/** What one visitor did, and was. */
export interface Track {
  readonly visitor: string
  readonly consented: boolean
  /** In order of (at, id), from the first ever up to `until`; none of bots. */
  readonly events: readonly Event[]
  readonly spans: readonly Span[]
}

export interface TrackQuery {
  readonly site: string
  /** Visitors who were there in this period, as the reports count them. */
  readonly period: Period
  readonly filter: VisitorFilter
  /** Events up to and with this moment. */
  readonly until: UnixMs
  /** Only those after this place; 0 to begin. */
  readonly after: number
  readonly limit: number
}

export interface TrackPage {
  readonly tracks: readonly Track[]
  /** The `after` of the next page; null when this was the last. */
  readonly next: number | null
}

/** Page views of visitors who are only counted, by page. */
export interface CountedViews {
  readonly path: string
  readonly title: string | null
  readonly topic: string | null
  readonly views: number
  readonly lastAt: UnixMs
}

/** Something that a visitor did who is only counted. */
export interface CountedAct {
  readonly at: UnixMs
  readonly path: string | null
  readonly detail: EventDetail
}

/** A list of visitors that somebody gave a name. */
export interface SavedSegment {
  readonly site: string
  readonly name: string
  readonly label: string
  readonly filters: SavedFilters
  readonly createdAt: UnixMs
  readonly changedAt: UnixMs
}

interface Counted {
  readonly count: number
  readonly lastAt: UnixMs
}

/** What arrived of a site since a moment. */
export interface Activity {
  readonly bots: number
  readonly types: readonly (Counted & { readonly type: EventType })[]
  /** The most first; at most 50. */
  readonly hosts: readonly (Counted & { readonly host: string })[]
}

export type DropCount = Counted & { readonly reason: string; readonly message: string }

/** The desk's part of the storage port. */
export interface DeskStore {
  /** Visitors some at a time, in a fixed order, so that a report over many holds nobody up. */
  tracks(query: TrackQuery): Promise<TrackPage>
  countedViews(site: string, period: Period): Promise<readonly CountedViews[]>
  /** What those who are only counted did in a period, in order of time; none of bots. */
  countedActs(
    site: string,
    period: Period,
    type: 'conversion' | 'cta_click' | 'search',
  ): Promise<readonly CountedAct[]>

  /** Whether those who are only counted did anything in each of these weeks; a program's event may count too.
   *  @param weeks  none much longer than a week */
  countedWithin(site: string, weeks: readonly Period[]): Promise<readonly boolean[]>

  /** Adds or replaces. */
  putSavedSegment(saved: SavedSegment): Promise<void>
  savedSegment(site: string, name: string): Promise<SavedSegment | null>
  /** By name. */
  savedSegments(site: string): Promise<readonly SavedSegment[]>
  /** @returns false when there was none */
  removeSavedSegment(site: string, name: string): Promise<boolean>

  /** Changes these settings of a site and no other, at once: a model published meanwhile stays. */
  changeSite(site: string, change: Partial<Omit<Site, 'id' | 'model' | 'createdAt'>>): Promise<void>

  /** What arrived since a moment, by when it happened. */
  activity(site: string, since: UnixMs): Promise<Activity>
  /** The quarantine by reason, the most first. */
  dropCounts(site: string): Promise<readonly DropCount[]>
}

import type { Source, UnixMs } from '@koopsignaal/protocol'
import type { Period, VisitorFilter } from './store.ts'
import type { Whole } from './table.ts'

/** Everybody of a site as columns of numbers: what a report over a million visitors can count in the time that a page may take. What
 *  belongs to a visitor lies together, in order of time, from `start` up to `end`. Derived from the store, never truth, and only true
 *  for as long as the work that it was given to. */
export interface Census {
  readonly visitors: VisitorColumns
  readonly visits: VisitColumns
  readonly spans: SpanColumns
  readonly conversions: ConversionColumns
  readonly acts: ActColumns
  readonly moments: MomentColumns
  readonly deeds: DeedColumns
  readonly names: CensusNames
  /** The visitors who match, as a report counts them: there in the period, standing at `at` where the filter asks for that; new and
   *  existing customers are those who were so when the period began.
   *  @returns their places in `visitors` */
  select(asked: CensusQuestion): Uint32Array
  /** The same visitors, for a report that keeps what a flock adds to it. Law: `places` and the members of `flocks` are whom `select` finds.
   *  Flocks were there within the period and before `at`; with a filter there are none.
   *  @param fits  whether the report can add this flock as one; every flock when left out */
  gather(asked: CensusQuestion, fits?: (flock: Flock) => boolean): Gathered
}

export interface Gathered {
  /** To be looked at one by one. */
  readonly places: Uint32Array
  readonly flocks: readonly Flock[]
}

/** Visitors who stand near each other in a census, each of whom came once and converted nothing. Never changed: when one of them is read
 *  again there is another. */
export interface Flock {
  /** Places in `visitors`, in order. */
  readonly members: Uint32Array
  /** Nothing of them is earlier than this, and no visit ended later than that. */
  readonly from: UnixMs
  readonly to: UnixMs
}

export interface CensusQuestion {
  readonly period: Period
  /** When segments and phases are asked for; the end of the period when left out. */
  readonly at?: UnixMs
  readonly filter: VisitorFilter
}

/** Where each visitor's rows lie in another table. */
export interface Ranges {
  readonly start: Uint32Array
  readonly end: Uint32Array
}

export interface VisitorColumns {
  readonly count: number
  /** Row of the engine. Of whoever is gone nothing else is left. */
  readonly key: Whole
  readonly consented: Uint8Array
  readonly visits: Ranges
  readonly spans: Ranges
  readonly conversions: Ranges
  /** Events, of bots too; in order of (at, id). */
  readonly acts: Ranges
  /** Page views of people, as far as their path is known. */
  readonly moments: Ranges
  /** Their searches and clicks on CTAs. */
  readonly deeds: Ranges
  /** Moments and deeds are those of any question as of this moment or a later one. */
  readonly settledAt: Float64Array
}

export interface VisitColumns {
  readonly from: Float64Array
  readonly to: Float64Array
  readonly pageViews: Whole
  /** Bit i: was in the i-th segment; bit 3 + i: in the i-th phase; before the first conversion. */
  readonly stood: Uint8Array
  /** The same by the timeline, up to the end of the visit: `StoodDuring`. */
  readonly during: Uint8Array
  /** Standing just before the first conversion; 255: none. */
  readonly converted: Uint8Array
  /** Place in `names.sources`; 0: nothing tells. */
  readonly source: Whole
}

export interface SpanColumns {
  readonly from: Float64Array
  /** Infinity while it goes on. */
  readonly until: Float64Array
  /** 8 times the place of the segment, and the place of the phase. */
  readonly standing: Uint8Array
}

export interface ConversionColumns {
  readonly at: Float64Array
  /** Just before it. */
  readonly standing: Uint8Array
  readonly name: Whole
  /** NaN: none was told. */
  readonly value: Float64Array
  readonly currency: Whole
}

/** Marks a bot's act, beside its type. */
export const OF_BOT = 128

export interface ActColumns {
  readonly at: Float64Array
  /** Place of the type in EVENT_TYPES; 128 more for a bot's. */
  readonly type: Uint8Array
  /** Place in `names.pages`; 0: none. */
  readonly page: Whole
  /** Place in `names.sources`; 0: none. */
  readonly source: Whole
  /** Of an engagement the milliseconds, for `names.number`; of a CTA or a search its place in `names.texts`; 0: not told. */
  readonly detail: Whole
  /** How far was scrolled, or how many results a search had, for `names.number`. */
  readonly measure: Whole
}

/** A page view as a moment at which somebody stood somewhere, with what came of it: all that a report about pages asks of each, and
 *  changes only with its visitor. */
export interface MomentColumns {
  readonly at: Float64Array
  /** Place in `names.pages`. */
  readonly page: Whole
  /** What makes people comparable, and what came of it: `cellOf`. */
  readonly cell: Uint16Array
  /** Of MARK. */
  readonly marks: Uint8Array
  /** The attention to it in milliseconds, and how far was scrolled, for `names.number`; 0: not measured. */
  readonly engaged: Whole
  readonly scrolled: Whole
}

/** A search or a click on a CTA, with what it was part of. */
export interface DeedColumns {
  readonly at: Float64Array
  /** Place of the type in EVENT_TYPES. */
  readonly type: Uint8Array
  /** Place in `names.texts`; 0: not told. */
  readonly text: Whole
  /** As in an act, for `names.number`. */
  readonly measure: Whole
  /** Where it was done, and of a search the page that was looked at next, if nothing was searched for before: places in `names.pages`. */
  readonly page: Whole
  readonly nextPage: Whole
  /** Of a search what came next in the visit: 1 more than the place of `search` or `page_view` in EVENT_TYPES; 0: neither. */
  readonly next: Uint8Array
  readonly cell: Uint16Array
  /** When the view began during which it was done; without one when it was done. */
  readonly viewedAt: Float64Array
}

export interface PageName {
  readonly path: string | null
  readonly title: string | null
  readonly topic: string | null
}

/** Codes below it are of whole numbers and in their order; from here on they stand for all others. */
export const WHOLE_BELOW = 2 ** 31

/** What numbers stand for. */
export interface CensusNames {
  /** The first is null: nothing tells how it came. */
  readonly sources: readonly (Source | null)[]
  readonly pages: readonly PageName[]
  readonly paths: readonly (string | null)[]
  /** By the place of a page that of its path; 0: it has none. */
  readonly pathOf: readonly number[]
  readonly texts: readonly (string | null)[]
  /** @returns null when none was told */
  number(code: number): number | null
  /** The other way round; 0 for undefined. */
  code(value: number | undefined): number
}

/** How much of everybody a question needs. */
export type CensusDepth = 'visits' | 'acts'

export interface CensusStore {
  /** Does work on everybody of a site as they are now. The work is done at once, in the thread that has the store: its columns are
   *  not copied between threads.
   *  @param depth  'acts': with the events */
  census<T>(site: string, depth: CensusDepth, work: (census: Census) => T): Promise<T>
  /** Whether a site has at least so many visitors; to find out takes no longer where there are more. */
  hasVisitors(site: string, count: number): Promise<boolean>
  /** Reads everybody of a site, with their events, before somebody asks. Takes its time, and whoever asks meanwhile goes first.
   *  @param most  a site of more visitors is left until somebody asks
   *  @returns how many visitors were read; 0: none */
  prepareCensus(site: string, most: number): Promise<number>
}

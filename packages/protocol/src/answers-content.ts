import type { AskedAnswer } from './answers-funnel.ts'
import type { DurationMs, Percent, Ratio } from './units.ts'
import type { Topic } from './words.ts'

/** What pages, CTAs and searches do: shapes of `/pages`, `/ctas` and `/searches`. */

/** How much more often people did something after they met a page, CTA or query than comparable people who had not met it: those
 *  who stood in the same phase, came by the same channel, had looked at about as many pages, and can be followed as long. */
export interface LiftFigures {
  /** Visitors who met it and have comparable others. */
  readonly seen: number
  /** Share of `seen` who did it within seven days; null when there are none. */
  readonly seenRate: Ratio | null
  /** Comparable visitors who had not met it. */
  readonly comparable: number
  /** Share of these who did it, as if they were spread over phases, channels and pages as those who met it. */
  readonly comparableRate: Ratio | null
  /** Mantel-Haenszel risk ratio: 2 = twice as often; null when it cannot be told. */
  readonly ratio: number | null
  /** 95 % interval of `ratio`. */
  readonly low: number | null
  readonly high: number | null
  /** At least 30 visitors on each side and 5 of all who did it; below that say nothing with the figures. */
  readonly enough: boolean
}

export interface Lift {
  /** Reached a higher phase by a later event. */
  readonly climbed: LiftFigures
  /** Converted. */
  readonly converted: LiftFigures
}

export const PAGES_BY = ['seen', 'landing'] as const
export type PagesBy = (typeof PAGES_BY)[number]

export interface PageAnswer {
  readonly path: string
  readonly title: string | null
  readonly topic: Topic | null
  readonly views: number
  readonly visitors: number
  /** Visits that began here. */
  readonly entries: number
  /** Of these, visits that were left at once: one page view, nothing clicked or searched, under ten seconds of attention. */
  readonly bounces: number
  readonly bounceRate: Ratio | null
  /** Visits that ended here. */
  readonly exits: number
  /** Median attention per page view, of the views it was measured of. */
  readonly engagedMs: DurationMs | null
  /** Median of the deepest scroll per page view. */
  readonly scrollPercent: Percent | null
  readonly lift: Lift
}

export interface CtaAnswer {
  readonly cta: string
  /** Paths that it was clicked on, the most clicked first; at most five. */
  readonly pages: readonly string[]
  readonly clicks: number
  readonly visitors: number
  /** Visitors who looked at a page that it is on; null when no click named its page. */
  readonly seenBy: number | null
  /** Share of `seenBy` who clicked it. */
  readonly clickRatio: Ratio | null
  readonly lift: Lift
}

export interface SearchAnswer {
  /** Lower case, single spaces. */
  readonly query: string
  readonly searches: number
  readonly visitors: number
  /** Searches that found nothing. */
  readonly withoutResults: number
  /** What came next in the visit, as a share of the searches by visitors who can be followed: another search, a page, nothing. They
   *  add up to 1. */
  readonly after: { readonly again: Ratio; readonly page: Ratio; readonly nothing: Ratio }
  /** Pages looked at next, by at least three visitors, the most first; at most five. */
  readonly next: readonly { readonly path: string; readonly visitors: number }[]
  readonly lift: Lift
}

interface ReportList extends AskedAnswer {
  readonly next: string | null
}
export interface PagesAnswer extends ReportList {
  readonly by: PagesBy
  /** Of the whole report: the rows of all pages add up to them, visitors excepted: one visitor sees several pages. */
  readonly totals: {
    readonly views: number
    readonly visitors: number
    readonly entries: number
    readonly bounces: number
  }
  readonly pages: readonly PageAnswer[]
}
export interface CtasAnswer extends ReportList {
  readonly totals: { readonly clicks: number; readonly visitors: number }
  readonly ctas: readonly CtaAnswer[]
}
export interface SearchesAnswer extends ReportList {
  readonly totals: {
    readonly searches: number
    readonly visitors: number
    readonly withoutResults: number
  }
  /** Queries that fewer than three visitors typed are not shown: what one person types may name that person. */
  readonly withheld: { readonly queries: number; readonly searches: number }
  readonly searches: readonly SearchAnswer[]
}

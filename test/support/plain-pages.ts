import type { Event, UnixMs } from '@koopsignaal/protocol'
import { middle, type PlainMoment } from './plain-content.ts'

/** What the tables of pages, buttons and searches show, counted anew from raw events of a period. */

interface Told {
  /** Moments of the period. */
  readonly moments: readonly PlainMoment[]
  /** What those did in the period who are only counted. */
  readonly counted: readonly Event[]
  readonly from: UnixMs
}

export const isView = ({ event }: PlainMoment) => event.type === 'page_view'
export const isClick = (cta: string) => (moment: PlainMoment) =>
  moment.event.type === 'cta_click' && moment.event.detail.cta === cta
export const isSearch = (query: string) => (moment: PlainMoment) =>
  moment.event.type === 'search' && queryOf(moment.event) === query
export const queryOf = ({ detail }: Event) => (detail.query ?? '').trim().replace(/\s+/g, ' ').toLowerCase()
export const begins =
  (from: UnixMs) =>
  ({ event, visit }: PlainMoment) =>
    visit.find(({ type }) => type === 'page_view') === event && visit[0]!.at >= from
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
const people = (list: readonly PlainMoment[]) => new Set(list.map(({ visitor }) => visitor))
const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole)

export function plainPage({ moments, counted, from }: Told, path: string) {
  const views = moments.filter((moment) => isView(moment) && moment.event.path === path)
  const entries = views.filter(begins(from))
  const bounces = entries.filter(
    ({ visit }) =>
      visit.every(({ type }) => type === 'page_view' || type === 'engagement') &&
      visit.filter(({ type }) => type === 'page_view').length === 1 &&
      sum(visit.map(({ detail }) => detail.engagedMs ?? 0)) < 10_000,
  )
  const read = views.map(attentionOf).filter((own) => own.length > 0)
  return {
    visitors: people(views).size,
    views: views.length + counted.filter((one) => one.type === 'page_view' && one.path === path).length,
    entries: entries.length,
    bounceRate: ratio(bounces.length, entries.length),
    engagedMs: middle(read.map((own) => sum(own.map(({ engagedMs = 0 }) => engagedMs)))),
    scrollPercent: middle(read.map((own) => Math.max(...own.map(({ scrollPercent = 0 }) => scrollPercent)))),
  }
}

/** Each engagement is of the last look at its page before it, in the same visit. */
function attentionOf({ visit, event }: PlainMoment): readonly Event['detail'][] {
  const next = visit.find((one) => one.type === 'page_view' && one.path === event.path && one.at > event.at)
  const end = next?.at ?? Number.POSITIVE_INFINITY
  return visit
    .filter(({ type, path }) => type === 'engagement' && path === event.path)
    .filter(({ at }) => at >= event.at && at < end)
    .map(({ detail }) => detail)
}

export function plainCta({ moments, counted }: Told, cta: string) {
  const clicks = moments.filter(isClick(cta))
  const paths = new Set(clicks.map(({ event }) => event.path))
  const isSight = (moment: PlainMoment) => isView(moment) && paths.has(moment.event.path)
  const saw = people(moments.filter(isSight))
  const clicked = [...people(clicks)].filter((one) => saw.has(one))
  const others = counted.filter(({ type, detail }) => type === 'cta_click' && detail.cta === cta)
  return {
    clicks: clicks.length + others.length,
    seenBy: saw.size,
    clickRatio: ratio(clicked.length, saw.size),
    isSight,
  }
}

export function plainSearch({ moments, counted }: Told, query: string) {
  const own = moments.filter(isSearch(query))
  const next = own.map(
    ({ event, visit }) =>
      visit.slice(visit.indexOf(event) + 1).find(({ type }) => type === 'search' || type === 'page_view')
        ?.type,
  )
  const others = counted.filter((one) => one.type === 'search' && queryOf(one) === query)
  const all = [...own.map(({ event }) => event), ...others]
  return {
    searches: all.length,
    withoutResults: all.filter(({ detail }) => detail.results === 0).length,
    again: ratio(next.filter((type) => type === 'search').length, own.length),
    nothing: ratio(next.filter((type) => type === undefined).length, own.length),
  }
}

import { EVENT_TYPES, type Event, type EventDetail, PHASES, SEGMENTS } from '@koopsignaal/protocol'
import type { Model, Span } from '@koopsignaal/scoring'
import type { VisitRecord } from '../../visit-record.ts'
import type { ModelDecision, StoredVisitor, VisitorChange } from '../store.ts'
import {
  packSource,
  packState,
  packVisitRecord,
  unpackSource,
  unpackState,
  unpackVisitRecord,
} from './pack.ts'

/** Between rows and the types of the port; the one place that knows both. */

export interface EventRow {
  readonly seq?: number
  readonly id: string
  readonly visitor: string | null
  /** Its place in EVENT_TYPES. */
  readonly type: number
  readonly at: number
  readonly received_after: number
  readonly bot: Event['bot']
  /** Texts of `facts`. */
  readonly agent: string
  readonly page: string | null
  readonly source: string | null
  readonly referrer: string | null
  readonly detail: string | null
}

export interface ProfileRow {
  readonly id: string
  readonly state: string
  readonly last_id: string
  readonly deal: number
  readonly model: string
  readonly waarom: number
  readonly wat: number
  readonly waar: number
  readonly koper_until: number | null
  readonly zoeker_until: number | null
  readonly consented: number
  readonly first_touch: string | null
  readonly last_touch: string | null
  readonly device: string
  readonly country: string | null
  readonly visit: string
  readonly last_at: number
  readonly sort_value?: number
}

export interface SpanRow {
  readonly from_at: number
  readonly until_at: number | null
  readonly segment: Span['segment']
  readonly phase: Span['phase']
}

type Agent = readonly [
  Event['consent'],
  Event['device'],
  browser: string | null,
  os: string | null,
  country: string | null,
]
type Page = readonly [
  host: string | null,
  path: string | null,
  title: string | null,
  Event['topic'],
  item: string | null,
  category: string | null,
]
const NO_PAGE: Page = [null, null, null, null, null, null]

export function toEvent(row: EventRow, site: string): Event {
  const [consent, device, browser, os, country] = JSON.parse(row.agent) as Agent
  const page = row.page === null ? NO_PAGE : (JSON.parse(row.page) as Page)
  const [host, path, title, topic, item, category] = page
  const detail = row.detail === null ? {} : (JSON.parse(row.detail) as EventDetail)
  return {
    site,
    id: row.id,
    visitor: row.visitor,
    consent,
    type: EVENT_TYPES[row.type]!,
    at: row.at,
    receivedAt: row.at + row.received_after,
    bot: row.bot,
    host,
    path,
    title,
    topic,
    item,
    category,
    source: row.source === null ? null : unpackSource(row.source),
    device,
    browser,
    os,
    country,
    detail: row.referrer === null ? detail : { ...detail, referrer: row.referrer },
  }
}

/** What an event has in common with others, as texts of `facts`. */
export interface EventFacts {
  readonly agent: string
  readonly page: string | null
  readonly source: string | null
  readonly referrer: string | null
}

export function factsOf(event: Event): EventFacts {
  const { host, path, title, topic, item, category } = event
  const page: Page = [host, path, title, topic, item, category]
  const agent: Agent = [event.consent, event.device, event.browser, event.os, event.country]
  return {
    agent: JSON.stringify(agent),
    page: page.every((one) => one === null) ? null : JSON.stringify(page),
    source: event.source === null ? null : packSource(event.source),
    referrer: event.detail.referrer ?? null,
  }
}

export function eventParameters(event: Event, site: number, visitor: number | null) {
  const { referrer: _, ...detail } = event.detail
  return {
    site,
    id: event.id,
    visitor,
    type: EVENT_TYPES.indexOf(event.type),
    at: event.at,
    receivedAfter: event.receivedAt - event.at,
    bot: event.bot,
    detail: isEmpty(detail) ? null : JSON.stringify(detail),
  }
}

function isEmpty(detail: object): boolean {
  for (const _ in detail) return false
  return true
}

export function toStoredVisitor(row: ProfileRow, site: string): StoredVisitor {
  const { last_at: lastAt, waarom, wat, waar } = row
  return {
    site,
    visitor: row.id,
    profile: {
      model: row.model,
      state: unpackState(row.state, lastAt),
      last: { at: lastAt, id: row.last_id },
      axes: { waarom, wat, waar },
      koperUntil: row.koper_until,
      zoekerUntil: row.zoeker_until,
      deal: row.deal === 1,
    },
    facts: {
      consented: row.consented === 1,
      firstTouch: row.first_touch === null ? null : unpackSource(row.first_touch),
      lastTouch: row.last_touch === null ? null : unpackSource(row.last_touch),
      device: row.device,
      country: row.country,
      visit: unpackVisitRecord(row.visit, lastAt),
    },
  }
}

export function profileParameters(change: VisitorChange, site: number, visitor: number) {
  const { figures, facts, profile } = change
  return {
    visitor,
    site,
    consented: Number(facts.consented),
    firstAt: figures.firstAt,
    lastAt: figures.lastAt,
    visits: figures.visits,
    pageViews: figures.pageViews,
    conversions: figures.conversions,
    base: figures.base,
    ...figures.axes,
    koperUntil: figures.koperUntil,
    zoekerUntil: figures.zoekerUntil,
    model: figures.model,
    firstTouch: facts.firstTouch && packSource(facts.firstTouch),
    lastTouch: facts.lastTouch && packSource(facts.lastTouch),
    device: facts.device,
    country: facts.country,
    visit: packVisitRecord(facts.visit, profile.last.at),
    lastId: profile.last.id,
    deal: Number(profile.deal),
    state: packState(profile.state, profile.last.at),
  }
}

export function toSpan(row: SpanRow): Span {
  return { from: row.from_at, until: row.until_at, segment: row.segment, phase: row.phase }
}

export function visitParameters(visit: VisitRecord, visitor: number) {
  const { from, to, pageViews, converted } = visit
  return {
    visitor,
    from,
    to,
    pageViews,
    segments: toMask(SEGMENTS, visit.segments),
    phases: toMask(PHASES, visit.phases),
    convertedSegment: converted === null ? null : SEGMENTS.indexOf(converted.segment),
    convertedPhase: converted === null ? null : PHASES.indexOf(converted.phase),
  }
}

function toMask<T>(list: readonly T[], those: readonly T[]): number {
  return those.reduce((mask, one) => mask | (1 << list.indexOf(one)), 0)
}

export interface ModelDecisionRow {
  readonly at: number
  readonly decision: ModelDecision['decision']
  readonly version: string
  readonly reason: string
  readonly figures: string
  readonly model: string
}

export function toModelDecision(row: ModelDecisionRow): ModelDecision {
  return { ...row, figures: JSON.parse(row.figures) as unknown, model: JSON.parse(row.model) as Model }
}

export function modelDecisionParameters(decision: ModelDecision, site: number) {
  const { at, version, reason, figures, model } = decision
  return {
    site,
    at,
    decision: decision.decision,
    version,
    reason,
    figures: JSON.stringify(figures),
    model: JSON.stringify(model),
  }
}

import { type Event, type EventDetail, PHASES, SEGMENTS, type Source } from '@koopsignaal/protocol'
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
  readonly consent: Event['consent']
  readonly type: Event['type']
  readonly at: number
  readonly received_at: number
  readonly bot: Event['bot']
  readonly host: string | null
  readonly path: string | null
  readonly title: string | null
  readonly topic: Event['topic']
  readonly item: string | null
  readonly category: string | null
  readonly channel: Source['channel'] | null
  readonly source: string | null
  readonly medium: string | null
  readonly campaign: string | null
  readonly term: string | null
  readonly content: string | null
  readonly device: Event['device']
  readonly browser: string | null
  readonly os: string | null
  readonly country: string | null
  readonly detail: string
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

export function toEvent(row: EventRow, site: string): Event {
  const { channel, source, medium, campaign, term, content } = row
  return {
    site,
    id: row.id,
    visitor: row.visitor,
    consent: row.consent,
    type: row.type,
    at: row.at,
    receivedAt: row.received_at,
    bot: row.bot,
    host: row.host,
    path: row.path,
    title: row.title,
    topic: row.topic,
    item: row.item,
    category: row.category,
    source: channel === null ? null : { channel, source, medium, campaign, term, content },
    device: row.device,
    browser: row.browser,
    os: row.os,
    country: row.country,
    detail: JSON.parse(row.detail) as EventDetail,
  }
}

export function eventParameters(event: Event, site: number, visitor: number | null) {
  const { source, detail, site: _site, ...rest } = event
  return {
    ...rest,
    ...(source ?? { channel: null, source: null, medium: null, campaign: null, term: null, content: null }),
    site,
    visitor,
    detail: JSON.stringify(detail),
  }
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

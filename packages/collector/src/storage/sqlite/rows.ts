import { PHASES, SEGMENTS, type Source, type UnixMs } from '@koopsignaal/protocol'
import type { Model, Profile, Span } from '@koopsignaal/scoring'
import type { VisitRecord } from '../../visit-record.ts'
import type { ModelDecision, StoredVisitor, VisitorChange, VisitorKey } from '../store.ts'
import { ByteReader, ByteWriter } from './bytes.ts'
import { packSource, readVisitRecord, unpackSource, writeVisitRecord } from './pack.ts'
import { readId, writeId } from './pack-id.ts'
import { readState, writeState } from './pack-state.ts'
import { fingerprintOf, SEAL_SIZE, seal, unseal } from './sealed.ts'

/** Between rows and the types of the port; the one place that knows both. */

export interface ProfileRow {
  /** The row in `visitors`. */
  readonly key: number
  readonly id: string
  readonly profile: Buffer
  readonly yardstick: string
  readonly peak: number
  readonly first_at: number
  readonly last_at: number
  readonly visits: number
  readonly page_views: number
  readonly conversions: number
  readonly base: number
  readonly waarom: number
  readonly wat: number
  readonly waar: number
  readonly koper_until: number | null
  readonly zoeker_until: number | null
  readonly consented: number
  readonly device: string
  readonly country: string | null
}

export interface SpanRow {
  readonly from_at: number
  readonly until_at: number | null
  readonly segment: Span['segment']
  readonly phase: Span['phase']
}

/** @throws EngineFailure when the row is damaged */
export function toStoredVisitor(row: ProfileRow, site: string): StoredVisitor {
  const { waarom, wat, waar } = row
  const bytes = unseal(row.profile, aboutProfile(row), `the profile of visitor ${row.key}`)
  const columns = {
    lastAt: row.last_at,
    axes: { waarom, wat, waar },
    koperUntil: row.koper_until,
    zoekerUntil: row.zoeker_until,
    yardstick: row.yardstick,
    peak: row.peak,
    consented: row.consented === 1,
    device: row.device,
    country: row.country,
  }
  return readProfile(bytes, columns, { site, visitor: row.id })
}

/** What is not in the packed bytes, because it is asked for in SQL. */
interface ProfileColumns {
  readonly lastAt: UnixMs
  readonly axes: Profile['axes']
  readonly koperUntil: UnixMs | null
  readonly zoekerUntil: UnixMs | null
  readonly yardstick: string
  readonly peak: number
  readonly consented: boolean
  readonly device: string
  readonly country: string | null
}

function readProfile(bytes: Buffer, columns: ProfileColumns, whose: VisitorKey): StoredVisitor {
  const { lastAt, consented, device, country, axes, koperUntil, zoekerUntil, yardstick, peak } = columns
  const from = new ByteReader(bytes)
  const deal = from.byte() === 1
  const id = readId(from)
  const [firstTouch, lastTouch] = [readTouch(from), readTouch(from)]
  const visit = readVisitRecord(from, lastAt)
  return {
    site: whose.site,
    visitor: whose.visitor,
    facts: { consented, firstTouch, lastTouch, device, country, visit },
    profile: {
      yardstick,
      peak,
      state: readState(from, lastAt),
      last: { at: lastAt, id },
      axes,
      koperUntil,
      zoekerUntil,
      deal,
    },
  }
}

export function profileParameters(change: VisitorChange, visitor: number) {
  const { figures, facts } = change
  const columns = {
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
    yardstick: figures.yardstick,
    peak: figures.peak,
    device: facts.device,
    country: facts.country,
  }
  const row = {
    ...columns,
    key: visitor,
    first_at: columns.firstAt,
    last_at: columns.lastAt,
    page_views: columns.pageViews,
    koper_until: columns.koperUntil,
    zoeker_until: columns.zoekerUntil,
  }
  return { ...columns, visitor, profile: seal(packProfile(change), aboutProfile(row)) }
}

/** A profile for the thousands that are remembered, its bytes as a string, a character each. As objects they take ten times the room, and
 *  the collector of garbage walks through all of them. */
export interface PackedProfile extends ProfileColumns {
  readonly bytes: string
}

/** @param sealed  the change's profile as it is written */
export function toPacked({ figures, facts }: VisitorChange, sealed: Buffer): PackedProfile {
  return {
    bytes: sealed.toString('latin1', 0, sealed.length - SEAL_SIZE),
    lastAt: figures.lastAt,
    axes: figures.axes,
    koperUntil: figures.koperUntil,
    zoekerUntil: figures.zoekerUntil,
    yardstick: figures.yardstick,
    peak: figures.peak,
    consented: facts.consented,
    device: facts.device,
    country: facts.country,
  }
}

/** Law: fromPacked(toPacked(change, profileParameters(change, key).profile), whose) is the change's profile and facts. */
export function fromPacked(packed: PackedProfile, whose: VisitorKey): StoredVisitor {
  return readProfile(Buffer.from(packed.bytes, 'latin1'), packed, whose)
}

const writer = new ByteWriter()

function packProfile({ profile, facts }: VisitorChange): Buffer {
  const lastAt = profile.last.at
  writer.reset()
  writer.byte(Number(profile.deal))
  writeId(writer, profile.last.id)
  writeTouch(writer, facts.firstTouch)
  writeTouch(writer, facts.lastTouch)
  writeVisitRecord(writer, facts.visit, lastAt)
  writeState(writer, profile.state, lastAt)
  return writer.finish()
}

/** Direct, with nothing more to tell, is what most visitors come by. */
function writeTouch(to: ByteWriter, touch: Source | null): void {
  const json = touch === null ? '' : packSource(touch)
  to.byte(json === '' ? 0 : json === DIRECT ? 1 : 2)
  if (json !== '' && json !== DIRECT) to.text(json)
}

function readTouch(from: ByteReader): Source | null {
  const kind = from.byte()
  return kind === 0 ? null : unpackSource(kind === 1 ? DIRECT : from.text())
}

const DIRECT = '["direct"]'

/** All of a row that an answer may come from. */
function aboutProfile(row: Omit<ProfileRow, 'id' | 'profile'>): number {
  const { key, first_at, last_at, visits, page_views, conversions, base, waarom, wat, waar } = row
  const { koper_until, zoeker_until, consented, yardstick, peak, device, country } = row
  return fingerprintOf(
    [
      key,
      first_at,
      last_at,
      visits,
      page_views,
      conversions,
      base,
      waarom,
      wat,
      waar,
      koper_until,
      zoeker_until,
      consented,
      peak,
    ],
    yardstick,
    device,
    country,
  )
}

export function spanParameters({ from, until, segment, phase }: Span, visitor: number) {
  return { visitor, from, until, standing: 8 * SEGMENTS.indexOf(segment) + PHASES.indexOf(phase) }
}

export function toSpan(row: SpanRow): Span {
  return { from: row.from_at, until: row.until_at, segment: row.segment, phase: row.phase }
}

/** A row of `standings`, as numbers: for reports, which read many. */
export type StandingRow = readonly [visitor: number, from: number, until: number | null, standing: number]

/** @returns what the row of the view `spans` would give */
export function standingToSpan([, from, until, standing]: StandingRow): Span {
  return { from, until, segment: SEGMENTS[standing >> 3]!, phase: PHASES[standing & 7]! }
}

export function visitParameters(visit: VisitRecord, visitor: number) {
  return { visitor, ...visitColumns(visit) }
}

function visitColumns(visit: VisitRecord) {
  const { from, to, pageViews, converted } = visit
  return {
    from,
    to,
    pageViews,
    segments: toMask(SEGMENTS, visit.segments),
    phases: toMask(PHASES, visit.phases),
    convertedSegment: converted === null ? null : SEGMENTS.indexOf(converted.segment),
    convertedPhase: converted === null ? null : PHASES.indexOf(converted.phase),
  }
}

/** Of a visit that stands in its visitor's row, whose last moment it shares. */
export function newestVisitParameters(visit: VisitRecord) {
  const { from, pageViews, segments, phases, convertedSegment, convertedPhase } = visitColumns(visit)
  return {
    visitFrom: from,
    visitPageViews: pageViews,
    visitSegments: segments,
    visitPhases: phases,
    visitConvertedSegment: convertedSegment,
    visitConvertedPhase: convertedPhase,
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

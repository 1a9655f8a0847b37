import { PHASES, SEGMENTS, type Source, type UnixMs } from '@koopsignaal/protocol'
import type { Model, Profile, Span } from '@koopsignaal/scoring'
import type { VisitRecord } from '../../visit-record.ts'
import type { ModelDecision, StoredVisitor, VisitorChange, VisitorKey } from '../store.ts'
import { ByteReader, ByteWriter } from './bytes.ts'
import { packSource, readVisitRecord, unpackSource, writeVisitRecord } from './pack.ts'
import { readId, writeId } from './pack-id.ts'
import { readState, writeState } from './pack-state.ts'
import { fingerprintOf, seal, unseal } from './sealed.ts'

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

/** The same as columns in this order, which is that of `profileColumns` in statements.ts: naming each of them takes as long as reading it. */
type ProfileTuple = readonly [
  key: number,
  id: string,
  profile: Buffer,
  yardstick: string,
  peak: number,
  firstAt: number,
  lastAt: number,
  visits: number,
  pageViews: number,
  conversions: number,
  base: number,
  waarom: number,
  wat: number,
  waar: number,
  koperUntil: number | null,
  zoekerUntil: number | null,
  consented: number,
  device: string,
  country: string | null,
]

/** @param tuple  a row of a statement in its raw form */
export function toProfileRow(tuple: unknown): ProfileRow {
  const row = tuple as ProfileTuple
  return {
    key: row[0],
    id: row[1],
    profile: row[2],
    yardstick: row[3],
    peak: row[4],
    first_at: row[5],
    last_at: row[6],
    visits: row[7],
    page_views: row[8],
    conversions: row[9],
    base: row[10],
    waarom: row[11],
    wat: row[12],
    waar: row[13],
    koper_until: row[14],
    zoeker_until: row[15],
    consented: row[16],
    device: row[17],
    country: row[18],
  }
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
  const bytes = unseal(row.profile, aboutRow(row), `the profile of visitor ${row.key}`)
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
  return readProfile(new ByteReader(bytes), columns, { site, visitor: row.id })
}

/** What is not in the packed bytes, because it is asked for in SQL. */
export interface ProfileColumns {
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

/** @param from  at the first of the packed bytes */
export function readProfile(from: ByteReader, columns: ProfileColumns, whose: VisitorKey): StoredVisitor {
  const { lastAt, consented, device, country, axes, koperUntil, zoekerUntil, yardstick, peak } = columns
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

/** A profile's columns in the order of `DerivedRowsOf.profile`, the sealed one last. Values without names: each event binds them, and
 *  the engine would ask for each by its name. */
export function profileValues(change: VisitorChange, visitor: number): ProfileValues {
  const { figures, facts } = change
  const { firstAt, lastAt, visits, pageViews, conversions, base, axes, koperUntil, zoekerUntil } = figures
  const { yardstick, peak } = figures
  const { device, country } = facts
  const consented = Number(facts.consented)
  const counts = [firstAt, lastAt, visits, pageViews, conversions]
  const score = [base, axes.waarom, axes.wat, axes.waar, koperUntil, zoekerUntil]
  const about = fingerprintOf([visitor, ...counts, ...score, consented, peak], yardstick, device, country)
  const sealed = seal(packProfile(change), about)
  return [consented, ...counts, ...score, yardstick, peak, device, country, sealed]
}

export type ProfileValues = readonly [...(number | string | null)[], sealed: Buffer]

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

/** All of a row that an answer may come from, as in `profileValues`. */
function aboutRow(row: Omit<ProfileRow, 'id' | 'profile'>): number {
  const { key, first_at, last_at, visits, page_views, conversions, base, waarom, wat, waar } = row
  const { koper_until, zoeker_until, consented, yardstick, peak, device, country } = row
  const counts = [first_at, last_at, visits, page_views, conversions]
  const score = [base, waarom, wat, waar, koper_until, zoeker_until]
  return fingerprintOf([key, ...counts, ...score, consented, peak], yardstick, device, country)
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

/** Of a visit that stands in its visitor's row, whose last moment it shares: its columns there, but for the source. */
export function newestVisitValues(visit: VisitRecord): readonly (number | null)[] {
  const { from, pageViews, segments, phases, convertedSegment, convertedPhase } = visitColumns(visit)
  return [from, pageViews, segments, phases, convertedSegment, convertedPhase]
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

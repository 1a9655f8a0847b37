import type {
  Axis,
  DurationMs,
  Event,
  Phase,
  Role,
  Segment,
  SiteSettings,
  Source,
  UnixMs,
} from '@koopsignaal/protocol'
import type { Model, Profile, Span } from '@koopsignaal/scoring'
import type { Arrival, VisitRecord } from '../visit-record.ts'
import type { CensusQuestion, CensusStore } from './census-port.ts'
import type { DeskStore } from './desk-port.ts'
import type { TrailStore } from './trail-port.ts'

export * from './census-port.ts'
export type * from './desk-port.ts'
export * from './follow.ts'
export * from './followed.ts'
export * from './parts-of-flocks.ts'
export * from './stood-during.ts'
export * from './stratum.ts'
export * from './table.ts'
export type * from './trail-port.ts'

/** The engine failed in a way that no retry mends: a disk error, a damaged file. Nothing is acknowledged after it. */
export class EngineFailure extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'EngineFailure'
  }
}

/** The storage port: all that the collector asks of an engine. Every engine passes `contract.ts`. */

export interface Site extends SiteSettings {
  readonly id: string
  /** The site's own, learned model; null while the prior of its kind serves. */
  readonly model: Model | null
  readonly createdAt: UnixMs
}

/** What was decided about a model of a site, kept for good. */
export interface ModelDecision {
  readonly at: UnixMs
  readonly decision: 'published' | 'refused' | 'taken_back'
  /** Version of the model that it is about. */
  readonly version: string
  /** Why, in one sentence. */
  readonly reason: string
  /** What it was decided on: plain JSON. */
  readonly figures: unknown
  readonly model: Model
}

export interface Token {
  /** Hex SHA-256 of the token; the token itself is not kept. */
  readonly hash: string
  /** null = every site. */
  readonly site: string | null
  readonly role: Role
  readonly label: string
  readonly createdAt: UnixMs
}

/** An event not kept, with its reason; for the owner to see. */
export interface Drop {
  readonly site: string
  readonly at: UnixMs
  readonly reason: string
  readonly message: string
  /** What arrived, cleaned of personal data and cut. */
  readonly event: string
}

export interface KeptDrop extends Drop {
  /** Newer ones have a higher one. */
  readonly place: number
}

export interface VisitorKey {
  readonly site: string
  readonly visitor: string
}

/** What is kept beside the profile so that lists need not open it. */
export interface VisitorFacts {
  readonly consented: boolean
  readonly firstTouch: Source | null
  readonly lastTouch: Source | null
  readonly device: string
  readonly country: string | null
  /** The last one, which the next event may still belong to. */
  readonly visit: VisitRecord
}

export interface StoredVisitor extends VisitorKey {
  readonly profile: Profile
  readonly facts: VisitorFacts
}

/** What an engine may sort and filter by without opening the profile. */
export interface VisitorFigures {
  readonly firstAt: UnixMs
  readonly lastAt: UnixMs
  readonly visits: number
  readonly pageViews: number
  readonly conversions: number
  /** Points at the last event; each axis fades by its half-life from there. */
  readonly base: number
  readonly axes: Readonly<Record<Axis, number>>
  readonly koperUntil: UnixMs | null
  readonly zoekerUntil: UnixMs | null
  /** What of the model all this rests on, and the highest score at any event; see scoring. */
  readonly yardstick: string
  readonly peak: number
}

/** A visitor's derived rows after new events. */
export interface VisitorChange {
  readonly profile: Profile
  readonly facts: VisitorFacts
  readonly figures: VisitorFigures
  /** Rows from `replaceFrom` on are replaced by `spans`; an older row that reaches over it is cut there. */
  readonly replaceFrom: UnixMs
  readonly spans: readonly Span[]
  /** Visits that began or went on; they replace those with the same beginning. */
  readonly visits: readonly VisitChange[]
  /** The new conversions, each with what the visitor was just before. */
  readonly conversions: readonly ConversionFrom[]
}

/** A visit with what the new events told of how it came. */
export type VisitChange = VisitRecord & Arrival

export interface ConversionFrom {
  readonly at: UnixMs
  readonly id: string
  readonly segment: Segment
  readonly phase: Phase
  readonly name: string
  readonly value: number | null
  readonly currency: string | null
}

/** Pure: how new events change a visitor. `needs_history` when an event is older than what the profile has seen: the engine
 *  then calls again with all of the visitor's events and no stored profile. */
export type Advance = (
  site: Site,
  stored: StoredVisitor | null,
  fresh: readonly Event[],
) => VisitorChange | 'needs_history'

export interface Commit {
  readonly events: readonly Event[]
  readonly drops: readonly Drop[]
}

export interface CommitResult {
  /** One verdict per event of the commit, in its order. */
  readonly verdicts: readonly ('accepted' | 'duplicate' | 'erased')[]
}

export interface Period {
  readonly from: UnixMs
  readonly to: UnixMs
}

/** One value, or several of which any will do. */
export type OneOrMore<T> = T | readonly T[]

export interface VisitorFilter {
  readonly segment?: OneOrMore<Segment> | undefined
  readonly phase?: OneOrMore<string> | undefined
  readonly customer?: 'new' | 'existing' | undefined
  readonly channel?: OneOrMore<string> | undefined
  readonly source?: OneOrMore<string> | undefined
  readonly campaign?: OneOrMore<string> | undefined
  readonly landing?: OneOrMore<string> | undefined
  /** Path of a page looked at. */
  readonly page?: OneOrMore<string> | undefined
  readonly topic?: OneOrMore<string> | undefined
  readonly device?: OneOrMore<string> | undefined
  readonly country?: OneOrMore<string> | undefined
}

export const VISITOR_SORTS = ['lastSeen', 'firstSeen', 'score', 'visits', 'pageViews'] as const
export type VisitorSort = (typeof VISITOR_SORTS)[number]

export interface VisitorQuery {
  readonly site: string
  /** The moment that segments and scores are asked for. */
  readonly at: UnixMs
  /** Seen in this period. */
  readonly period: Period
  readonly filter: VisitorFilter
  /** Unrounded scores, inclusive and exclusive; and who was seen last at this moment or after it. */
  readonly bounds?: VisitorBounds
  readonly sort: VisitorSort
  readonly descending: boolean
  readonly limit: number
  /** Only visitors after this one in the order asked for. */
  readonly after: { readonly value: number; readonly visitor: string } | null
  /** For sorting by the faded score. */
  readonly halfLives: Readonly<Record<Axis, DurationMs>>
}

export interface VisitorBounds {
  readonly minScore: number | null
  readonly belowScore: number | null
  readonly seenSince: UnixMs | null
}

export interface VisitorRow extends StoredVisitor {
  readonly sortValue: number
}

/** One cell of the segments report. */
export interface GroupCount {
  readonly segment: Segment
  readonly phase: string
  readonly count: number
}

/** What the visits of a period came to for those in one segment or phase. */
export interface VisitCount {
  readonly name: string
  /** Distinct visitors who were in it during a visit of the period. */
  readonly reached: number
  /** Visits of the period during which the visitor was in it. */
  readonly visits: number
  /** Of these, the visits whose first conversion was made from it. */
  readonly converted: number
}

export interface SegmentCounts {
  /** Visitors of the period by what they are at the moment asked for. */
  readonly standing: readonly GroupCount[]
  readonly visits: { readonly segments: readonly VisitCount[]; readonly phases: readonly VisitCount[] }
  /** Conversions of the period by what their visitor was just before. */
  readonly conversions: readonly GroupCount[]
  readonly pageViews: number
}

export interface DayCount {
  /** First and last moment (exclusive) of the day. */
  readonly day: Period
  readonly segments: Readonly<Record<Segment, number>>
  readonly conversions: number
}

export interface Login {
  readonly hash: string
  readonly expiresAt: UnixMs
}

/** How many visitors a retention period has ended for. */
export interface Retained {
  /** Who they were is forgotten; what they did counts on. */
  readonly anonymised: number
  readonly removed: number
}

export interface RebuildOptions {
  readonly onProgress?: (done: number, all: number) => void
  /** Leave those alone of whom this model makes what is stored. */
  readonly present?: Model
  /** Asked now and then; true ends the work where it is. */
  readonly isCancelled?: () => boolean
  /** Changes nothing and only counts; those whose profile is outdated by this model are not looked at. */
  readonly dryRun?: { readonly model: Model }
  /** Starts threads that derive, which a store may do where there are many visitors; whoever gives it ends them. */
  readonly threads?: () => readonly DeriveElsewhere[]
}

/** Asks another thread to derive: what is given goes to `derive` of a store of the same engine on the same data, and its answer comes
 *  back. Both are plain data, and the engine's own. */
export type DeriveElsewhere = (asked: unknown) => Promise<unknown>

export interface Store extends CensusStore, DeskStore, TrailStore {
  // Sites and who may ask about them.
  putSite(site: Site): Promise<void>
  site(id: string): Promise<Site | null>
  sites(): Promise<readonly Site[]>
  /** Keeps a decision, and from then on scores the site with `model`: both or neither. */
  decideModel(site: string, decision: ModelDecision, model: Model | null): Promise<void>
  /** Newest first. */
  modelDecisions(site: string): Promise<readonly ModelDecision[]>
  putToken(token: Token): Promise<void>
  token(hash: string): Promise<Token | null>
  tokens(): Promise<readonly Token[]>
  removeToken(hash: string): Promise<boolean>
  /** One-time keys and log-ins of the dashboard, by hash. `takeLogin` removes what it returns. */
  putLogin(kind: 'key' | 'session', login: Login): Promise<void>
  takeLogin(kind: 'key' | 'session', hash: string, now: UnixMs): Promise<boolean>
  hasLogin(kind: 'key' | 'session', hash: string, now: UnixMs): Promise<boolean>

  /** Keeps events and what follows from them, all or nothing. When it returns they are fsynced and visible to readers; an id
   *  that is already there changes nothing.
   *  @throws AppError store_busy, store_full; EngineFailure when the engine can no longer be trusted */
  commit(commit: Commit, advance: Advance): Promise<CommitResult>
  /** Removes all of a visitor; later events under the id are refused for a day. False when there is nobody. */
  erase(key: VisitorKey, now: UnixMs): Promise<boolean>

  visitor(key: VisitorKey): Promise<StoredVisitor | null>
  /** A visitor's events in order of (at, id), bots' included. */
  history(key: VisitorKey, until?: UnixMs): Promise<readonly Event[]>
  timeline(key: VisitorKey): Promise<readonly Span[]>
  /** Consented visitors as they stand, sorted, one page. `query.at` must not lie before their last events. */
  visitors(query: VisitorQuery): Promise<readonly VisitorRow[]>
  /** The same visitors one by one, so that a long list is never in memory: up to as many as `query.limit`, and at least one where anybody
   *  is left.
   *  @param ahead  so many of those who come after these are likely to be asked for at once, part by part
   *  @param tell  told of each at once, in the thread that has the store
   *  @returns whether others may come after the last one */
  eachVisitor(query: VisitorQuery, ahead: number, tell: (row: VisitorRow) => void): Promise<boolean>
  /** Consented visitors who were there at a moment in the past, unsorted; whoever has newer events must be folded again. */
  visitorsAsOf(
    site: string,
    at: UnixMs,
    period: Period,
    filter: VisitorFilter,
  ): Promise<readonly StoredVisitor[]>
  segmentCounts(site: string, asked: CensusQuestion): Promise<SegmentCounts>
  /** Of the same visitors as `segmentCounts`, on each of the days that the period is cut in. */
  segmentsByDay(site: string, days: readonly Period[], asked: CensusQuestion): Promise<readonly DayCount[]>
  /** When the site's last event that is no bot's happened; null when there is none. */
  lastEventAt(site: string): Promise<UnixMs | null>
  /** The newest first, unless asked otherwise; only those that come after a place in that order, where one is given. */
  drops(
    site: string,
    limit: number,
    asked?: { readonly isOldestFirst: boolean; readonly after: number | null },
  ): Promise<readonly KeptDrop[]>
  /** Forgets what has had its time: quarantine, refusals of erased ids, log-ins. */
  expire(now: UnixMs): Promise<void>

  /** Keeps the retention periods: visitors lose their ids, and later everything, a number of days after they came. Others may commit
   *  in between; asked for again it goes on where it was. */
  applyRetention(now: UnixMs, advance: Advance): Promise<Retained>

  /** Derives every visitor's rows again from the events, some at a time: others may commit in between.
   *  @returns how many were derived and how many came out other than they were stored */
  rebuild(
    site: Site,
    advance: Advance,
    options?: RebuildOptions,
  ): Promise<{ visitors: number; changed: number }>
  /** Derives what `rebuild` asks another thread for; writes nothing. */
  derive(asked: unknown, advance: Advance): Promise<unknown>
  /** All kept events of a site: each visitor's together, in order of arrival, whoever came first first. */
  events(site: string): Iterable<Event>
  backup(file: string, onProgress: (done: number, all: number) => void): Promise<void>
  /** Sentences about what is wrong; none when all is well. */
  check(): Promise<readonly string[]>
  /** Able to commit now. */
  ready(): Promise<boolean>
  close(): Promise<void>
}

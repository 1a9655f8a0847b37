import { hash } from 'node:crypto'
import type { Event } from '@koopsignaal/protocol'
import { type Model, type Span, splice } from '@koopsignaal/scoring'
import type { Statement } from 'better-sqlite3'
import { AppError } from '../../errors.ts'
import {
  type Advance,
  type Commit,
  type CommitResult,
  type Drop,
  EngineFailure,
  type ModelDecision,
  type Period,
  type Site,
  type Store,
  type StoredVisitor,
  type Token,
  type VisitorChange,
  type VisitorFilter,
  type VisitorKey,
  type VisitorQuery,
} from '../store.ts'
import { copyDatabase } from './copy-database.ts'
import { createWalEmptier } from './empty-wal.ts'
import { FACT_KINDS, Facts } from './facts.ts'
import { type HotVisitor, HotVisitors } from './hot-visitors.ts'
import { type Connection, openReader, openWriter } from './open.ts'
import { countSegments, countSegmentsByDay, filterParameters } from './reports.ts'
import {
  type EventRow,
  eventParameters,
  factsOf,
  type ModelDecisionRow,
  modelDecisionParameters,
  type ProfileRow,
  profileParameters,
  type SpanRow,
  toEvent,
  toModelDecision,
  toSpan,
  toStoredVisitor,
  visitParameters,
} from './rows.ts'
import { STATEMENTS, type StatementName } from './statements.ts'

const WEEK = 7 * 86_400_000
const DAY = 86_400_000

/** Prepares each statement once, when it is first asked for. */
export class Statements {
  readonly #db: Connection
  readonly #prepared = new Map<StatementName, Statement>()

  constructor(db: Connection) {
    this.#db = db
  }

  get(name: StatementName): Statement {
    let statement = this.#prepared.get(name)
    if (statement === undefined) {
      statement = this.#db.prepare(STATEMENTS[name])
      this.#prepared.set(name, statement)
    }
    return statement
  }
}

/** The SQLite engine: one file, one writing connection, one for reading.
 *  @throws StartError when the folder or the database cannot be used */
export function openSqliteStore(dir: string): Store {
  const writer = openWriter(dir)
  const reader = openReader(dir)
  const wal = createWalEmptier(writer)
  const write = new Statements(writer)
  const read = new Statements(reader)

  const hot = new HotVisitors(writer)
  const facts = new Facts(write)
  const siteKeys = new Map<string, number>()
  const siteKey = (id: string): number => {
    const known = siteKeys.get(id)
    if (known !== undefined) return known
    const row = write.get('site').get({ id }) as { key: number } | undefined
    if (row === undefined) throw new AppError('unknown_site', `There is no site '${id}'.`)
    siteKeys.set(id, row.key)
    return row.key
  }
  const visitorKey = (statements: Statements, key: VisitorKey): number | null => {
    const row = statements.get('visitorKey').get({ site: siteKey(key.site), id: key.visitor })
    return row === undefined ? null : (row as { key: number }).key
  }
  // The same settings are the same object: whatever is derived from a site can be remembered by it.
  const parsed = new Map<string, { readonly settings: string; readonly site: Site }>()
  const parseSite = (id: string, settings: string): Site => {
    const known = parsed.get(id)
    if (known?.settings === settings) return known.site
    const site = JSON.parse(settings) as Site
    parsed.set(id, { settings, site })
    return site
  }
  const sites = new Map<string, Site>()
  const loadSite = (id: string): Site => {
    const known = sites.get(id)
    if (known !== undefined) return known
    const site = parseSite(id, (write.get('site').get({ id }) as { settings: string }).settings)
    sites.set(id, site)
    return site
  }
  /** What is remembered holds only as long as nobody else has written. */
  const refresh = (): void => {
    if (!hot.refresh()) return
    sites.clear()
    facts.clear()
  }
  const forget = (): void => {
    hot.clear()
    sites.clear()
    facts.clear()
  }
  /** Runs a transaction; one that fails leaves nothing behind, in memory neither. */
  const transact = <T>(work: () => T): T =>
    guarded(() => {
      try {
        return work()
      } catch (error) {
        forget()
        throw error
      }
    })
  const loadHistory = (statements: Statements, visitor: number, site: string, until: number): Event[] =>
    (statements.get('history').all({ visitor, until }) as EventRow[]).map((row) => toEvent(row, site))
  const loadProfile = (statements: Statements, visitor: number, site: string) => {
    const row = statements.get('profile').get({ visitor }) as ProfileRow | undefined
    return row === undefined ? null : toStoredVisitor(row, site)
  }

  /** Writes what a visitor has become; `whole` replaces all that was derived before.
   *  @returns the end of its timeline */
  function putChange(
    change: VisitorChange,
    site: number,
    visitor: number,
    before: Pick<HotVisitor, 'stored' | 'tail'> | 'whole',
  ): readonly Span[] {
    putProfile(change, site, visitor, before === 'whole' ? null : (before.stored ?? null))
    if (before === 'whole')
      for (const name of ['removeSpans', 'removeVisits', 'removeConversions'] as const)
        write.get(name).run({ visitor })
    const older = before === 'whole' ? [] : spansFrom(visitor, change.replaceFrom, before.tail)
    const tail = splice(older, change.replaceFrom, change.spans)
    putSpans(visitor, older, tail)
    for (const visit of change.visits) write.get('putVisit').run(visitParameters(visit, visitor))
    for (const conversion of change.conversions) write.get('putConversion').run({ visitor, ...conversion })
    return tail
  }

  function putProfile(
    change: VisitorChange,
    site: number,
    visitor: number,
    before: StoredVisitor | null,
  ): void {
    const parameters = profileParameters(change, site, visitor)
    const isSameDay = before !== null && dayOf(before.profile.last.at) === dayOf(change.profile.last.at)
    const { changes } = write.get(isSameDay ? 'putProfileSameDay' : 'putProfile').run(parameters)
    if (changes === 0) write.get('addProfile').run(parameters)
  }

  function spansFrom(visitor: number, from: number, tail: readonly Span[] | undefined): readonly Span[] {
    const known = tail ?? (write.get('spansFrom').all({ visitor, from }) as SpanRow[]).map(toSpan)
    return known.filter(({ until }) => until === null || until >= from)
  }

  /** Touches only what differs: most events leave their visitor what it was. */
  function putSpans(visitor: number, older: readonly Span[], tail: readonly Span[]): void {
    for (const { from } of older)
      if (!tail.some((span) => span.from === from)) write.get('removeSpan').run({ visitor, from })
    for (const span of tail)
      if (!older.some((one) => isSameSpan(one, span))) write.get('putSpan').run({ visitor, ...span })
  }

  function removeDerived(visitor: number): void {
    for (const name of ['removeSpans', 'removeVisits', 'removeConversions', 'removeProfile'] as const)
      write.get(name).run({ visitor })
  }

  function derive(site: Site, name: string, fresh: readonly Event[], advance: Advance): void {
    const id = fresh[0]!.visitor!
    const key = keyOf(site.id, id)!
    const known = hot.get(name)!
    const stored = known.stored === undefined ? loadProfile(write, key, site.id) : known.stored
    let change = advance(site, stored, fresh)
    // Without a profile nothing else was derived either.
    let before: Pick<HotVisitor, 'stored' | 'tail'> | 'whole' = {
      stored,
      tail: stored === null ? [] : known.tail,
    }
    if (change === 'needs_history') {
      const history = loadHistory(write, key, site.id, Number.MAX_SAFE_INTEGER)
      change = mustAdvance(
        advance(
          site,
          null,
          history.filter((e) => e.bot === null),
        ),
      )
      before = 'whole'
    }
    const tail = putChange(change, siteKey(site.id), key, before)
    const { profile, facts } = change
    hot.put(name, { key, stored: { site: site.id, visitor: id, profile, facts }, tail })
  }

  function keep(event: Event): 'accepted' | 'duplicate' | 'erased' {
    const site = siteKey(event.site)
    const key = event.visitor === null ? null : keyOf(event.site, event.visitor)
    // Who has a row is not erased, and a duplicate adds nobody: the one statement decides.
    if (event.visitor === null || key !== null) return addEvent(event, site, key)
    if (write.get('hasEvent').get({ site, id: event.id }) !== undefined) return 'duplicate'
    const whose = { site: event.site, visitor: event.visitor }
    if (write.get('isErased').get({ hash: erasedHash(whose) }) !== undefined) return 'erased'
    const added = Number(write.get('addVisitor').run({ site, id: event.visitor }).lastInsertRowid)
    hot.put(nameOf(whose), { key: added, stored: null, tail: undefined })
    return addEvent(event, site, added)
  }

  function addEvent(event: Event, site: number, visitor: number | null): 'accepted' | 'duplicate' {
    const texts = factsOf(event)
    const whose = { agent: null, page: visitor, source: visitor, referrer: visitor }
    const isKnown = FACT_KINDS.every(
      (kind) => texts[kind] === null || facts.has(kind, texts[kind], whose[kind]),
    )
    // A duplicate leaves no fact behind.
    if (!isKnown && write.get('hasEvent').get({ site, id: event.id }) !== undefined) return 'duplicate'
    const keys = eventParameters(event, site, visitor) as Record<string, unknown>
    for (const kind of FACT_KINDS)
      keys[kind] = texts[kind] === null ? null : facts.keyOf(kind, texts[kind], whose[kind])
    return write.get('addEvent').run(keys).changes === 0 ? 'duplicate' : 'accepted'
  }

  /** The row of a visitor, who is hot from then on; null when there is none. */
  function keyOf(site: string, visitor: string): number | null {
    const name = nameOf({ site, visitor })
    const known = hot.get(name)
    if (known !== undefined) return known.key
    const key = visitorKey(write, { site, visitor })
    if (key !== null) hot.put(name, { key, stored: undefined, tail: undefined })
    return key
  }

  const commitAll = writer.transaction((commit: Commit, advance: Advance): CommitResult => {
    refresh()
    const verdicts = commit.events.map(keep)
    const fresh = commit.events.filter((event, i) => verdicts[i] === 'accepted' && event.bot === null)
    for (const [name, events] of groupByVisitor(fresh))
      derive(loadSite(events[0]!.site), name, events, advance)
    for (const drop of commit.drops) write.get('addDrop').run({ ...drop, site: siteKey(drop.site) })
    return { verdicts }
  })

  const decide = writer.transaction((id: string, decision: ModelDecision, model: Model | null): void => {
    write.get('addModelDecision').run(modelDecisionParameters(decision, siteKey(id)))
    const site: Site = { ...loadSite(id), model }
    write.get('putSite').run({ id, settings: JSON.stringify(site) })
  })

  const eraseAll = writer.transaction((key: VisitorKey, now: number): boolean => {
    hot.remove(nameOf(key))
    write.get('markErased').run({ hash: erasedHash(key), at: now })
    const visitor = visitorKey(write, key)
    if (visitor === null) return false
    removeDerived(visitor)
    facts.clear()
    for (const name of ['removeEvents', 'removeFacts', 'removeVisitor'] as const)
      write.get(name).run({ visitor })
    return true
  })

  const rebuildSome = writer.transaction(
    (site: Site, keys: readonly { key: number }[], advance: Advance): number => {
      let changed = 0
      forget()
      for (const { key } of keys) {
        const before = fingerprint(write, key)
        const history = loadHistory(write, key, site.id, Number.MAX_SAFE_INTEGER).filter(
          (e) => e.bot === null,
        )
        if (history.length === 0) removeDerived(key)
        else putChange(mustAdvance(advance(site, null, history)), siteKey(site.id), key, 'whole')
        if (fingerprint(write, key) !== before) changed++
      }
      return changed
    },
  )

  return {
    async putSite(site) {
      guarded(() => write.get('putSite').run({ id: site.id, settings: JSON.stringify(site) }))
      sites.delete(site.id)
    },
    async site(id) {
      refresh()
      const known = sites.get(id)
      if (known !== undefined) return known
      const row = read.get('site').get({ id }) as { settings: string } | undefined
      if (row === undefined) return null
      const site = parseSite(id, row.settings)
      sites.set(id, site)
      return site
    },
    async sites() {
      return (read.get('sites').all() as { settings: string }[]).map(
        (row) => JSON.parse(row.settings) as Site,
      )
    },
    async decideModel(id, decision, model) {
      transact(() => decide.immediate(id, decision, model))
      sites.delete(id)
    },
    async modelDecisions(id) {
      const rows = read.get('modelDecisions').all({ site: siteKey(id) }) as ModelDecisionRow[]
      return rows.map(toModelDecision)
    },
    async putToken(token) {
      guarded(() => write.get('putToken').run(token))
    },
    async token(hash) {
      return (read.get('token').get({ hash }) as Token | undefined) ?? null
    },
    async tokens() {
      return read.get('tokens').all() as Token[]
    },
    async removeToken(hash) {
      return guarded(() => write.get('removeToken').run({ hash })).changes > 0
    },
    async putLogin(kind, login) {
      guarded(() => write.get('putLogin').run({ kind, ...login }))
    },
    async takeLogin(kind, hash, now) {
      return guarded(() => write.get('takeLogin').run({ kind, hash, now })).changes > 0
    },
    async hasLogin(kind, hash, now) {
      return read.get('hasLogin').get({ kind, hash, now }) !== undefined
    },

    async commit(commit, advance) {
      return transact(() => commitAll.immediate(commit, advance))
    },
    async erase(key, now) {
      const erased = transact(() => eraseAll.immediate(key, now))
      if (erased) wal.empty()
      return erased
    },

    async visitor(key) {
      refresh()
      const known = hot.get(nameOf(key))?.stored
      if (known !== undefined) return known
      const visitor = visitorKey(read, key)
      return visitor === null ? null : loadProfile(read, visitor, key.site)
    },
    async history(key, until = Number.MAX_SAFE_INTEGER) {
      const visitor = visitorKey(read, key)
      return visitor === null ? [] : loadHistory(read, visitor, key.site, until)
    },
    async timeline(key) {
      const visitor = visitorKey(read, key)
      return visitor === null ? [] : (read.get('spans').all({ visitor }) as SpanRow[]).map(toSpan)
    },
    async visitors(query: VisitorQuery) {
      const rows = read.get(query.descending ? 'visitorsDescending' : 'visitorsAscending').all({
        ...filterParameters(siteKey(query.site), query.period, query.at, query.filter),
        sort: query.sort,
        limit: query.limit,
        afterId: query.after?.visitor ?? null,
        afterValue: query.after?.value ?? null,
        halfLifeWaarom: query.halfLives.waarom,
        halfLifeWat: query.halfLives.wat,
        halfLifeWaar: query.halfLives.waar,
      }) as ProfileRow[]
      return rows.map((row) => ({ ...toStoredVisitor(row, query.site), sortValue: row.sort_value! }))
    },
    async visitorsAsOf(site: string, at: number, period: Period, filter: VisitorFilter) {
      const rows = read
        .get('visitorsAsOf')
        .all(filterParameters(siteKey(site), period, at, filter)) as ProfileRow[]
      return rows.map((row) => toStoredVisitor(row, site))
    },
    async segmentCounts(site, period, filter) {
      return countSegments(read, filterParameters(siteKey(site), period, period.to, filter))
    },
    async segmentsByDay(site, days, filter) {
      return countSegmentsByDay(read, days, (day) => filterParameters(siteKey(site), day, day.to, filter))
    },
    async lastEventAt(site) {
      return read
        .get('lastEventAt')
        .pluck()
        .get({ site: siteKey(site) }) as number | null
    },
    async drops(site, limit) {
      const rows = read.get('drops').all({ site: siteKey(site), limit }) as Omit<Drop, 'site'>[]
      return rows.map((row) => ({ ...row, site }))
    },
    async expire(now) {
      write.get('expireDrops').run({ before: now - WEEK })
      write.get('expireErased').run({ before: now - DAY })
      write.get('expireLogins').run({ now })
    },

    async rebuild(site, advance, { onProgress, present, isCancelled } = {}) {
      const all = Number(
        read
          .get('countVisitors')
          .pluck()
          .get({ site: siteKey(site.id) }),
      )
      let [visitors, changed, last] = [0, 0, 0]
      for (;;) {
        const keys = write.get('visitorKeys').all({
          site: siteKey(site.id),
          key: last,
          present: present ?? null,
        }) as { key: number }[]
        if (keys.length === 0 || isCancelled?.()) return { visitors, changed }
        changed += transact(() => rebuildSome.immediate(site, keys, advance))
        visitors += keys.length
        last = keys.at(-1)!.key
        onProgress?.(visitors, all)
        await new Promise(setImmediate)
      }
    },
    *events(site) {
      let seq = 0
      for (;;) {
        const rows = read.get('allEvents').all({ site: siteKey(site), seq }) as EventRow[]
        if (rows.length === 0) return
        for (const row of rows) yield toEvent(row, site)
        seq = rows.at(-1)!.seq!
      }
    },
    async backup(file, onProgress) {
      await copyDatabase(dir, file, onProgress)
    },
    async check() {
      const findings = (reader.pragma('integrity_check') as { integrity_check: string }[])
        .map((row) => row.integrity_check)
        .filter((line) => line !== 'ok')
      const orphans =
        (reader.pragma('foreign_key_check') as unknown[]).length +
        (read.get('countLostFacts').pluck().get() as number)
      return orphans > 0 ? [...findings, `${orphans} rows point at rows that are gone`] : findings
    },
    async ready() {
      return guarded(() => writer.transaction(() => true).immediate())
    },
    async close() {
      wal.stop()
      reader.close()
      writer.close()
    },
  }
}

/** The engine refuses a value and is itself in order: only what holds that value is lost. */
const ABOUT_VALUES = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/

/** A refusal that may pass becomes an AppError; anything else is the engine's own failure and goes up as it is. */
function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = (error as { code?: unknown }).code
    if (code === 'SQLITE_FULL') throw new AppError('store_full', 'The disk is full; nothing was stored.', 10)
    if (typeof code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(code)) {
      throw new AppError('store_busy', 'The database is in use by another program; nothing was stored.', 2)
    }
    if (typeof code === 'string' && code.startsWith('SQLITE_') && !ABOUT_VALUES.test(code)) {
      throw new EngineFailure(error)
    }
    throw error
  }
}

function mustAdvance(change: ReturnType<Advance>): VisitorChange {
  if (change === 'needs_history') throw new Error('advance: asked for the history that it was given')
  return change
}

function groupByVisitor(events: readonly Event[]): Map<string, Event[]> {
  const groups = new Map<string, Event[]>()
  for (const event of events) {
    if (event.visitor === null) continue
    const key = nameOf({ site: event.site, visitor: event.visitor })
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [event])
    else group.push(event)
  }
  return groups
}

function dayOf(at: number): number {
  return Math.floor(at / DAY)
}

function nameOf({ site, visitor }: VisitorKey): string {
  return `${site}\0${visitor}`
}

function isSameSpan(a: Span, b: Span): boolean {
  return a.from === b.from && a.until === b.until && a.segment === b.segment && a.phase === b.phase
}

function erasedHash(key: VisitorKey): string {
  return hash('sha256', `${key.site}\0${key.visitor}`)
}

function fingerprint(statements: Statements, visitor: number): string {
  const profile = statements.get('wholeProfile').get({ visitor })
  const rows = (name: 'spans' | 'visits' | 'conversions') => statements.get(name).all({ visitor })
  return JSON.stringify([profile, rows('spans'), rows('visits'), rows('conversions')])
}

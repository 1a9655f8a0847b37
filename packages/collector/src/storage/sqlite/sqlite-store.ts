import { DAY } from '@koopsignaal/protocol'
import type { KeptDrop, Period, Site, Store, Token, VisitorFilter } from '../store.ts'
import { createCounting } from './census/census-store.ts'
import { copyDatabase } from './copy-database.ts'
import { createCountedActs } from './counted-acts.ts'
import { type Asked, createDeriving } from './deriving.ts'
import { createDesk } from './desk.ts'
import { createWalEmptier } from './empty-wal.ts'
import { findDamage, ownersOf } from './find-damage.ts'
import { guarded } from './guarded.ts'
import { openReader, openWriter } from './open.ts'
import { Statements } from './prepared.ts'
import { loadEvents } from './recent-events.ts'
import { filterParameters } from './reports.ts'
import { createReserve } from './reserve.ts'
import {
  type ModelDecisionRow,
  type ProfileRow,
  type SpanRow,
  toModelDecision,
  toSpan,
  toStoredVisitor,
} from './rows.ts'
import { createSiteRegistry } from './site-registry.ts'
import { createTrails } from './trails.ts'
import { showEvents } from './unpacked-events.ts'
import { findVisitor, lastEventAt, loadHistory, loadProfile } from './visitor-rows.ts'
import { createWriting } from './writing.ts'

const WEEK = 7 * DAY

/** The SQLite engine: one file, one writing connection, one for reading.
 *  @throws StartError when the folder or the database cannot be used */
export function openSqliteStore(dir: string): Store {
  const writer = openWriter(dir)
  const reader = openReader(dir)
  const wal = createWalEmptier(writer)
  const reserve = createReserve(dir)
  const write = new Statements(writer)
  const read = new Statements(reader)
  // While a statement unpacks events, its own connection can answer nothing else.
  const factReader = openReader(dir)
  const { facts } = new Statements(factReader)
  showEvents(reader, facts)
  const sites = createSiteRegistry(write)
  const counting = createCounting({ db: reader, read, facts, sites })
  const writing = createWriting(writer, write, sites)
  const derive = createDeriving(reader, read)

  return {
    ...createDesk(read, write, sites),
    ...createCountedActs(read, facts, sites),
    ...createTrails(writer, read, write, sites),
    ...counting,
    async putSite(site) {
      guarded(() => write.get('putSite').run({ id: site.id, settings: JSON.stringify(site) }))
      sites.forget()
    },
    async site(id) {
      writing.refresh()
      return sites.find(id)
    },
    async sites() {
      return (read.get('sites').all() as { settings: string }[]).map(
        (row) => JSON.parse(row.settings) as Site,
      )
    },
    async decideModel(id, decision, model) {
      writing.decideModel(id, decision, model)
    },
    async modelDecisions(id) {
      const rows = read.get('modelDecisions').all({ site: sites.key(id) }) as ModelDecisionRow[]
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
      return writing.commit(commit, advance)
    },
    async erase(key, now) {
      const erased = reserve.use(() => writing.erase(key, now))
      if (erased) wal.empty()
      reserve.refill()
      return erased
    },

    async visitor(key) {
      writing.refresh()
      const known = writing.remembered(key)
      if (known !== undefined) return known
      const visitor = findVisitor(read, sites, key)
      return visitor === null ? null : loadProfile(read, visitor, key.site)
    },
    async history(key, until = Number.MAX_SAFE_INTEGER) {
      const visitor = findVisitor(read, sites, key)
      return visitor === null ? [] : loadHistory(read, visitor, key.site, until)
    },
    async timeline(key) {
      const visitor = findVisitor(read, sites, key)
      return visitor === null ? [] : (read.get('spans').all({ visitor }) as SpanRow[]).map(toSpan)
    },
    async visitorsAsOf(site: string, at: number, period: Period, filter: VisitorFilter) {
      const rows = read
        .get('visitorsAsOf')
        .all(filterParameters(sites.key(site), period, at, filter)) as ProfileRow[]
      return rows.map((row) => toStoredVisitor(row, site))
    },
    async lastEventAt(site) {
      return lastEventAt(read, sites.key(site))
    },
    async drops(site, limit, { isOldestFirst, after } = { isOldestFirst: false, after: null }) {
      const rows = read
        .get(isOldestFirst ? 'oldestDrops' : 'newestDrops')
        .all({ site: sites.key(site), limit, after }) as Omit<KeptDrop, 'site'>[]
      return rows.map((row) => ({ ...row, site }))
    },
    async expire(now) {
      write.get('expireDrops').run({ before: now - WEEK })
      write.get('expireErased').run({ before: now - DAY })
      write.get('expireLogins').run({ now })
      reserve.refill()
    },
    async applyRetention(now, advance) {
      const retained = await writing.applyRetention(now, advance)
      if (writer.open && retained.anonymised + retained.removed > 0) wal.empty()
      return retained
    },

    rebuild: (site, advance, options = {}) => writing.rebuild(site, advance, options),
    derive: async (asked, advance) => derive(asked as Asked, advance),
    *events(site) {
      for (const { key, id } of ownersOf(read, sites.key(site)))
        yield* loadEvents(read, { key, site, visitor: id === '' ? null : id })
    },
    async backup(file, onProgress) {
      await copyDatabase(dir, file, onProgress)
    },
    async check() {
      return findDamage(reader, read)
    },
    async ready() {
      return guarded(() => writer.transaction(() => true).immediate())
    },
    async close() {
      wal.stop()
      counting.forget()
      reader.close()
      factReader.close()
      writer.close()
    },
  }
}

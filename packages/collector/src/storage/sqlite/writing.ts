import { hash } from 'node:crypto'
import { DAY, type Event } from '@koopsignaal/protocol'
import type { Model } from '@koopsignaal/scoring'
import type {
  Advance,
  Commit,
  CommitResult,
  ModelDecision,
  RebuildOptions,
  Retained,
  Site,
  StoredVisitor,
  VisitorChange,
  VisitorKey,
} from '../store.ts'
import { ChangeLog } from './change-log.ts'
import { createDerivedRows } from './derived-rows.ts'
import { Facts } from './facts.ts'
import { guarded } from './guarded.ts'
import { type HotVisitor, HotVisitors } from './hot-visitors.ts'
import { KnownIds } from './known-ids.ts'
import type { Connection } from './open.ts'
import type { Statements } from './prepared.ts'
import { createRebuilding } from './rebuilding.ts'
import { RecentEvents } from './recent-events.ts'
import { createRetention } from './retention.ts'
import { modelDecisionParameters } from './rows.ts'
import type { SiteRegistry } from './site-registry.ts'
import { findVisitor, loadHistory, loadProfile, nameOf } from './visitor-rows.ts'

/** The half of the engine that writes: every change is one transaction on the one writing connection. */
export interface Writing {
  commit(commit: Commit, advance: Advance): CommitResult
  erase(key: VisitorKey, now: number): boolean
  decideModel(site: string, decision: ModelDecision, model: Model | null): void
  rebuild(
    site: Site,
    advance: Advance,
    options: RebuildOptions,
  ): Promise<{ visitors: number; changed: number }>
  applyRetention(now: number, advance: Advance): Promise<Retained>
  /** A visitor as last written; undefined when that is not remembered. */
  remembered(key: VisitorKey): StoredVisitor | null | undefined
  /** Forgets what another process may have changed since. */
  refresh(): void
}

export function createWriting(writer: Connection, write: Statements, sites: SiteRegistry): Writing {
  const hot = new HotVisitors(writer)
  const facts = new Facts(write)
  const ids = new KnownIds(write)
  const derived = createDerivedRows(write, facts)
  const changes = new ChangeLog(write)

  /** What is remembered holds only as long as nobody else has written. */
  const refresh = (): void => {
    if (!hot.refresh()) return
    sites.forget()
    facts.clear()
    ids.refresh()
  }
  const forget = (): void => {
    hot.clear()
    sites.forget()
    facts.clear()
    write.facts.clear()
    ids.clear()
    changes.clear()
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

  function derive(site: Site, fresh: readonly Event[], recent: RecentEvents, advance: Advance): void {
    const whose = { site: site.id, visitor: fresh[0]!.visitor! }
    const name = nameOf(whose)
    const known = hotOf(whose)!
    const { key } = known
    const remembered = hot.stored(name, whose)
    const stored = remembered === undefined ? loadProfile(write, key, site.id) : remembered
    let change = advance(site, stored, fresh)
    // Without a profile nothing else was derived either.
    let before: Pick<HotVisitor, 'tail'> | 'whole' = { tail: stored === null ? [] : known.tail }
    if (change === 'needs_history') {
      recent.save(write)
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
    hot.put(name, { ...known, ...derived.put(change, key, before, recent.toRow()) })
    const { profile, facts } = change
    hot.putLatest(name, { ...whose, profile, facts })
  }

  function verdictOf(event: Event): Verdict {
    const site = sites.key(event.site)
    const whose = { site: event.site, visitor: event.visitor ?? NOBODY }
    // Who has a row is not erased.
    if (hotOf(whose) !== null) return ids.add(site, event.id) ? 'accepted' : 'duplicate'
    if (ids.has(site, event.id)) return 'duplicate'
    if (event.visitor !== null && write.get('isErased').get({ hash: erasedHash(whose) }) !== undefined)
      return 'erased'
    ids.add(site, event.id)
    const day = Math.floor(event.at / DAY)
    const key = Number(write.get('addVisitor').run({ site, id: whose.visitor, day }).lastInsertRowid)
    const owner = { key, site: event.site, visitor: event.visitor }
    const recent = new RecentEvents(owner, facts, write.facts, null, day)
    hot.put(nameOf(whose), { key, stored: null, tail: undefined, recent })
    return 'accepted'
  }

  /** Adds the accepted events to their visitors' packed ones.
   *  @returns these visitors, with what is new of those who are no program and recognised */
  function pack(events: readonly Event[]): Iterable<{ recent: RecentEvents; fresh: Event[] }> {
    const changed = new Map<string, { recent: RecentEvents; fresh: Event[] }>()
    for (const event of events) {
      const name = nameOf({ site: event.site, visitor: event.visitor ?? NOBODY })
      let change = changed.get(name)
      if (change === undefined) {
        change = { recent: recentOf(event), fresh: [] }
        changed.set(name, change)
      }
      change.recent.add(event, write)
      if (event.bot === null && event.visitor !== null) change.fresh.push(event)
    }
    return changed.values()
  }

  function recentOf({ site, visitor }: Event): RecentEvents {
    const whose = { site, visitor: visitor ?? NOBODY }
    const known = hotOf(whose)!
    if (known.recent !== undefined) return known.recent
    const row = write.get('recent').pluck().get({ key: known.key }) as Buffer
    const owner = { key: known.key, site, visitor }
    const recent = new RecentEvents(owner, facts, write.facts, row.length === 0 ? null : row)
    hot.put(nameOf(whose), { ...known, recent })
    return recent
  }

  /** A visitor with a row, who is hot from then on; null when there is none. */
  function hotOf(whose: VisitorKey): HotVisitor | null {
    const name = nameOf(whose)
    const known = hot.get(name)
    if (known !== undefined) return known
    const key = findVisitor(write, sites, whose)
    if (key === null) return null
    const found = { key, stored: undefined, tail: undefined, recent: undefined }
    hot.put(name, found)
    return found
  }

  const commitAll = writer.transaction((commit: Commit, advance: Advance): CommitResult => {
    refresh()
    hot.begin()
    const verdicts = commit.events.map(verdictOf)
    const accepted = commit.events.filter((_, i) => verdicts[i] === 'accepted')
    for (const { recent, fresh } of pack(accepted)) {
      const { site, key } = recent.owner
      if (fresh.length > 0) derive(sites.find(site)!, fresh, recent, advance)
      recent.save(write)
      changes.note(sites.key(site), key)
    }
    ids.save()
    for (const drop of commit.drops) write.get('addDrop').run({ ...drop, site: sites.key(drop.site) })
    changes.save()
    return { verdicts }
  })

  const decide = writer.transaction((id: string, decision: ModelDecision, model: Model | null): void => {
    write.get('addModelDecision').run(modelDecisionParameters(decision, sites.key(id)))
    refresh()
    const site: Site = { ...sites.find(id)!, model }
    write.get('putSite').run({ id, settings: JSON.stringify(site) })
  })

  const eraseAll = writer.transaction((key: VisitorKey, now: number): boolean => {
    hot.remove(nameOf(key))
    write.get('markErased').run({ hash: erasedHash(key), at: now })
    const visitor = findVisitor(write, sites, key)
    if (visitor === null) return false
    // The hashes of event ids stay: an import that is sent again brings nobody back.
    derived.remove(visitor)
    facts.clear()
    for (const name of ['removeBlocks', 'removeVisitor'] as const) write.get(name).run({ visitor })
    changes.note(sites.key(key.site), visitor)
    changes.save()
    return true
  })

  const retention = { writer, write, sites, hot, facts, derived, changes, transact }
  return {
    applyRetention: createRetention(retention),
    commit: (commit, advance) => transact(() => commitAll.immediate(commit, advance)),
    erase: (key, now) => transact(() => eraseAll.immediate(key, now)),
    decideModel(id, decision, model) {
      transact(() => decide.immediate(id, decision, model))
      sites.forget()
    },
    rebuild: createRebuilding({ writer, write, sites, hot, derived, changes, transact, refresh }),
    remembered: (key) => hot.stored(nameOf(key), key),
    refresh,
  }
}

type Verdict = CommitResult['verdicts'][number]

/** Stands for the id of those who are only counted: they share one row. No visitor's id is empty. */
const NOBODY = ''

function mustAdvance(change: ReturnType<Advance>): VisitorChange {
  if (change === 'needs_history') throw new Error('advance: asked for the history that it was given')
  return change
}

function erasedHash(key: VisitorKey): string {
  return hash('sha256', `${key.site}\0${key.visitor}`)
}

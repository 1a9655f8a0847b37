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
import { type HotVisitor, HotVisitors, type Known, knownOf, type VisitorRow } from './hot-visitors.ts'
import { KnownIds } from './known-ids.ts'
import type { Connection } from './open.ts'
import type { Statements } from './prepared.ts'
import { createRebuilding } from './rebuilding.ts'
import { RecentEvents } from './recent-events.ts'
import { createRetention } from './retention.ts'
import { modelDecisionParameters } from './rows.ts'
import type { SiteRegistry } from './site-registry.ts'
import { findVisitor, loadHistory, nameOf } from './visitor-rows.ts'

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

  function derive(visitor: HotVisitor, fresh: readonly Event[], advance: Advance): void {
    const { owner } = visitor
    const recent = recentOf(visitor)
    const site = sites.find(owner.site)!
    const known = knownOf(visitor)
    let change = advance(site, known.stored, fresh)
    let before: Known | 'whole' = known
    if (change === 'needs_history') {
      recent.save(write)
      const history = loadHistory(write, owner.key, owner.site, Number.MAX_SAFE_INTEGER)
      change = mustAdvance(
        advance(
          site,
          null,
          history.filter((e) => e.bot === null),
        ),
      )
      before = 'whole'
    }
    visitor.remembered = derived.put(change, owner.key, before, recent.toRow())
    visitor.row = null
  }

  /** Takes an event in, if it is new, with what is to be derived from it. */
  function take(event: Event, known: HotVisitor | null, group: Map<HotVisitor, Event[]>): Verdict {
    const site = sites.key(event.site)
    // Who has a row is not erased.
    if (known === null ? ids.has(site, event.id) : !ids.add(site, event.id)) return 'duplicate'
    if (known === null && isErased(event)) return 'erased'
    if (known === null) ids.add(site, event.id)
    const visitor = known ?? addVisitor(event)
    let fresh = group.get(visitor)
    if (fresh === undefined) {
      fresh = []
      group.set(visitor, fresh)
    }
    recentOf(visitor).add(event, write)
    if (event.bot === null && event.visitor !== null) fresh.push(event)
    return 'accepted'
  }

  function isErased({ site, visitor }: Event): boolean {
    return (
      visitor !== null && write.get('isErased').get({ hash: erasedHash({ site, visitor }) }) !== undefined
    )
  }

  function addVisitor({ site, visitor, at }: Event): HotVisitor {
    const whose = { site, visitor: visitor ?? NOBODY }
    const day = Math.floor(at / DAY)
    const row = { site: sites.key(site), id: whose.visitor, day }
    const owner = { key: Number(write.get('addVisitor').run(row).lastInsertRowid), site, visitor }
    const recent = new RecentEvents(owner, facts, write.facts, null, day)
    const added = { owner, row: null, remembered: null, recent }
    hot.add(nameOf(whose), added)
    return added
  }

  function recentOf(visitor: HotVisitor): RecentEvents {
    if (visitor.recent !== undefined) return visitor.recent
    const { recent } = visitor.row!
    visitor.recent = new RecentEvents(visitor.owner, facts, write.facts, recent.length === 0 ? null : recent)
    return visitor.recent
  }

  /** A visitor with a row, who is hot from then on; null when there is none. */
  function hotOf({ site, visitor }: Event): HotVisitor | null {
    const name = nameOf({ site, visitor: visitor ?? NOBODY })
    const known = hot.get(name)
    if (known !== undefined) return known
    const asked = { site: sites.key(site), id: visitor ?? NOBODY }
    const row = write.get('visitorRow').get(asked) as VisitorRow | undefined
    if (row === undefined) return null
    const found = {
      owner: { key: row.key, site, visitor },
      row,
      remembered: null,
      recent: undefined,
    }
    hot.add(name, found)
    return found
  }

  const commitAll = writer.transaction((commit: Commit, advance: Advance): CommitResult => {
    refresh()
    const group = new Map<HotVisitor, Event[]>()
    let last: HotVisitor | null = null
    const verdicts = commit.events.map((event) => {
      // A batch is mostly of one visitor.
      if (last === null || last.owner.visitor !== event.visitor || last.owner.site !== event.site)
        last = hotOf(event)
      return take(event, last, group)
    })
    for (const [visitor, fresh] of group) {
      if (fresh.length > 0) derive(visitor, fresh, advance)
      recentOf(visitor).save(write)
      changes.note(sites.key(visitor.owner.site), visitor.owner.key)
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
    remembered: (key) => hot.stored(nameOf(key)),
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

import { hash } from 'node:crypto'
import type { Event } from '@koopsignaal/protocol'
import type { Model } from '@koopsignaal/scoring'
import type {
  Advance,
  Commit,
  CommitResult,
  ModelDecision,
  RebuildOptions,
  Site,
  StoredVisitor,
  VisitorChange,
  VisitorKey,
} from '../store.ts'
import { createDerivedRows } from './derived-rows.ts'
import { FACT_KINDS, Facts } from './facts.ts'
import { guarded } from './guarded.ts'
import { type HotVisitor, HotVisitors } from './hot-visitors.ts'
import type { Connection } from './open.ts'
import type { Statements } from './prepared.ts'
import { eventParameters, factsOf, modelDecisionParameters } from './rows.ts'
import type { SiteRegistry } from './site-registry.ts'
import { findVisitor, loadHistory, loadProfile } from './visitor-rows.ts'

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
  /** A visitor as last written; undefined when that is not remembered. */
  remembered(key: VisitorKey): StoredVisitor | null | undefined
  /** Forgets what another process may have changed since. */
  refresh(): void
}

export function createWriting(writer: Connection, write: Statements, sites: SiteRegistry): Writing {
  const hot = new HotVisitors(writer)
  const facts = new Facts(write)
  const derived = createDerivedRows(write, facts)

  /** What is remembered holds only as long as nobody else has written. */
  const refresh = (): void => {
    if (!hot.refresh()) return
    sites.forget()
    facts.clear()
  }
  const forget = (): void => {
    hot.clear()
    sites.forget()
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
    const tail = derived.put(change, sites.key(site.id), key, before)
    const { profile, facts } = change
    hot.put(name, { key, stored: { site: site.id, visitor: id, profile, facts }, tail })
  }

  function keep(event: Event): 'accepted' | 'duplicate' | 'erased' {
    const site = sites.key(event.site)
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
    const key = findVisitor(write, sites, { site, visitor })
    if (key !== null) hot.put(name, { key, stored: undefined, tail: undefined })
    return key
  }

  const commitAll = writer.transaction((commit: Commit, advance: Advance): CommitResult => {
    refresh()
    const verdicts = commit.events.map(keep)
    const fresh = commit.events.filter((event, i) => verdicts[i] === 'accepted' && event.bot === null)
    for (const [name, events] of groupByVisitor(fresh))
      derive(sites.find(events[0]!.site)!, name, events, advance)
    for (const drop of commit.drops) write.get('addDrop').run({ ...drop, site: sites.key(drop.site) })
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
    derived.remove(visitor)
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
        const before = derived.fingerprint(key)
        const history = loadHistory(write, key, site.id, Number.MAX_SAFE_INTEGER).filter(
          (e) => e.bot === null,
        )
        if (history.length === 0) derived.remove(key)
        else derived.put(mustAdvance(advance(site, null, history)), sites.key(site.id), key, 'whole')
        if (derived.fingerprint(key) !== before) changed++
      }
      return changed
    },
  )

  async function rebuild(site: Site, advance: Advance, options: RebuildOptions) {
    const { onProgress, present, isCancelled } = options
    const own = { site: sites.key(site.id) }
    const all = Number(write.get('countVisitors').pluck().get(own))
    let [visitors, changed, last] = [0, 0, 0]
    for (;;) {
      const some = write.get('visitorKeys').all({ ...own, key: last, present: present ?? null })
      const keys = some as { key: number }[]
      if (keys.length === 0 || isCancelled?.()) return { visitors, changed }
      changed += transact(() => rebuildSome.immediate(site, keys, advance))
      visitors += keys.length
      last = keys.at(-1)!.key
      onProgress?.(visitors, all)
      // Others may commit in between.
      await new Promise(setImmediate)
    }
  }

  return {
    commit: (commit, advance) => transact(() => commitAll.immediate(commit, advance)),
    erase: (key, now) => transact(() => eraseAll.immediate(key, now)),
    decideModel(id, decision, model) {
      transact(() => decide.immediate(id, decision, model))
      sites.forget()
    },
    rebuild,
    remembered: (key) => hot.get(nameOf(key))?.stored,
    refresh,
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

function nameOf({ site, visitor }: VisitorKey): string {
  return `${site}\0${visitor}`
}

function erasedHash(key: VisitorKey): string {
  return hash('sha256', `${key.site}\0${key.visitor}`)
}

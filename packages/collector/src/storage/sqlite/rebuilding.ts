import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'
import type { Event } from '@koopsignaal/protocol'
import { isProfileOf, type Model, yardsticksOf } from '@koopsignaal/scoring'
import type { Advance, RebuildOptions, Site, VisitorChange } from '../store.ts'
import type { ChangeLog } from './change-log.ts'
import { derivedHolds } from './derived-holds.ts'
import type { DerivedRows } from './derived-rows.ts'
import { guarded } from './guarded.ts'
import type { HotVisitors } from './hot-visitors.ts'
import type { Connection } from './open.ts'
import type { Statements } from './prepared.ts'
import type { SiteRegistry } from './site-registry.ts'
import { loadHistory, loadProfile, nameOf } from './visitor-rows.ts'

/** How long a turn of reading and deriving takes, in milliseconds, and how long the database is held to write what came of it: about as
 *  long as whoever sends an event may wait for it. */
const TURN_TAKES = 20
/** How many visitors are written at a time: a commit costs the same for few and for many. Never fewer, or steps would get smaller and
 *  smaller on a busy machine, and each waits for the database anew. */
const FEWEST = 250
const MOST = 1_000
/** How long it then lets go of the database. Another process that waits asks again after 1, 2, 5, 10, 15 ms and so on: without a pause
 *  it would hardly ever find the database free. */
const PAUSE = 10
/** Rows looked through at a time for who has to be derived again. */
const WINDOW = 10_000

export interface RebuildingParts {
  readonly writer: Connection
  readonly write: Statements
  readonly sites: SiteRegistry
  readonly hot: HotVisitors
  readonly derived: DerivedRows
  readonly changes: ChangeLog
  /** Runs a transaction; one that fails leaves nothing behind. */
  readonly transact: <T>(work: () => T) => T
  /** Forgets what another process may have changed since. */
  readonly refresh: () => void
}

interface Found {
  readonly key: number
  readonly id: string
}

/** What of a visitor's row tells whether anything has become of it since: every event that counts is in both. */
interface Seen {
  readonly profile: Buffer | null
  readonly recent: Buffer
}

interface Rebuild {
  readonly advance: Advance
  /** Whoever it is about is outdated, so that nothing needs comparing. */
  readonly allDiffer: boolean
}

interface Prepared extends Found {
  readonly seen: Seen | undefined
  /** null: nothing is to be derived. */
  readonly change: VisitorChange | null
}

/** Derives everybody's rows again, or of those who a model finds outdated. Reading and deriving hold nobody up; the database is held only
 *  to write what differs, and a visitor who was back in between is derived once more then. */
export function createRebuilding(parts: RebuildingParts) {
  const { writer, write, sites, hot, derived, changes, transact, refresh } = parts

  const seenOf = ({ key }: Found) => write.get('seen').get({ key }) as Seen | undefined

  function deriveWhole(site: Site, { key }: Found, advance: Advance): VisitorChange | null {
    const history = loadHistory(write, key, site.id, Number.MAX_SAFE_INTEGER).filter((e) => e.bot === null)
    return history.length === 0 ? null : mustAdvance(site, history, advance)
  }

  function prepare(site: Site, found: Found, advance: Advance): Prepared {
    const seen = seenOf(found)
    return { ...found, seen, change: deriveWhole(site, found, advance) }
  }

  /** In turns: in a collector's own thread events come in between. */
  async function prepareAll(site: Site, all: readonly Found[], advance: Advance): Promise<Prepared[]> {
    const prepared: Prepared[] = []
    let since = performance.now()
    for (const found of all) {
      prepared.push(guarded(() => prepare(site, found, advance)))
      if (performance.now() - since < TURN_TAKES) continue
      await turn()
      since = performance.now()
    }
    return prepared
  }

  function put(site: Site, { key, id, change }: Prepared): void {
    if (change === null) derived.remove(key)
    else derived.put(change, key, 'whole')
    hot.remove(nameOf({ site: site.id, visitor: id }))
    changes.note(sites.key(site.id), key)
  }

  /** Since when the last transaction has had the database; what it waited for that is not its own. */
  let heldSince = 0
  const putSome = writer.transaction((site: Site, some: readonly Prepared[], rebuild: Rebuild): number => {
    heldSince = performance.now()
    refresh()
    const differing = some
      .map((one) => (isSame(one.seen, seenOf(one)) ? one : prepare(site, one, rebuild.advance)))
      .filter(({ key, change }) => rebuild.allDiffer || !derivedHolds(write, change, key))
    for (const one of differing) put(site, one)
    changes.save()
    return differing.length
  })

  /** Counts what a rebuild would change; writes nothing. */
  const lookAtSome = writer.transaction(
    (site: Site, some: readonly Found[], advance: Advance, model: Model): number =>
      some.filter((found) => {
        const stored = loadProfile(write, found.key, site.id)
        if (stored === null || !isProfileOf(stored.profile, model)) return false
        return !derivedHolds(write, deriveWhole(site, found, advance), found.key)
      }).length,
  )

  /** Those that a rebuild is about, of some thousands of rows at a time. */
  function* windows(site: number, present: Model | undefined): Generator<readonly Found[]> {
    const end = write.get('lastVisitorKey').pluck().get() as number | null
    const outdated = present === undefined ? null : yardstickParameters(present)
    for (let key = 0; key < (end ?? 0); key += WINDOW) {
      const window = { site, after: key, to: key + WINDOW }
      const found =
        outdated === null
          ? write.get('visitorKeys').all(window)
          : write.get('outdatedKeys').all({ ...window, ...outdated })
      yield found as Found[]
    }
  }

  return async function rebuild(site: Site, advance: Advance, options: RebuildOptions) {
    const { onProgress, present, isCancelled, dryRun } = options
    const own = sites.key(site.id)
    const all = Number(write.get('countVisitors').pluck().get({ site: own }))
    let [visitors, changed, limit] = [0, 0, FEWEST]
    for (const window of windows(own, present)) {
      for (let from = 0; from < window.length; ) {
        if (isCancelled?.()) return { visitors, changed }
        const some = window.slice(from, from + limit)
        if (dryRun === undefined) {
          const prepared = await prepareAll(site, some, advance)
          changed += transact(() =>
            putSome.immediate(site, prepared, { advance, allDiffer: present !== undefined }),
          )
          limit = nextLimit(limit, performance.now() - heldSince)
          await pause(PAUSE)
        } else {
          changed += transact(() => lookAtSome(site, some, advance, dryRun.model))
        }
        visitors += some.length
        from += some.length
        onProgress?.(visitors, all)
      }
      await turn()
      if (isCancelled?.()) break
    }
    return { visitors, changed }
  }
}

/** As many visitors in the next transaction as fit the time, but never many more than in the last one: visitors differ. */
function nextLimit(limit: number, took: number): number {
  const fitting = (limit * TURN_TAKES) / Math.max(1, took)
  return Math.round(Math.min(2 * limit, MOST, Math.max(FEWEST, fitting)))
}

function mustAdvance(site: Site, history: readonly Event[], advance: Advance): VisitorChange {
  const change = advance(site, null, history)
  if (change === 'needs_history') throw new Error('advance: asked for the history that it was given')
  return change
}

function isSame(a: Seen | undefined, b: Seen | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return isSameBytes(a.profile, b.profile) && isSameBytes(a.recent, b.recent)
}

function isSameBytes(a: Buffer | null, b: Buffer | null): boolean {
  return a === null || b === null ? a === b : a.equals(b)
}

function yardstickParameters(model: Model) {
  const [passant, zoeker, koper] = yardsticksOf(model)
  return {
    passant: passant!.yardstick,
    zoekerFrom: zoeker!.from,
    zoeker: zoeker!.yardstick,
    koperFrom: koper!.from,
    koper: koper!.yardstick,
  }
}

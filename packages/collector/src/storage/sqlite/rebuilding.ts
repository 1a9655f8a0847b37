import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'
import type { Advance, DeriveElsewhere, RebuildOptions, Site } from '../store.ts'
import { type ChangeLog, unpackKeys } from './change-log.ts'
import type { Mending } from './derived-holds.ts'
import type { DerivedRows } from './derived-rows.ts'
import { type Asked, createDeriving, type Derived } from './deriving.ts'
import type { HotVisitors } from './hot-visitors.ts'
import type { Connection } from './open.ts'
import type { Statements } from './prepared.ts'
import type { SiteRegistry } from './site-registry.ts'
import { nameOf } from './visitor-rows.ts'

/** How long a turn of reading and deriving takes in this thread, in milliseconds, and how long the database is held to write what came
 *  of it: about as long as whoever sends an event may wait for it. */
const TURN_TAKES = 20
/** How many visitors are derived or written at a time: a commit costs the same for few and for many. Never fewer, or steps would get
 *  smaller and smaller on a busy machine, and each waits for the database anew. */
const FEWEST = 250
const MOST = 2_000
/** How long it then lets go of the database. Another process that waits asks again after 1, 2, 5, 10, 15 ms and so on: without a pause
 *  it would hardly ever find the database free. */
const PAUSE = 10
/** Fewer visitors than these are derived before other threads have started. Chosen. */
const FEW = 5_000
/** Rows that another thread looks through at a time. Nobody waits for it there; a message costs the same for few and for many. */
const ELSEWHERE = 2_000
/** Stretches under way in each of these threads: the next one is there when the one before is done. */
const UNDER_WAY = 2

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

/** Derives everybody's rows again, or of those who a model finds outdated. Reading, deriving and comparing hold nobody up; the database
 *  is held only to write what differs, and a visitor who was back in between is derived once more then. */
export function createRebuilding(parts: RebuildingParts) {
  const { writer, write, sites, hot, derived, changes, transact, refresh } = parts
  const derive = createDeriving(writer, write)

  /** Visitors somebody has written since. */
  function writtenSince(seen: number, site: number): ReadonlySet<number> | 'everybody' {
    const { first } = write.get('changesKept').get() as { first: number }
    if (first > seen + 1) return 'everybody'
    const later = write.get('changesAfter').pluck().all({ after: seen, site }) as Buffer[]
    return new Set(later.flatMap((packed) => [...unpackKeys(packed)]))
  }

  /** Since when the last transaction has had the database; what it waited for that is not its own. */
  let heldSince = 0
  const mendSome = writer.transaction(
    (asked: Omit<Asked, 'stretch'>, seen: number, some: readonly Mending[], advance: Advance): number => {
      heldSince = performance.now()
      refresh()
      const site = sites.key(asked.site.id)
      const written = writtenSince(seen, site)
      const present = some.flatMap((one) => {
        if (written !== 'everybody' && !written.has(one.key)) return [one]
        const stretch = { site, after: one.key - 1, to: one.key }
        return derive({ ...asked, stretch }, advance).mendings
      })
      for (const one of present) {
        derived.mend(one)
        hot.remove(nameOf({ site: asked.site.id, visitor: one.id }))
        changes.note(site, one.key)
      }
      changes.save()
      return present.length
    },
  )

  /** Writes what differs once there is enough of it: a commit costs the same for few and for many. */
  function createMender(asked: Omit<Asked, 'stretch'>, advance: Advance, isCancelled: () => boolean) {
    const waiting: Mending[] = []
    let [seen, limit, changed] = [Number.POSITIVE_INFINITY, FEWEST, 0]
    async function mend(least: number): Promise<void> {
      while (waiting.length >= least && !isCancelled()) {
        const some = waiting.splice(0, limit)
        changed += transact(() => mendSome.immediate(asked, seen, some, advance))
        limit = nextLimit(limit, performance.now() - heldSince)
        await pause(PAUSE)
      }
      // Of the oldest of those that wait.
      if (waiting.length === 0) seen = Number.POSITIVE_INFINITY
    }
    return {
      add(result: Derived): Promise<void> {
        waiting.push(...result.mendings)
        seen = Math.min(seen, result.seen)
        return mend(limit)
      },
      finish: () => mend(1),
      changed: () => changed,
    }
  }

  return async function rebuild(site: Site, advance: Advance, options: RebuildOptions) {
    const { onProgress, present, isCancelled = () => false, dryRun, threads } = options
    const own = sites.key(site.id)
    const all = Number(write.get('countVisitors').pluck().get({ site: own }))
    const last = Number(write.get('lastVisitorKey').pluck().get())
    const asked = { site, present, upToDate: dryRun?.model }
    const mender = createMender(asked, advance, isCancelled)
    const source = threads === undefined || all < FEW ? here(derive, advance) : inThreads(threads())
    let [visitors, differing] = [0, 0]
    for await (const result of source({ ...asked, own, last })) {
      if (isCancelled()) break
      visitors += result.visitors
      differing += result.mendings.length
      if (dryRun === undefined) await mender.add(result)
      onProgress?.(visitors, all)
    }
    await mender.finish()
    return { visitors, changed: dryRun === undefined ? mender.changed() : differing }
  }
}

interface Whole extends Pick<Asked, 'site' | 'present' | 'upToDate'> {
  readonly own: number
  /** The last visitor's key. */
  readonly last: number
}

type Source = (whole: Whole) => AsyncGenerator<Derived>

const stretchOf = ({ own, last, ...asked }: Whole, after: number, size: number): Asked => ({
  ...asked,
  stretch: { site: own, after, to: Math.min(last, after + size) },
})

/** In turns: in a collector's own thread events come in between. */
function here(derive: ReturnType<typeof createDeriving>, advance: Advance): Source {
  return async function* (whole) {
    let size = FEWEST
    for (let after = 0; after < whole.last; await turn()) {
      const began = performance.now()
      const asked = stretchOf(whole, after, size)
      const result = derive(asked, advance)
      after += size
      size = nextLimit(size, performance.now() - began)
      yield result
    }
  }
}

/** As many at the same time as the threads have work of; what is done is taken before more is asked for, so that little waits. */
function inThreads(threads: readonly DeriveElsewhere[]): Source {
  return async function* (whole) {
    const underWay = new Map<number, ReturnType<typeof ask>>()
    let after = 0
    const ask = async (thread: DeriveElsewhere, asked: Asked) => {
      const result = (await thread(asked)) as Derived
      return { thread, asked, result }
    }
    const next = (thread: DeriveElsewhere): void => {
      if (after >= whole.last) return
      const asked = stretchOf(whole, after, ELSEWHERE)
      const answer = ask(thread, asked)
      // It may fail while nobody waits for it; whoever asks next is told.
      answer.catch(() => {})
      underWay.set(after, answer)
      after += ELSEWHERE
    }
    for (let round = 0; round < UNDER_WAY; round++) for (const thread of threads) next(thread)
    try {
      while (underWay.size > 0) {
        const { thread, asked, result } = await Promise.race(underWay.values())
        underWay.delete(asked.stretch.after)
        next(thread)
        yield result
      }
    } finally {
      await Promise.allSettled(underWay.values())
    }
  }
}

/** As many visitors the next time as fit the time, but never many more than the last time: visitors differ. */
function nextLimit(limit: number, took: number): number {
  const fitting = (limit * TURN_TAKES) / Math.max(1, took)
  return Math.round(Math.min(2 * limit, MOST, Math.max(FEWEST, fitting)))
}

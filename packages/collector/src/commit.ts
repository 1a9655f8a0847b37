import type { Event } from '@koopsignaal/protocol'
import { advanceVisitor } from './advance-visitor.ts'
import { AppError } from './errors.ts'
import { type CommitResult, type Drop, EngineFailure, type Store } from './storage/store.ts'

/** Group commit: whatever arrived in the window goes into one transaction, is fsynced once, and only then are the requests
 *  answered. */
export interface Committer {
  /** @returns one verdict per event, once the events are safe
   *  @throws AppError queue_full, shutting_down, store_busy, store_full: nothing of this call was stored */
  submit(events: readonly Event[], drops: readonly Drop[]): Promise<CommitResult['verdicts']>
  /** Events and drops waiting now. */
  depth(): number
  /** Takes nothing more in, and resolves when all that was taken in is safe. */
  drain(): Promise<void>
}

export interface CommitterOptions {
  readonly store: Store
  /** Told once when the engine fails in a way that a retry cannot mend; nothing is acknowledged after it. */
  readonly onFatal: (error: unknown) => void
  /** Events and drops that may wait; one more is refused. */
  readonly maxWaiting?: number
  /** Events and drops in one transaction. */
  readonly maxGroup?: number
}

interface Waiting {
  readonly events: readonly Event[]
  readonly drops: readonly Drop[]
  readonly resolve: (verdicts: CommitResult['verdicts']) => void
  readonly reject: (error: unknown) => void
}

/** 20,000 events are some 20 MB and about a second of work: chosen, so that a caller is refused before it waits in vain. */
const MAX_WAITING = 20_000
/** Chosen: a commit of this many takes some tens of ms, which is the longest that a request waits behind another. */
const MAX_GROUP = 1_000

export function createCommitter(options: CommitterOptions): Committer {
  const { store, onFatal, maxWaiting = MAX_WAITING, maxGroup = MAX_GROUP } = options
  let queue: Waiting[] = []
  let depth = 0
  let running: Promise<void> | null = null
  let failure: unknown = null
  let closing = false

  function nextGroup(): Waiting[] {
    let size = 0
    const end = queue.findIndex((waiting) => {
      size += sizeOf(waiting)
      return size > maxGroup
    })
    // At least one, however large.
    const group = end === -1 ? queue : queue.slice(0, Math.max(1, end))
    queue = queue.slice(group.length)
    return group
  }

  async function commitGroup(group: readonly Waiting[]): Promise<void> {
    // A neighbour of this group may have met the engine's failure.
    if (failure !== null) return group.forEach(({ reject }) => void reject(unusable()))
    const events = group.flatMap((waiting) => waiting.events)
    const drops = group.flatMap((waiting) => waiting.drops)
    try {
      const { verdicts } = await store.commit({ events, drops }, advanceVisitor)
      let start = 0
      for (const waiting of group) {
        waiting.resolve(verdicts.slice(start, start + waiting.events.length))
        start += waiting.events.length
      }
    } catch (error) {
      if (error instanceof EngineFailure) fail(error, group)
      else if (error instanceof AppError || group.length === 1) for (const { reject } of group) reject(error)
      // One batch that cannot be stored must not take its neighbours with it.
      else for (const waiting of group) await commitGroup([waiting])
    }
  }

  function fail(error: EngineFailure, group: readonly Waiting[]): void {
    for (const { reject } of [...group, ...queue]) reject(unusable())
    queue = []
    if (failure === null) onFatal(error)
    failure = error
  }

  async function run(): Promise<void> {
    // Let the requests of this turn of the event loop join the group.
    await new Promise(setImmediate)
    while (queue.length > 0) {
      const group = nextGroup()
      await commitGroup(group)
      depth -= group.reduce((sum, waiting) => sum + sizeOf(waiting), 0)
    }
    running = null
  }

  return {
    submit(events, drops) {
      if (failure !== null) return Promise.reject(unusable())
      if (closing) return Promise.reject(new AppError('shutting_down', 'The collector is stopping.', 5))
      const size = sizeOf({ events, drops })
      if (size === 0) return Promise.resolve([])
      if (depth + size > maxWaiting) {
        return Promise.reject(new AppError('queue_full', 'Too many events are waiting; send again later.', 1))
      }
      depth += size
      return new Promise((resolve, reject) => {
        queue.push({ events, drops, resolve, reject })
        running ??= run()
      })
    },
    depth: () => depth,
    async drain() {
      closing = true
      await running
    },
  }
}

/** A drop waits and is stored as an event is: who sends nothing but nonsense must not fill the memory either. */
function sizeOf({ events, drops }: Pick<Waiting, 'events' | 'drops'>): number {
  return events.length + drops.length
}

function unusable(): AppError {
  return new AppError('store_busy', 'The storage has failed; the collector is stopping.', 5)
}

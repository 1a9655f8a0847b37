import type { Event } from '@koopsignaal/protocol'
import { AppError } from './errors.ts'
import { type Asked, type Assessed, type GroupResult, type KeepGroup, keepIn } from './keep.ts'
import { type CommitResult, type Drop, EngineFailure, type Store } from './storage/store.ts'
import { WaitingRoom, type Waits } from './waiting-room.ts'

/** Group commit: whatever arrived in the window goes into one transaction, is fsynced once, and only then are the requests
 *  answered. */
export interface Committer {
  /** @returns one verdict per event, once the events are safe
   *  @throws AppError queue_full, shutting_down, store_busy, store_full: nothing of this call was stored */
  submit(events: readonly Event[], drops: readonly Drop[]): Promise<CommitResult['verdicts']>
  /** The same, and what became of a visitor by it. */
  submitAsking(batch: Submitted): Promise<Kept>
  /** Places taken now: one for each event and drop, or for each KB that a batch brought, whichever are more. */
  depth(): number
  /** What a request may be refused with before its body is read: nothing is taken in any more, or the queue was full and is not
   *  yet below nine tenths; null when it may go on, as it may where some other site could be meant. */
  refusal(): AppError | null
  /** Takes nothing more in, and resolves when all that was taken in is safe. */
  drain(): Promise<void>
}

export interface Submitted {
  readonly events: readonly Event[]
  readonly drops: readonly Drop[]
  readonly asked: Asked | null
  /** Bytes that they came in. */
  readonly bytes: number
}

export interface Kept extends CommitResult {
  /** Null when it was not asked for, or nobody is there. */
  readonly assessed: Assessed
}

export interface CommitterOptions {
  readonly store: Store
  /** Where groups are kept; in `store`, on this thread, when it is not said. */
  readonly keep?: KeepGroup
  /** Told once when the engine fails in a way that a retry cannot mend; nothing is acknowledged after it. */
  readonly onFatal: (error: unknown) => void
  /** Places that one site may take, while there is no other; one more is refused. */
  readonly maxWaiting?: number
  /** Places of one transaction. */
  readonly maxGroup?: number
  /** Groups under way at the same time. Two let a thread that writes go on while the answers to the last group go out. */
  readonly underWay?: number
}

/** Drops wait and are stored like events: who sends nothing but nonsense must not fill the memory either. */
interface Waiting extends Waits, Submitted {
  readonly resolve: (kept: Kept) => void
  readonly reject: (error: unknown) => void
}

/** 20,000 events are some 20 MB and about a second of work: chosen, so that a caller is refused before it waits in vain. */
const MAX_WAITING = 20_000
/** An event comes in a third of it, mostly; one that has a body of 64 KB to itself must not take the room of one. */
const BYTES_A_PLACE = 1_024
/** Chosen: a commit of this many takes some tens of ms, which is the longest that a request waits behind another. */
const MAX_GROUP = 1_000
/** Share of the queue below which, once it was full, requests are read again: without a gap between the two every request would
 *  be read, to be refused. */
const OPENS_AT = 0.9

export function createCommitter(options: CommitterOptions): Committer {
  const { store, onFatal, maxWaiting = MAX_WAITING, maxGroup = MAX_GROUP, underWay = 1 } = options
  const keep = options.keep ?? keepIn(store)
  const room = new WaitingRoom<Waiting>(maxWaiting)
  let running = 0
  let isPlanned = false
  let failure: unknown = null
  let closing = false
  let wasFull = false
  let onIdle: (() => void) | null = null

  async function commitGroup(group: readonly Waiting[]): Promise<void> {
    // A neighbour of this group may have met the engine's failure.
    if (failure !== null) return group.forEach(({ reject }) => void reject(unusable()))
    try {
      const result = await keep(toGroup(group))
      // What the engine says after it has failed counts for nothing.
      if (failure === null) answer(group, result)
      else for (const { reject } of group) reject(unusable())
    } catch (error) {
      if (error instanceof EngineFailure) fail(error, group)
      else if (error instanceof AppError || group.length === 1) for (const { reject } of group) reject(error)
      // One batch that cannot be stored must not take its neighbours with it.
      else for (const waiting of group) await commitGroup([waiting])
    }
  }

  function fail(error: EngineFailure, group: readonly Waiting[]): void {
    const all = room.take(Number.POSITIVE_INFINITY)
    for (const { reject } of [...group, ...all]) reject(unusable())
    room.leave(all)
    if (failure === null) onFatal(error)
    failure = error
  }

  /** Starts what may start after the requests of this turn of the event loop have joined the group. */
  function plan(): void {
    if (isPlanned || running >= underWay || room.isEmpty) return
    isPlanned = true
    setImmediate(() => {
      isPlanned = false
      if (!room.isEmpty) void run(room.take(maxGroup))
      plan()
    })
  }

  async function run(group: readonly Waiting[]): Promise<void> {
    running++
    await commitGroup(group)
    running--
    room.leave(group)
    plan()
    if (running === 0 && room.isEmpty) onIdle?.()
  }

  const ended = (): AppError | null => {
    if (failure !== null) return unusable()
    return closing ? new AppError('shutting_down', 'The collector is stopping.', 5) : null
  }
  const earlyRefusal = (): AppError | null => {
    const over = ended()
    if (over !== null) return over
    if (wasFull && room.isForOne && room.depth > maxWaiting * OPENS_AT) return queueFull()
    wasFull = false
    return null
  }
  const submitAsking: Committer['submitAsking'] = (batch) => {
    const { events, drops, asked, bytes } = batch
    const over = ended()
    if (over !== null) return Promise.reject(over)
    const site = (events[0] ?? drops[0] ?? asked)?.site
    if (site === undefined) return Promise.resolve({ verdicts: [], assessed: null })
    const waits = { site, size: Math.max(events.length + drops.length, Math.floor(bytes / BYTES_A_PLACE)) }
    if (!room.admits(waits)) {
      wasFull = true
      return Promise.reject(queueFull())
    }
    return new Promise((resolve, reject) => {
      room.add({ ...waits, ...batch, resolve, reject })
      plan()
    })
  }

  return {
    submitAsking,
    submit: async (events, drops) => (await submitAsking({ events, drops, asked: null, bytes: 0 })).verdicts,
    depth: () => room.depth,
    refusal: earlyRefusal,
    async drain() {
      closing = true
      if (running === 0 && room.isEmpty) return
      await new Promise<void>((resolve) => {
        onIdle = resolve
      })
    },
  }
}

function toGroup(group: readonly Waiting[]) {
  const events: Event[] = []
  const drops: Drop[] = []
  const asked: Asked[] = []
  for (const waiting of group) {
    for (const event of waiting.events) events.push(event)
    for (const drop of waiting.drops) drops.push(drop)
    if (waiting.asked !== null) asked.push(waiting.asked)
  }
  return { events, drops, asked }
}

function answer(group: readonly Waiting[], { verdicts, assessed }: GroupResult): void {
  let start = 0
  let question = 0
  for (const { events, asked, resolve } of group) {
    resolve({
      verdicts: verdicts.slice(start, start + events.length),
      assessed: asked === null ? null : (assessed[question++] ?? null),
    })
    start += events.length
  }
}

function queueFull(): AppError {
  return new AppError('queue_full', 'Too many events are waiting; send again later.', 1)
}

function unusable(): AppError {
  return new AppError('store_busy', 'The storage has failed; the collector is stopping.', 5)
}

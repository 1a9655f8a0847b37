import { type Advance, type Commit, type CommitResult, EngineFailure, type JournalCommit } from '../store.ts'
import { guarded } from './guarded.ts'
import type { Journal } from './journal.ts'
import type { Connection } from './open.ts'
import type { Statements } from './prepared.ts'

/** Puts off the commit of groups while many come: each is safe in the journal when it is answered, and the rows of all of them are
 *  committed together, where most would write the same pages again and again. Meanwhile their transaction is open. What is
 *  committed carries the journal's generation, so it is known after a crash which records have no rows yet. */
export interface Settling {
  /** A transaction is open: only the writing connection sees what was taken in. */
  readonly isOpen: boolean
  /** Takes a group in and commits it, with all that waits. */
  commit(group: Commit, advance: Advance): CommitResult
  /** Takes a group in; when it resolves the group is safe, and its rows are committed or about to be.
   *  @throws what the commit throws: nothing of the group was kept */
  commitSoon(group: JournalCommit, advance: Advance): Promise<CommitResult>
  /** Commits what waits.
   *  @throws AppError store_full, store_busy: it goes on waiting; EngineFailure */
  settle(): void
  /** Takes in what was safe when the last process ended and has no rows yet. */
  recover(advance: Advance): void
  /** Within a transaction: leaves no copy of what was settled in the journal. */
  wipe(): void
  close(): void
}

export interface SettlingParts {
  readonly writer: Connection
  readonly write: Statements
  readonly journal: Journal
  /** Takes one group in, within the open transaction. */
  readonly take: (group: Commit, advance: Advance) => CommitResult
  /** Whether there is such a site. */
  readonly knows: (site: string) => boolean
  /** Forgets what is remembered of rows: they are not what they were. */
  readonly forget: () => void
}

/** Events whose rows wait at most. Chosen: taking them in again after a crash takes a fraction of a second. */
const MAX_WAITING = 3_000
/** ms that rows wait at most. Chosen: short for other programs that wait to write; who asks has them settled first. */
const MAX_AGE = 250
/** ms without a group after which there is nothing to gain by waiting: what comes then is committed at once. */
const PAUSE = 20
const LOOK_EVERY = 10

interface Waiting {
  readonly group: Commit
  readonly advance: Advance
}

export function createSettling(parts: SettlingParts): Settling {
  const { writer, write, journal, take, knows, forget } = parts
  /** Safe in the journal, and in the open transaction while there is one. */
  let waiting: Waiting[] = []
  let size = 0
  let isOpen = false
  /** The open transaction may wait for more groups. */
  let isJournalReady = false
  let generation = 0
  let openedAt = 0
  let lastAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | null = null
  let failure: EngineFailure | null = null

  /** Runs a part of a transaction. One that fails takes the whole back, in memory too; what waits is taken in again by the next. A
   *  savepoint for each group would keep the others, and copy every page for it. */
  function step<T>(work: () => T): T {
    if (failure !== null) throw failure
    try {
      return guarded(work)
    } catch (error) {
      if (error instanceof EngineFailure) failure = error
      if (writer.inTransaction) writer.exec('ROLLBACK')
      isOpen = false
      forget()
      throw error
    }
  }

  function open(): void {
    writer.exec('BEGIN IMMEDIATE')
    generation = storedGeneration() + 1
    isOpen = true
    isJournalReady = false
    openedAt = performance.now()
  }

  const storedGeneration = () => Number(write.get('generation').pluck().get())

  function commitOpen(): void {
    if (waiting.length > 0) write.get('putGeneration').run({ generation })
    writer.exec('COMMIT')
    isOpen = false
    waiting = []
    size = 0
  }

  /** Begins a transaction with what the engine took back, as of a full disk. */
  function resume(): void {
    const before = generation
    open()
    // Unless another process has found it in the journal.
    if (generation !== before) waiting = []
    for (const { group, advance } of waiting) take(group, advance)
  }

  function settle(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (!isOpen && waiting.length > 0) step(resume)
    if (isOpen) step(commitOpen)
  }

  function commit(group: Commit, advance: Advance): CommitResult {
    if (!isOpen) {
      settle()
      step(open)
    }
    const result = step(() => take(group, advance))
    settle()
    return result
  }

  async function commitSoon(group: JournalCommit, advance: Advance): Promise<CommitResult> {
    const isBusy = performance.now() - lastAt < PAUSE
    lastAt = performance.now()
    try {
      if (!isOpen) {
        settle()
        step(open)
        if (isBusy) startWaiting()
      }
      const result = step(() => take(group, advance))
      size += group.events.length + group.drops.length
      if (mayWait() && journal.append(group.bytes)) {
        waiting.push({ group, advance })
        await journal.safe()
      } else settle()
      return result
    } finally {
      lastAt = performance.now()
    }
  }

  function startWaiting(): void {
    isJournalReady = journal.begin(generation)
    timer ??= setTimeout(look, LOOK_EVERY)
  }

  const mayWait = () => isJournalReady && size < MAX_WAITING && performance.now() - openedAt < MAX_AGE

  function look(): void {
    timer = null
    if (performance.now() - lastAt < PAUSE) timer = setTimeout(look, LOOK_EVERY)
    else settleIfPossible()
  }

  /** What cannot be committed now goes on waiting; the next who has something to be kept is told. */
  function settleIfPossible(): void {
    try {
      settle()
    } catch {}
  }

  function recover(advance: Advance): void {
    if (journal.records(storedGeneration() + 1).length === 0) return
    step(() => {
      open()
      // Whoever writes to the journal holds the database meanwhile: by now it says what nobody has settled.
      for (const bytes of journal.records(generation)) {
        const { events, drops } = JSON.parse(bytes.toString()) as Commit
        // Of a site that is not in this database: then an earlier one was put in the place of the journal's.
        const ofSite = ({ site }: { readonly site: string }) => knows(site)
        const group = { events: events.filter(ofSite), drops: drops.filter(ofSite) }
        waiting.push({ group, advance })
        take(group, advance)
      }
      commitOpen()
    })
  }

  return {
    get isOpen() {
      return isOpen
    },
    commit,
    commitSoon,
    settle,
    recover,
    wipe() {
      // A collector on a full disk may have records there whose rows it could not commit.
      if (journal.records(storedGeneration() + 1).length === 0) journal.wipe()
    },
    close() {
      settleIfPossible()
      if (timer !== null) clearTimeout(timer)
      if (waiting.length === 0 && journal.isOpen) journal.wipe()
      journal.close()
    },
  }
}

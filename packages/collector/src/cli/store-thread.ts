import { availableParallelism } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import type { Model } from '@koopsignaal/scoring'
import { advanceVisitor } from '../advance-visitor.ts'
import type { Config } from '../config.ts'
import { type Group, type GroupResult, type KeepGroup, keepIn } from '../keep.ts'
import { rememberReports } from '../questions/remember-reports.ts'
import { type AskReport, askOf, type Report, type ReportName } from '../questions/reports.ts'
import { type Advance, type Commit, EngineFailure, type Site, type Store } from '../storage/store.ts'
import { answerCalls, type Callee, HandedOver } from '../storage/threads/answer-calls.ts'
import { createThreadedStore } from '../storage/threads/threaded-store.ts'
import { stepBack, withDeriveThreads } from './derive-threads.ts'
import { createReader } from './reader.ts'
import { startThread } from './start-thread.ts'
import { openStore } from './with-store.ts'

/** The threads that the storage works in: one that writes and one or two that read, each with a store of its own. */

export interface Storage {
  readonly store: Store
  /** Keeps a group in the writing thread. */
  readonly keep: KeepGroup
  /** Asks for a report in a reading thread. */
  readonly ask: AskReport
  /** Resolves when the writing thread has died. */
  readonly failed: Promise<EngineFailure>
}

/** On a machine that has the cores for it one thread counts for reports, and what is asked of single visitors need not wait for it. */
const READERS = availableParallelism() > 2 ? 2 : 1
/** Reports that are read from the database alone. */
const FROM_DATABASE: ReadonlySet<ReportName> = new Set(['forecast'])

/** Opens the storage in threads.
 *  @throws StartError when it cannot be opened */
export async function openThreads(config: Config): Promise<Storage> {
  const local = openStore(config)
  const writer = startThread(config, 'writes')
  const readers = Array.from({ length: READERS }, () => createReader(() => startThread(config)))
  const close = async (): Promise<void> => {
    for (const reader of readers) await reader.close()
    await writer.close()
    await local.close()
  }
  try {
    await writer.opened
  } catch (error) {
    await close().catch(() => {})
    throw error
  }
  const counter = () => readers[0]!.get()
  const reader = () => readers.at(-1)!.get()
  const store = createThreadedStore({ local, writer, reader, counter, close })
  const { ask, forget } = rememberReports((name, ...asked) =>
    (FROM_DATABASE.has(name) ? reader() : counter()).call('ask', [name, ...asked]),
  )
  return {
    store: { ...store, erase: (...whom) => store.erase(...whom).finally(forget) },
    ask,
    failed: writer.failed,
    // As text: it takes a third of the time of a structured clone of so many small objects.
    keep: async (group) =>
      JSON.parse(await writer.call<string>('keep', [JSON.stringify(group)])) as GroupResult,
  }
}

/** Does a thread's work, in a thread that was started for the storage. */
export function runStoreThread(): void {
  const config = workerData as Config
  answerCalls(parentPort!, () => toCallee(openStore(config), advanceVisitor, config))
}

/** Of an export's lines the text is not copied on its way. */
function givingBytesAway(answer: Report<ReportName>): unknown {
  return 'bytes' in answer ? new HandedOver(answer, [answer.bytes.buffer]) : answer
}

/** The methods of a store as calls; those that are given functions get those of this thread.
 *  @param config  for threads of its own; without it, it does all by itself */
export function toCallee(store: Store, advance: Advance = advanceVisitor, config?: Config): Callee {
  const keep = keepIn(store)
  const ask = askOf(store)
  let failure: EngineFailure | null = null
  const unlessFailed = async <T>(work: () => Promise<T>): Promise<T> => {
    // A group may be under way to here when the one before it meets the failure.
    if (failure !== null) throw failure
    try {
      return await work()
    } catch (error) {
      if (error instanceof EngineFailure) failure = error
      throw error
    }
  }
  return {
    async call(method, args, { onProgress, isCancelled }) {
      switch (method) {
        case 'keep':
          return unlessFailed(async () => JSON.stringify(await keep(JSON.parse(args[0] as string) as Group)))
        case 'commit':
          return unlessFailed(() => store.commit(args[0] as Commit, advance))
        case 'applyRetention':
          return unlessFailed(() => store.applyRetention(args[0] as number, advance))
        case 'rebuild': {
          const [site, present] = args as [Site, Model | undefined]
          const which = present === undefined ? {} : { present }
          const options = { ...which, onProgress, isCancelled }
          if (config === undefined) return store.rebuild(site, advance, options)
          // One: the others of this machine's cores have events and questions to answer.
          return withDeriveThreads(config, 1, (threads) =>
            store.rebuild(site, advance, { ...options, threads }),
          )
        }
        case 'derive':
          stepBack()
          return store.derive(args[0], advance)
        case 'ask':
          return givingBytesAway(await ask(...(args as Parameters<AskReport>)))
        case 'backup':
          return store.backup(args[0] as string, onProgress)
        default:
          return (store[method as keyof Store] as (...args: readonly unknown[]) => Promise<unknown>)(...args)
      }
    },
    close: () => store.close(),
  }
}

import type { Store } from '../store.ts'
import type { Caller, Watch } from './caller.ts'
import { rememberSites } from './remember-sites.ts'

/** Everything that changes something goes to the one writing thread, in the order in which it was asked. */
const WRITES: ReadonlySet<keyof Store> = new Set([
  'putSite',
  'changeSite',
  'putSavedSegment',
  'removeSavedSegment',
  'putCosts',
  'removeCost',
  'removeCosts',
  'decideModel',
  'putToken',
  'removeToken',
  'putLogin',
  'takeLogin',
  'erase',
  'expire',
  'ready',
])

/** Short look-ups that nearly every request or start needs: a message to a thread and back would cost more than they do. */
const LOOK_UPS: ReadonlySet<keyof Store> = new Set([
  'site',
  'sites',
  'token',
  'tokens',
  'hasLogin',
  'hasVisitors',
])

/** What is counted from a census goes to the one reading thread that keeps it: two would each hold everybody. */
const COUNTS: ReadonlySet<keyof Store> = new Set([
  'segmentCounts',
  'segmentsByDay',
  'visitors',
  'prepareCensus',
])

export interface Threads {
  /** A store of the calling thread, for look-ups. */
  readonly local: Store
  readonly writer: Caller
  /** Gives the thread that a question goes to: never the writer, so that no report holds up what comes in. */
  readonly reader: () => Caller
  /** The reading thread that counts. */
  readonly counter: () => Caller
  /** Ends all threads, the writer last. */
  readonly close: () => Promise<void>
}

/** A store whose work is done by other threads. What a thread has written the others see as soon as the promise of it is kept.
 *  `commit`, `applyRetention` and `rebuild` cannot send their `advance`: the threads have their own.
 *  @param Threads.local  gives the names of the methods, so that a question added to the port needs nothing here */
export function createThreadedStore({ local, writer, reader, counter, close }: Threads): Store {
  const memory = rememberSites(local, () => performance.now())
  const write = async (name: keyof Store, args: readonly unknown[]): Promise<unknown> => {
    try {
      return await writer.call(name, args)
    } finally {
      memory.forget()
    }
  }
  const question = (name: keyof Store, args: readonly unknown[]): Promise<unknown> =>
    (COUNTS.has(name) ? counter() : reader()).call(name, args)
  const forwarded = Object.fromEntries(
    (Object.keys(local) as (keyof Store)[])
      .filter((name) => !LOOK_UPS.has(name))
      .map((name) => [
        name,
        (...args: unknown[]) => (WRITES.has(name) ? write(name, args) : question(name, args)),
      ]),
  ) as unknown as Store
  return {
    ...local,
    ...forwarded,
    site: memory.site,
    commit: (commit) => writer.call('commit', [commit]),
    rebuild: (site, _advance, { onProgress, present, isCancelled } = {}) => {
      const watch: Watch = (done, all) => {
        onProgress?.(done, all)
        return isCancelled?.() !== true
      }
      return writer.call('rebuild', [site, present], watch)
    },
    backup: (file, onProgress) =>
      reader().call('backup', [file], (done, all) => {
        onProgress(done, all)
        return true
      }),
    applyRetention: (now) => writer.call('applyRetention', [now]),
    // Read one by one by commands, which have no threads.
    events: (site) => local.events(site),
    // Work cannot be sent to another thread: reports that count are asked for as a whole there.
    census: (...asked) => local.census(...asked),
    eachVisitor: (...asked) => local.eachVisitor(...asked),
    close,
  }
}

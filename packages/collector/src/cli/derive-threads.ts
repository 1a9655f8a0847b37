import { availableParallelism, platform, setPriority } from 'node:os'
import { advanceVisitor } from '../advance-visitor.ts'
import type { Config } from '../config.ts'
import type { DeriveElsewhere, RebuildOptions, Site, Store } from '../storage/store.ts'
import type { Caller } from '../storage/threads/caller.ts'
import { startThread } from './start-thread.ts'

/** Threads that derive visitors again while one writes what differs. */

/** Chosen: what one thread can write keeps some four busy. */
const MOST = 4
/** Of 0 to 19: whoever takes events in goes first where both want the same core. Chosen. */
const NICENESS = 5

/** Runs work that may start threads, and ends those that it has started.
 *  @param count  how many it may start */
export async function withDeriveThreads<T>(
  config: Config,
  count: number,
  work: (threads: () => readonly DeriveElsewhere[]) => Promise<T>,
): Promise<T> {
  let started: readonly Caller[] = []
  try {
    return await work(() => {
      if (started.length === 0) started = Array.from({ length: count }, () => startThread(config))
      return started.map((caller) => (asked) => caller.call('derive', [asked]))
    })
  } finally {
    for (const caller of started) await caller.close()
  }
}

/** `Store.rebuild` with threads that end when it does. Scoring anew is done while events come in, every night maybe: one core is left to
 *  those. A rebuild is done by hand, and takes what there is. */
export function rebuildInThreads(
  config: Config,
  store: Store,
  site: Site,
  options: RebuildOptions = {},
): ReturnType<Store['rebuild']> {
  const cores = availableParallelism()
  const count = Math.min(MOST, options.present === undefined ? cores : Math.max(1, cores - 1))
  return withDeriveThreads(config, count, (threads) =>
    store.rebuild(site, advanceVisitor, { ...options, threads }),
  )
}

/** Lets the other threads of this machine go before this one. */
export function stepBack(): void {
  // Elsewhere it would be the whole process.
  if (platform() === 'linux') setPriority(0, NICENESS)
}

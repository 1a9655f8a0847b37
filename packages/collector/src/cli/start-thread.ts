import { Worker } from 'node:worker_threads'
import type { Config } from '../config.ts'
import { type Caller, createCaller } from '../storage/threads/caller.ts'

/** Young generations, in MB: each thread would otherwise take three times 16 before it looks what of it is garbage. What a thread
 *  leaves behind soon is; the writing one's must hold all of a group until it is written, or it is taken for what stays.
 *  Measured: docs/performance.md. */
const YOUNG = { writes: 24, other: 12 }

/** Starts a thread with a store of its own, which answers calls. */
export function startThread(config: Config, what: keyof typeof YOUNG = 'other'): Caller {
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG[what] }
  return createCaller(new Worker(programFile(), { workerData: config, resourceLimits }))
}

/** What runs in a thread: the file beside this one, or the bundle of it. */
function programFile(): URL {
  return new URL(import.meta.url.includes('/src/') ? './thread-main.ts' : './thread.js', import.meta.url)
}

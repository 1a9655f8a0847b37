import { Worker } from 'node:worker_threads'
import type { Config } from '../config.ts'
import { type Caller, createCaller } from '../storage/threads/caller.ts'

/** In MB. A young generation of a few: what a group leaves behind is garbage soon, and each thread would otherwise take three
 *  times 16 MB before it looks. */
const LIMITS = { maxYoungGenerationSizeMb: 12 }

/** Starts a thread with a store of its own, which answers calls. */
export function startThread(config: Config): Caller {
  return createCaller(new Worker(programFile(), { workerData: config, resourceLimits: LIMITS }))
}

/** What runs in a thread: the file beside this one, or the bundle of it. */
function programFile(): URL {
  return new URL(import.meta.url.includes('/src/') ? './thread-main.ts' : './thread.js', import.meta.url)
}

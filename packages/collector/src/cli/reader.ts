import { type DurationMs, MINUTE } from '@koopsignaal/protocol'
import type { Caller } from '../storage/threads/caller.ts'

/** Chosen: a minute longer than what is counted from is kept (kept-census.ts). A thread without work does not look what of its memory is
 *  garbage: of hundreds of MB that nobody asks for any more most would stay. */
const REST_AFTER: DurationMs = 16 * MINUTE

export interface Reader {
  get(): Caller
  close(): Promise<void>
}

/** A thread for questions, which starts with the first one and ends when there were none for a while. One that dies, as of a report that
 *  needs more memory than there is, is replaced: what was asked of it fails, and nothing else. */
export function createReader(start: () => Caller): Reader {
  let present: Caller | null = null
  let resting: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  function restLater(): void {
    clearTimeout(timer)
    timer = setTimeout(rest, REST_AFTER).unref()
  }

  function rest(): void {
    if (present === null) return
    if (present.isBusy()) {
      restLater()
      return
    }
    // Of a thread that nothing is asked of any more nobody needs to know how it ended.
    resting = present.close().catch(() => {})
    present = null
  }

  return {
    get() {
      restLater()
      if (present !== null) return present
      const started = start()
      present = started
      void started.failed.then(() => {
        if (present === started) present = null
      })
      return started
    },
    async close() {
      clearTimeout(timer)
      await resting
      await present?.close()
    },
  }
}

import type { DurationMs } from '@koopsignaal/protocol'
import type { Connection } from './open.ts'

/** Chosen: erased rows must be gone within a minute, and a second costs nothing. */
const RETRY_AFTER: DurationMs = 1_000

/** Moves what stands in the WAL into the database, whose freed pages are zeroed, so that no copy of an erased row is left.
 *  While somebody still reads the old pages (a backup, a long report) it waits for nobody and tries again until it has worked. */
export function createWalEmptier(writer: Connection): { empty: () => void; stop: () => void } {
  let retry: NodeJS.Timeout | undefined

  function empty(): void {
    clearTimeout(retry)
    if (!tryToEmpty(writer)) retry = setTimeout(empty, RETRY_AFTER).unref()
  }
  return { empty, stop: () => clearTimeout(retry) }
}

function tryToEmpty(writer: Connection): boolean {
  const timeout = Number(writer.pragma('busy_timeout', { simple: true }))
  writer.pragma('busy_timeout = 0')
  try {
    return writer.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0
  } catch {
    // Full disk, another writer: the rows are erased and committed; what fails for good, the next commit will say.
    return false
  } finally {
    writer.pragma(`busy_timeout = ${timeout}`)
  }
}

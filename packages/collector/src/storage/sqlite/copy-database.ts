import { rmSync, writeFileSync } from 'node:fs'
import { openReader } from './open.ts'

/** Pages copied at a time: 4 MB, so that progress shows and nobody waits long. */
const PAGES_AT_ONCE = 1_000

/** Copies the database of a folder as it is at one moment, also while others write to it.
 *  @param file  must not be there yet; only its owner can read it
 *  @throws Error from the engine or the file system; no half copy is left then */
export async function copyDatabase(
  dir: string,
  file: string,
  onProgress: (done: number, all: number) => void,
): Promise<void> {
  const source = openReader(dir)
  try {
    writeFileSync(file, '', { flag: 'wx', mode: 0o600 })
    try {
      // One snapshot for the whole copy: without it, SQLite starts again after each commit of another process, and under
      // load never ends.
      source.exec('BEGIN; SELECT count(*) FROM sqlite_schema')
      const { totalPages } = await source.backup(file, {
        progress({ totalPages, remainingPages }) {
          onProgress(totalPages - remainingPages, totalPages)
          return PAGES_AT_ONCE
        },
      })
      onProgress(totalPages, totalPages)
    } catch (error) {
      for (const half of [file, `${file}-journal`]) rmSync(half, { force: true })
      throw error
    }
  } finally {
    source.close()
  }
}

import { join } from 'node:path'
import Database from 'better-sqlite3'
import { StartError } from '../../errors.ts'
import { prepareDataDir } from './open.ts'

export const LOCK_FILE = 'koopsignaal.lock'

/** Holds a data folder for one collector: two would each have limits, a day's salt and a memory of their own. The lock is the
 *  operating system's, on an empty database: it goes with the process, however that ends. Commands need none.
 *  @returns gives the folder up
 *  @throws StartError when another collector holds it */
export function holdFolder(dir: string): () => void {
  prepareDataDir(dir)
  const lock = new Database(join(dir, LOCK_FILE), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error
    throw new StartError(
      `Another collector is running on the data folder ${dir}. Stop it, or set KOOPSIGNAAL_DATA to another folder.`,
    )
  }
  return () => lock.close()
}

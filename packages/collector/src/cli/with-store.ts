import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { AppError, StartError } from '../errors.ts'
import { holdFolder } from '../storage/sqlite/hold-folder.ts'
import { DATABASE_FILE } from '../storage/sqlite/open.ts'
import { openSqliteStore } from '../storage/sqlite/sqlite-store.ts'
import { EngineFailure, type Site, type Store } from '../storage/store.ts'

/** For a collector that is to run: the data folder is its own until it gives it up.
 *  @throws StartError when another has it */
export function holdData(config: Config): () => void {
  return holdFolder(config.dataDir)
}

/** Opens the storage that the settings name. */
export function openStore(config: Config): Store {
  return openSqliteStore(config.dataDir)
}

/** Where the database of the settings stands. */
export function databaseFile(config: Config): string {
  return join(config.dataDir, DATABASE_FILE)
}

/** What the database of the settings takes on the disk, with what stands beside it and is not in it yet.
 *  @returns bytes */
export function databaseBytes(config: Config): number {
  return readdirSync(config.dataDir)
    .filter((name) => name.startsWith(DATABASE_FILE) && !name.endsWith('-shm'))
    .reduce((sum, name) => sum + statSync(join(config.dataDir, name)).size, 0)
}

/** Runs work with the storage open, also beside a running collector.
 *  @param missing  what to do when there is no database yet; a mistyped folder must not pass for an empty collector
 *  @throws StartError with one sentence for whatever the storage refuses */
export async function withStore<T>(
  config: Config,
  work: (store: Store) => Promise<T>,
  missing: 'refuse' | 'make' = 'refuse',
): Promise<T> {
  if (missing === 'refuse' && !existsSync(databaseFile(config))) {
    throw new StartError(
      `There is no database in ${config.dataDir}. Start the collector once, or set KOOPSIGNAAL_DATA.`,
    )
  }
  const store = openStore(config)
  try {
    return await work(store)
  } catch (error) {
    throw toStartError(error, config)
  } finally {
    await store.close()
  }
}

function toStartError(error: unknown, config: Config): unknown {
  if (error instanceof AppError) return new StartError(error.message)
  const isOfEngine =
    error instanceof EngineFailure || /^SQLITE_/.test(String((error as { code?: unknown }).code))
  if (!isOfEngine) return error
  return new StartError(
    `The database ${databaseFile(config)} cannot be used: ${(error as Error).message}. Restore the last backup, then send again what came after it.`,
  )
}

/** @throws StartError when there is no such site */
export async function requireSite(store: Store, id: string): Promise<Site> {
  const site = await store.site(id)
  if (site === null)
    throw new StartError(`There is no site '${id}'. Add it: koopsignaal site add ${id} --domain example.nl`)
  return site
}

/** The site that a command is told of; all of them where it is told of none.
 *  @throws StartError when there is no such site */
export async function chosenSites(store: Store, id: string | undefined): Promise<readonly Site[]> {
  return id === undefined ? store.sites() : [await requireSite(store, id)]
}

import type { Config } from '../config.ts'
import { StartError } from '../errors.ts'
import { openSqliteStore } from '../storage/sqlite/sqlite-store.ts'
import type { Site, Store } from '../storage/store.ts'

/** Opens the storage that the settings name. */
export function openStore(config: Config): Store {
  return openSqliteStore(config.dataDir)
}

/** Runs work with the storage open, also beside a running collector. */
export async function withStore<T>(config: Config, work: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore(config)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** @throws StartError when there is no such site */
export async function requireSite(store: Store, id: string): Promise<Site> {
  const site = await store.site(id)
  if (site === null)
    throw new StartError(`There is no site '${id}'. Add it: koopsignaal site add ${id} --domain example.nl`)
  return site
}

import type { DurationMs } from '@koopsignaal/protocol'
import type { Site, Store } from '../store.ts'

/** Chosen: so soon counts what another process (a command) changes in a site. Asking the database takes longer than all else
 *  that is done to find out whose event it is. */
const TRUSTED_FOR: DurationMs = 100

export interface SiteMemory {
  readonly site: Store['site']
  /** After this process has changed one: what it says next must know. */
  forget(): void
}

/** Remembers the sites that were asked for; that there is none is asked each time, so that a new one is there at once.
 *  @param now  milliseconds of a clock that only goes forward */
export function rememberSites(store: Pick<Store, 'site'>, now: () => number): SiteMemory {
  let known = new Map<string, Site>()
  let since = Number.NEGATIVE_INFINITY
  return {
    async site(id) {
      if (now() - since > TRUSTED_FOR) {
        known = new Map()
        since = now()
      }
      const remembered = known.get(id)
      if (remembered !== undefined) return remembered
      const into = known
      const site = await store.site(id)
      // Forgotten meanwhile: then it may be of before the change.
      if (site !== null) into.set(id, site)
      return site
    },
    forget() {
      known = new Map()
    },
  }
}

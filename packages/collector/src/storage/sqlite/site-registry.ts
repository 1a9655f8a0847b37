import { AppError } from '../../errors.ts'
import type { Site } from '../store.ts'
import type { Statements } from './prepared.ts'

/** Sites by id, remembered until somebody else may have written them. */
export interface SiteRegistry {
  /** The row of a site.
   *  @throws AppError unknown_site */
  key(id: string): number
  /** The same settings are the same object: whatever is derived from a site can be remembered by it. */
  find(id: string): Site | null
  forget(): void
}

export function createSiteRegistry(statements: Statements): SiteRegistry {
  const keys = new Map<string, number>()
  const parsed = new Map<string, { readonly settings: string; readonly site: Site }>()
  const present = new Map<string, Site>()

  const parse = (id: string, settings: string): Site => {
    const known = parsed.get(id)
    if (known?.settings === settings) return known.site
    const site = JSON.parse(settings) as Site
    parsed.set(id, { settings, site })
    return site
  }

  return {
    key(id) {
      const known = keys.get(id)
      if (known !== undefined) return known
      const row = statements.get('site').get({ id }) as { key: number } | undefined
      if (row === undefined) throw new AppError('unknown_site', `There is no site '${id}'.`)
      keys.set(id, row.key)
      return row.key
    },
    find(id) {
      const known = present.get(id)
      if (known !== undefined) return known
      const row = statements.get('site').get({ id }) as { settings: string } | undefined
      if (row === undefined) return null
      const site = parse(id, row.settings)
      present.set(id, site)
      return site
    },
    forget: () => present.clear(),
  }
}

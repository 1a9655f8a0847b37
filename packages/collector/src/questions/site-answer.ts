import type { SiteAnswer } from '@koopsignaal/protocol'
import { modelOf } from '../models.ts'
import type { Site } from '../storage/store.ts'
import { iso } from './iso.ts'

/** A site as it is told; the weights of a learned model are not part of it. */
export function toSiteAnswer(site: Site): SiteAnswer {
  const { version, calibrated } = modelOf(site)
  return { ...site, model: version, calibrated, createdAt: iso(site.createdAt) }
}

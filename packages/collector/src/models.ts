import { type Model, PRIORS } from '@koopsignaal/scoring'
import type { Site } from './storage/store.ts'

/** The model that a site's visitors are scored with: the one place that decides it. */
export function modelOf(site: Site): Model {
  return site.model ?? PRIORS[site.kind]
}

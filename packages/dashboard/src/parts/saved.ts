import type { SavedSegmentAnswer } from '@koopsignaal/protocol'
import type { SiteContext } from '../context.ts'
import { attempt } from './section.ts'

/** The segments that somebody saved. A page does without them rather than not at all. */
export async function savedSegments({ api, site }: SiteContext): Promise<readonly SavedSegmentAnswer[]> {
  const saved = await attempt(api.savedSegments(site.id))
  return saved.status === 'answered' ? saved.answer : []
}

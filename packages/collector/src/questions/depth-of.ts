import type { CensusDepth, VisitorFilter } from '../storage/store.ts'

/** How much of everybody a filter has to look at: only events tell of these. */
export function depthOf({ channel, source, campaign, landing, page, topic }: VisitorFilter): CensusDepth {
  return [channel, source, campaign, landing, page, topic].some((value) => value !== undefined)
    ? 'acts'
    : 'visits'
}

import type { Period, Site, Store, Track, VisitorFilter } from '../../storage/store.ts'

/** Visitors looked up together; others get their turn in between. */
const AT_ONCE = 500

/** Everybody of a period, one after another, without holding up whoever else asks or sends. */
export async function forEachTrack(
  store: Store,
  about: {
    readonly site: Site
    readonly period: Period
    readonly filter: VisitorFilter
    readonly until: number
  },
  take: (track: Track) => void,
): Promise<void> {
  const { site, ...rest } = about
  let after: number | null = 0
  while (after !== null) {
    const page: Awaited<ReturnType<Store['tracks']>> = await store.tracks({
      ...rest,
      site: site.id,
      after,
      limit: AT_ONCE,
    })
    for (const track of page.tracks) take(track)
    after = page.next
    await new Promise(setImmediate)
  }
}

import type { Period, Store, Trail, VisitorFilter } from '../storage/store.ts'

/** Chosen: some tens of milliseconds of work for the storage, a few MB on the way. */
const PAGE = 2_000

/** Shows every visitor of a period to `take`, a page at a time: a report over a million of them never holds them all. */
export async function eachTrail(
  store: Store,
  asked: { readonly site: string; readonly period: Period; readonly filter: VisitorFilter },
  take: (trail: Trail) => void,
): Promise<void> {
  let after: number | null = 0
  while (after !== null) {
    const page = await store.trails({ ...asked, after, limit: PAGE })
    for (const trail of page.trails) take(trail)
    after = page.next
  }
}

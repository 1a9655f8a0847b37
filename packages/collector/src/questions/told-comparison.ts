import { type ComparedAnswer, DAY, type UnixMs } from '@koopsignaal/protocol'
import type { Period, Site, Store } from '../storage/store.ts'
import { toPeriodAnswer } from './compared-period.ts'

/** What is told of the period that a report is compared with; null where there is none. */
export async function toldComparison(
  store: Store,
  site: Site,
  other: Period | null,
): Promise<ComparedAnswer | null> {
  if (other === null) return null
  // Whoever puts the tag on a page in the morning has that day.
  const isWhole = await wasMeasuredBefore(store, site, Math.min(other.from + DAY, other.to))
  return { ...toPeriodAnswer(other), isWhole }
}

/** Whether anything at all was measured before a moment, whatever is asked about it. */
async function wasMeasuredBefore(store: Store, site: Site, at: UnixMs): Promise<boolean> {
  const ofVisitors = await store.census(site.id, 'visits', ({ visits, visitors }) => {
    const { start, end } = visitors.visits
    for (let visitor = 0; visitor < visitors.count; visitor++)
      if (start[visitor]! < end[visitor]! && visits.from[start[visitor]!]! < at) return true
    return false
  })
  if (ofVisitors) return true
  const [counted = false] = await store.countedWithin(site.id, [{ from: 0, to: at }])
  return counted
}

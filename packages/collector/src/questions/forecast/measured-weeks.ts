import { DAY, type UnixMs } from '@koopsignaal/protocol'
import type { Period, Site, Store } from '../../storage/store.ts'
import type { History } from './history.ts'

const WEEK = 7 * DAY

/** Marks the weeks of a history in which nothing was measured at all: before the tag was on the pages, between a few imported orders,
 *  while the collector stood still. That nobody converted in those says nothing. Weeks are counted back from today, so that what is left
 *  out never moves a day of the week. */
export async function withMeasured(store: Store, site: Site, history: History): Promise<History> {
  const weeks = weeksOf(history)
  const isMeasured = await measuredIn(store, site, weeks)
  return {
    ...history,
    measured: history.measured.map((_, day) => isMeasured[Math.floor((history.today - 1 - day) / 7)]!),
  }
}

/** The latest first; the oldest may be shorter. */
function weeksOf({ today, starts }: History): readonly Period[] {
  return Array.from({ length: Math.ceil(today / 7) }, (_, week) => {
    const end = today - 7 * week
    return { from: starts[Math.max(0, end - 7)]!, to: starts[end]! }
  })
}

/** Whether anybody did anything in each of these weeks, whatever is asked about them. */
async function measuredIn(store: Store, site: Site, weeks: readonly Period[]): Promise<readonly boolean[]> {
  const [ofVisitors, ofCounted] = await Promise.all([
    store.census(site.id, 'visits', ({ visits, visitors }) => {
      const found = weeks.map(() => false)
      const { start, end } = visitors.visits
      for (let visitor = 0; visitor < visitors.count; visitor++)
        for (let visit = start[visitor]!; visit < end[visitor]!; visit++)
          for (const at of [visits.from[visit]!, visits.to[visit]!]) {
            const week = weekOf(at, weeks)
            if (week !== null) found[week] = true
          }
      return found
    }),
    store.countedWithin(site.id, weeks),
  ])
  return ofVisitors.map((found, week) => found || ofCounted[week]!)
}

/** @param weeks  one after another, the latest first; a night in spring or autumn makes one an hour shorter or longer */
function weekOf(at: UnixMs, weeks: readonly Period[]): number | null {
  const newest = weeks[0]
  if (newest === undefined || at >= newest.to) return null
  const about = Math.floor((newest.to - 1 - at) / WEEK)
  for (const week of [about, about + 1, about - 1]) {
    const period = weeks[week]
    if (period !== undefined && at >= period.from && at < period.to) return week
  }
  return null
}

/** How many weeks were left out. */
export function weeksLeftOut({ measured }: History): number {
  return Math.ceil(measured.filter((isMeasured) => !isMeasured).length / 7)
}

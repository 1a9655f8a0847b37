import { isRefund } from '@koopsignaal/protocol'
import type { CountedAct, DeskStore, Period, Site, TrailConversion, VisitorFilter } from '../storage/store.ts'

/** What those did who are only counted (without a visitor, by a back office or without consent), for the totals of a report. They
 *  stand in no segment and came by no channel: with a filter they are left out. */
export async function countedIn(
  store: DeskStore,
  site: Site,
  { period, filter }: { readonly period: Period; readonly filter: VisitorFilter },
  type: Parameters<DeskStore['countedActs']>[2],
): Promise<readonly CountedAct[]> {
  return isFiltered(filter) ? [] : store.countedActs(site.id, period, type)
}

/** Their conversions without what was paid back. */
export async function countedSales(
  store: DeskStore,
  site: Site,
  asked: Parameters<typeof countedIn>[2],
): Promise<readonly CountedAct[]> {
  const conversions = await countedIn(store, site, asked, 'conversion')
  return conversions.filter(({ detail }) => !isRefund(detail.value))
}

export function isFiltered(filter: VisitorFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined)
}

export function toConversion({ at, detail }: CountedAct): TrailConversion {
  const { name = '', value = null, currency = null } = detail
  return { at, name, value, currency }
}

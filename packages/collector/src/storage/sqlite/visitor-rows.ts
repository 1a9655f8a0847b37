import { DAY, type Event, type UnixMs } from '@koopsignaal/protocol'
import { isLater } from '@koopsignaal/scoring'
import type { StoredVisitor, VisitorKey } from '../store.ts'
import type { Statements } from './prepared.ts'
import { loadEvents } from './recent-events.ts'
import { type ProfileRow, toStoredVisitor } from './rows.ts'
import type { SiteRegistry } from './site-registry.ts'

/** Reading one visitor, on either connection. */

/** @returns the row of a visitor; null when there is none */
export function findVisitor(statements: Statements, sites: SiteRegistry, key: VisitorKey): number | null {
  const row = statements.get('visitorKey').get({ site: sites.key(key.site), id: key.visitor })
  return row === undefined ? null : (row as { key: number }).key
}

/** A visitor's events in order of (at, id).
 *  @throws EngineFailure when a row is damaged */
export function loadHistory(statements: Statements, visitor: number, site: string, until: UnixMs): Event[] {
  const id = statements.get('visitorId').pluck().get({ key: visitor }) as string | undefined
  if (id === undefined) return []
  return loadEvents(statements, { key: visitor, site, visitor: id === '' ? null : id })
    .filter(({ at }) => at <= until)
    .sort((a, b) => (isLater(a, b) ? 1 : -1))
}

export function loadProfile(statements: Statements, visitor: number, site: string): StoredVisitor | null {
  const row = statements.get('profile').get({ visitor }) as ProfileRow | undefined
  return row === undefined ? null : toStoredVisitor(row, site)
}

/** The row of those who are only counted; -1 when nobody was. */
export function countedRow(statements: Statements, site: number): number {
  const row = statements.get('visitorKey').get({ site, id: '' }) as { key: number } | undefined
  return row?.key ?? -1
}

/** When a site's last event that is no bot's happened; null when there is none. */
export function lastEventAt(statements: Statements, site: number): UnixMs | null {
  let last: UnixMs | null = null
  for (const day of statements.get('lastDays').pluck().all({ site }) as number[]) {
    // Who was last seen on an earlier day has no event on this one; the newest of a day may be a bot's.
    if (last !== null && last >= (day + 1) * DAY) break
    const own = statements.get('lastOfDay').pluck().get({ site, day }) as UnixMs | null
    if (own !== null) last = Math.max(last ?? own, own)
    if (last !== null && last >= day * DAY) break
  }
  return last
}

/** One text for a visitor of a site, to remember it by. */
export function nameOf({ site, visitor }: VisitorKey): string {
  return `${site}\0${visitor}`
}

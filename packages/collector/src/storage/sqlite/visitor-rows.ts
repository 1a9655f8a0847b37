import type { Event, UnixMs } from '@koopsignaal/protocol'
import type { StoredVisitor, VisitorKey } from '../store.ts'
import type { Statements } from './prepared.ts'
import { type EventRow, type ProfileRow, toEvent, toStoredVisitor } from './rows.ts'
import type { SiteRegistry } from './site-registry.ts'

/** Reading one visitor, on either connection. */

/** @returns the row of a visitor; null when there is none */
export function findVisitor(statements: Statements, sites: SiteRegistry, key: VisitorKey): number | null {
  const row = statements.get('visitorKey').get({ site: sites.key(key.site), id: key.visitor })
  return row === undefined ? null : (row as { key: number }).key
}

/** A visitor's events in order of (at, id). */
export function loadHistory(statements: Statements, visitor: number, site: string, until: UnixMs): Event[] {
  const rows = statements.get('history').all({ visitor, until }) as EventRow[]
  return rows.map((row) => toEvent(row, site))
}

export function loadProfile(statements: Statements, visitor: number, site: string): StoredVisitor | null {
  const row = statements.get('profile').get({ visitor }) as ProfileRow | undefined
  return row === undefined ? null : toStoredVisitor(row, site)
}

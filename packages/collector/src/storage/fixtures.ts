import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY, type Event, type UnixMs } from '@koopsignaal/protocol'
import { onTestFinished } from 'vitest'
import { event, MONDAY } from '../../../scoring/src/fixtures.ts'
import { modelOf } from '../models.ts'
import { newSite } from '../sites.ts'
import type { Drop, Period, Store, VisitorQuery } from './store.ts'

/** Test material for whoever keeps events: a site, drops, queries. */

export const SHOP = newSite({ id: 'example', domains: ['example.nl'] }, MONDAY)

/** Everything that the fixtures' events fall in. */
export const ALWAYS: Period = { from: MONDAY - DAY, to: MONDAY + 100 * DAY }

/** A folder for one test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'koopsignaal-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Page views of one visitor, a minute apart, with ids of their own. */
export function pageViews(visitor: string, count: number, start: UnixMs = MONDAY): readonly Event[] {
  return Array.from({ length: count }, (_, i) => {
    const at = start + i * 60_000
    return event({ id: `${visitor}-${at}`, visitor, at, path: `/${i}` })
  })
}

export function drop(part: Partial<Drop> = {}): Drop {
  return {
    site: SHOP.id,
    at: MONDAY,
    reason: 'invalid_event',
    message: 'events[0]: wrong',
    event: '{}',
    ...part,
  }
}

/** Asks for everybody, last seen first. */
export function query(part: Partial<VisitorQuery> = {}): VisitorQuery {
  return {
    site: SHOP.id,
    at: ALWAYS.to,
    period: ALWAYS,
    filter: {},
    sort: 'lastSeen',
    descending: true,
    limit: 100,
    after: null,
    halfLives: modelOf(SHOP).halfLives,
    ...part,
  }
}

/** The events that a site holds, by id. */
export function idsIn(store: Store, site: string = SHOP.id): readonly string[] {
  return [...store.events(site)].map(({ id }) => id)
}

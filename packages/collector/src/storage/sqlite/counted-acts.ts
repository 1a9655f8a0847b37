import type { UnixMs } from '@koopsignaal/protocol'
import type { CountedAct, CountedViews, DeskStore } from '../store.ts'
import type { FactValues } from './facts.ts'
import type { Page } from './pack-page.ts'
import { packActs, unpackActs } from './packed-acts.ts'
import type { Statements } from './prepared.ts'
import { unpackEvents, unpackViews } from './recent-events.ts'
import type { SiteRegistry } from './site-registry.ts'
import { countedRow } from './visitor-rows.ts'

type Row = { readonly acts: Buffer; readonly recent: null } | { readonly acts: null; readonly recent: Buffer }

/** What an engine tells of those who are only counted. */
export type CountedStore = Pick<DeskStore, 'countedViews' | 'countedActs' | 'countedWithin'>

interface Seen {
  views: number
  lastAt: UnixMs
}

interface Times {
  readonly firstAt: UnixMs
  readonly lastAt: UnixMs
  readonly events: Buffer | null
}

/** What those who are only counted did: told beside their blocks, and read from the newest events, which are in none yet.
 *  @param facts  of another connection: they are looked up while the rows are read */
export function createCountedActs(read: Statements, facts: FactValues, sites: SiteRegistry): CountedStore {
  return {
    async countedViews(site, { from, to }) {
      const owner = { key: countedRow(read, sites.key(site)), site, visitor: null }
      const rows = read.get('countedViews').pluck().iterate({ visitor: owner.key, from, to })
      // Most pages are named by a shared fact, which is one and the same each time.
      const seen = new Map<Page, Seen>()
      for (const sealed of rows as Iterable<Buffer>)
        unpackViews(sealed, owner, facts, (at, page) => {
          if (at < from || at >= to) return
          const known = seen.get(page)
          if (known === undefined) seen.set(page, { views: 1, lastAt: at })
          else {
            known.views++
            known.lastAt = Math.max(known.lastAt, at)
          }
        })
      return byPage(seen)
    },
    async countedActs(site, { from, to }, type) {
      const owner = { key: countedRow(read, sites.key(site)), site, visitor: null }
      const rows = read.get('countedActs').iterate({ visitor: owner.key, from, to }) as Iterable<Row>
      const acts: CountedAct[] = []
      for (const { acts: packed, recent } of rows) {
        const sealed = packed ?? packActs(unpackEvents(recent, owner, facts), owner)
        if (sealed === null) continue
        for (const act of unpackActs(sealed, owner.key, type))
          if (act.at >= from && act.at < to) acts.push(act)
      }
      return acts.sort((a, b) => a.at - b.at)
    },
    async countedWithin(site, weeks) {
      const owner = { key: countedRow(read, sites.key(site)), site, visitor: null }
      const found = weeks.map(() => false)
      const note = (at: UnixMs): void => {
        for (const [i, { from, to }] of weeks.entries()) if (at >= from && at < to) found[i] = true
      }
      const rows = read.get('countedTimes').iterate({ visitor: owner.key }) as Iterable<Times>
      for (const { firstAt, lastAt, events } of rows)
        if (events === null) for (const at of [firstAt, lastAt]) note(at)
        else for (const { at } of unpackEvents(events, owner, facts)) note(at)
      return found
    },
  }
}

/** The same page on several hosts, or written in full in several blocks, is one. */
function byPage(seen: ReadonlyMap<Page, Seen>): readonly CountedViews[] {
  const pages = new Map<string, CountedViews>()
  for (const [[, path, title, topic], { views, lastAt }] of seen) {
    if (path === null) continue
    const key = JSON.stringify([path, title, topic])
    const before = pages.get(key) ?? { path, title, topic, views: 0, lastAt }
    pages.set(key, { ...before, views: before.views + views, lastAt: Math.max(before.lastAt, lastAt) })
  }
  return [...pages.values()]
}

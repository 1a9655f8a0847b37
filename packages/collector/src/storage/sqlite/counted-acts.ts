import type { CountedAct, DeskStore } from '../store.ts'
import type { FactValues } from './facts.ts'
import { packActs, unpackActs } from './packed-acts.ts'
import type { Statements } from './prepared.ts'
import { unpackEvents } from './recent-events.ts'
import type { SiteRegistry } from './site-registry.ts'
import { countedRow } from './visitor-rows.ts'

type Row = { readonly acts: Buffer; readonly recent: null } | { readonly acts: null; readonly recent: Buffer }

/** What those who are only counted did: told beside their blocks, and read from the newest events, which are in none yet.
 *  @param facts  of another connection: they are looked up while the rows are read */
export function createCountedActs(
  read: Statements,
  facts: FactValues,
  sites: SiteRegistry,
): Pick<DeskStore, 'countedActs'> {
  return {
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
  }
}

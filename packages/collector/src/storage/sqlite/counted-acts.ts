import type { Event } from '@koopsignaal/protocol'
import type { CountedAct, DeskStore } from '../store.ts'
import type { FactValues } from './facts.ts'
import type { Statements } from './prepared.ts'
import { unpackEvents } from './recent-events.ts'
import type { SiteRegistry } from './site-registry.ts'
import { countedRow } from './visitor-rows.ts'

/** What those who are only counted did: read from their events each time, so that it is exact after whatever happened to these.
 *  @param facts  of another connection: they are looked up while the rows are read */
export function createCountedActs(
  read: Statements,
  facts: FactValues,
  sites: SiteRegistry,
): Pick<DeskStore, 'countedActs'> {
  return {
    async countedActs(site, { from, to }, type) {
      const owner = { key: countedRow(read, sites.key(site)), site, visitor: null }
      const rows = read.get('countedEvents').pluck().iterate({ visitor: owner.key, from, to })
      const acts: CountedAct[] = []
      for (const sealed of rows as Iterable<Buffer>)
        for (const event of unpackEvents(sealed, owner, facts))
          if (event.type === type && event.bot === null && event.at >= from && event.at < to)
            acts.push(toAct(event))
      return acts.sort((a, b) => a.at - b.at)
    },
  }
}

function toAct({ at, path, detail }: Event): CountedAct {
  return { at, path, detail }
}

import type { Event, Language, MeAnswer, StoredEventAnswer, UnixMs } from '@koopsignaal/protocol'
import { modelOf } from '../models.ts'
import type { Site, Store } from '../storage/store.ts'
import { iso } from './iso.ts'
import { askVisitor, toJourney } from './visitor.ts'

/** All that is stored about one visitor, with the reason of every score: also what seems to come from a program, and so is in no list.
 *  @throws AppError unknown_visitor when there is nobody who gave consent under this id */
export async function askMe(
  store: Store,
  site: Site,
  id: string,
  now: UnixMs,
  language: Language,
): Promise<MeAnswer> {
  const events = await store.history({ site: site.id, visitor: id })
  // Who gave none is known by a hash that nobody may ask with.
  const stored = events.filter(({ consent }) => consent === 'granted')
  const isOfPrograms = stored.length > 0 && stored.every(({ bot }) => bot !== null)
  const visitor = isOfPrograms ? null : await askVisitor(store, site, id, now, language)
  return {
    site: site.id,
    visitor,
    visits: toJourney(events, modelOf(site), language),
    stored: stored.map(toStored),
  }
}

function toStored({ site: _site, visitor: _visitor, ...event }: Event): StoredEventAnswer {
  return { ...event, at: iso(event.at), receivedAt: iso(event.receivedAt) }
}

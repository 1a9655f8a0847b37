import { crc32 } from 'node:zlib'
import { EVENT_TYPES, type Event, type EventType } from '@koopsignaal/protocol'
import type { CountedAct } from '../store.ts'
import type { EventOwner } from './recent-events.ts'
import { seal, unseal } from './sealed.ts'

/** What those who are only counted did, apart from looking at pages: kept a second time beside the block that it is in. They share one
 *  row with all of their site's events, of which a report wants these few. */

export const ACT_TYPES: readonly EventType[] = ['conversion', 'cta_click', 'search']

type PackedAct = readonly [type: number, at: number, path: string | null, detail: CountedAct['detail']]

/** The acts among a block's events as sealed JSON, in full: what is named here is not thereby named by one more visitor.
 *  @param events  in any order
 *  @returns null when there are none, and for the block of a visitor */
export function packActs(events: Iterable<Event>, { key, visitor }: EventOwner): Buffer | null {
  if (visitor !== null) return null
  const acts: PackedAct[] = []
  for (const { type, bot, at, path, detail } of events)
    if (bot === null && ACT_TYPES.includes(type)) acts.push([EVENT_TYPES.indexOf(type), at, path, detail])
  return acts.length === 0 ? null : seal(Buffer.from(JSON.stringify(acts)), aboutOf(key))
}

/** @param key  row of those who are only counted
 *  @returns the acts of one type
 *  @throws EngineFailure when they are damaged */
export function unpackActs(sealed: Buffer, key: number, type: EventType): CountedAct[] {
  const text = unseal(sealed, aboutOf(key), `a row of acts of visitor ${key}`).toString()
  const wanted = EVENT_TYPES.indexOf(type)
  return (JSON.parse(text) as PackedAct[])
    .filter(([one]) => one === wanted)
    .map(([, at, path, detail]) => ({ at, path, detail }))
}

/** Not that of the events of the same row: neither passes for the other. */
function aboutOf(key: number): number {
  return crc32('acts', key)
}

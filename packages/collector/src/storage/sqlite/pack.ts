import { CHANNELS, PHASES, SEGMENTS, type Source } from '@koopsignaal/protocol'
import type { VisitRecord } from '../../visit-record.ts'
import type { ByteReader, ByteWriter } from './bytes.ts'

/** Few bytes for the smaller things that are kept of a visitor. Law for each pair: what is read is what was written. */

/** Places in a list of protocol, in the order in which the visitor was there. */
function writePlaces<T>(to: ByteWriter, list: readonly T[], those: readonly T[]): void {
  to.varint(those.length)
  for (const one of those) to.byte(list.indexOf(one))
}

function readPlaces<T>(from: ByteReader, list: readonly T[]): readonly T[] {
  const places: T[] = []
  for (let left = from.varint(); left > 0; left--) places.push(list[from.byte()]!)
  return places
}

/** @param lastAt  the visitor's last event, which `readVisitRecord` must be given again */
export function writeVisitRecord(to: ByteWriter, visit: VisitRecord, lastAt: number): void {
  const { from, to: end, pageViews, channel, segments, phases, converted } = visit
  to.elapsed(lastAt - end)
  to.elapsed(end - from)
  to.varint(pageViews)
  writePlaces(to, CHANNELS, channel === null ? [] : [channel])
  writePlaces(to, SEGMENTS, segments)
  writePlaces(to, PHASES, phases)
  writePlaces(to, SEGMENTS, converted === null ? [] : [converted.segment])
  writePlaces(to, PHASES, converted === null ? [] : [converted.phase])
}

export function readVisitRecord(from: ByteReader, lastAt: number): VisitRecord {
  const end = lastAt - from.elapsed()
  const [length, pageViews] = [from.elapsed(), from.varint()]
  const [channel = null] = readPlaces(from, CHANNELS)
  const [segments, phases] = [readPlaces(from, SEGMENTS), readPlaces(from, PHASES)]
  const [[segment], [phase]] = [readPlaces(from, SEGMENTS), readPlaces(from, PHASES)]
  const converted = segment === undefined || phase === undefined ? null : { segment, phase }
  return { from: end - length, to: end, pageViews, channel, segments, phases, converted }
}

export type SourceParts = readonly [Source['channel'], ...(string | null)[]]

/** What names nothing at the end is left out. */
export function packSource({ channel, source, medium, campaign, term, content }: Source): string {
  const all = [channel, source, medium, campaign, term, content]
  return JSON.stringify(all.slice(0, all.findLastIndex((one) => one !== null) + 1))
}

/** Chosen: most visitors come by a few hundred of them. */
const MOST_REMEMBERED = 1_000
const remembered = new Map<string, Source>()

/** @returns the same object for the same text, mostly: not to be changed */
export function unpackSource(text: string): Source {
  let source = remembered.get(text)
  if (source === undefined) {
    source = Object.freeze(toSource(JSON.parse(text) as SourceParts))
    if (remembered.size === MOST_REMEMBERED) remembered.clear()
    remembered.set(text, source)
  }
  return source
}

export function toSource(parts: SourceParts): Source {
  const [channel, source = null, medium = null, campaign = null, term = null, content = null] = parts
  return { channel, source, medium, campaign, term, content }
}

import { CHANNELS, TOPICS } from '@koopsignaal/protocol'
import type { DecayedSum, Look, Tally, Visit, VisitorState } from '@koopsignaal/scoring'
import type { ByteReader, ByteWriter } from './bytes.ts'

/** Few bytes for what is remembered of each visitor: times as the distance to the last event or to the one before, names once. A
 *  visitor's row is written with each event, so its size is most of what an event costs.
 *  Law: readState gives what writeState got, given the same moment. */

/** Places in these lists are in the stored bytes; a word that is not in its list is written in full. */
const STEPS = ['action', 'form'] as const

/** @param lastAt  the state's last event, which `readState` must be given again */
export function writeState(to: ByteWriter, state: VisitorState, lastAt: number): void {
  const { older } = state
  to.varint(state.events)
  to.varint(state.pageViews)
  to.elapsed(lastAt - (state.firstAt ?? lastAt))
  to.varint(state.conversions)
  to.number(state.conversionValue)
  writeMoment(to, state.lastConversionAt, lastAt)
  writeSum(to, state.searches, lastAt)
  writeSum(to, state.engaged, lastAt)
  writeTally(to, state.topics, lastAt, TOPICS)
  writeTally(to, state.channels, lastAt, CHANNELS)
  writeTally(to, state.steps, lastAt, STEPS)
  const items = inOrder(state.items)
  const categories = inOrder(state.categories)
  writeTally(to, items, lastAt, [])
  writeTally(to, categories, lastAt, [])
  to.varint(older.count)
  writeSum(to, older.recent, lastAt)
  writeMoment(to, older.lastEnd, lastAt)
  const names = [[...items.keys()], [...categories.keys()]] as const
  writeLook(to, state.latest, lastAt, names[1])
  to.varint(state.visits.length)
  for (const visit of state.visits) writeVisit(to, visit, lastAt, names)
}

export function readState(from: ByteReader, lastAt: number): VisitorState {
  const [events, pageViews] = [from.varint(), from.varint()]
  const firstAt = lastAt - from.elapsed()
  const [conversions, conversionValue] = [from.varint(), from.number()]
  const lastConversionAt = readMoment(from, lastAt)
  const [searches, engaged] = [readSum(from, lastAt), readSum(from, lastAt)]
  const topics = readTally(from, lastAt, TOPICS)
  const channels = readTally(from, lastAt, CHANNELS)
  const steps = readTally(from, lastAt, STEPS)
  const items = readTally(from, lastAt, [])
  const categories = readTally(from, lastAt, [])
  const older = { count: from.varint(), recent: readSum(from, lastAt), lastEnd: readMoment(from, lastAt) }
  const latest = readLook(from, lastAt, [...categories.keys()])
  const names = [[...items.keys()], [...categories.keys()]] as const
  const visits: Visit[] = []
  for (let left = from.varint(); left > 0; left--) visits.push(readVisit(from, lastAt, names))
  return {
    firstAt,
    lastAt,
    events,
    pageViews,
    conversions,
    conversionValue,
    lastConversionAt,
    topics,
    items,
    categories,
    latest,
    searches,
    engaged,
    steps,
    channels,
    visits,
    older,
  }
}

type Names = readonly [items: readonly string[], categories: readonly string[]]

function writeVisit(to: ByteWriter, visit: Visit, lastAt: number, [items, categories]: Names): void {
  to.elapsed(lastAt - visit.end)
  to.elapsed(visit.end - visit.start)
  to.varint(visit.events)
  to.varint(visit.views)
  to.number(visit.engagedMs)
  to.varint(visit.steps)
  to.varint(visit.conversions)
  writeCounts(to, visit.items, items)
  writeCounts(to, visit.categories, categories)
}

function readVisit(from: ByteReader, lastAt: number, [items, categories]: Names): Visit {
  const end = lastAt - from.elapsed()
  return {
    end,
    start: end - from.elapsed(),
    events: from.varint(),
    views: from.varint(),
    engagedMs: from.number(),
    steps: from.varint(),
    conversions: from.varint(),
    items: readCounts(from, items),
    categories: readCounts(from, categories),
  }
}

/** What a visit looked at is mostly remembered by the state too: then its place there is enough. */
function writeCounts(to: ByteWriter, counts: Tally<number>, names: readonly string[]): void {
  to.varint(counts.size)
  let before = 0
  for (const [name, count] of inOrder(counts)) {
    before = writeName(to, name, names, before)
    to.number(count)
  }
}

function readCounts(from: ByteReader, names: readonly string[]): Tally<number> {
  const before = { number: 0 }
  const counts = new Map<string, number>()
  for (let left = from.varint(); left > 0; left--) counts.set(readName(from, names, before), from.number())
  return counts
}

/** A look that was the only one counts exactly 1: then the sum is not written. */
function writeTally(
  to: ByteWriter,
  tally: Tally<DecayedSum>,
  lastAt: number,
  names: readonly string[],
): void {
  to.varint(tally.size)
  // A number's place among the names is its own: each is close to the one before.
  let before = 0
  for (const [name, { sum, at }] of tally) {
    before = writeName(to, name, names, before)
    to.varint(2 * toCode(lastAt - at) + Number(sum !== 1))
    if (sum !== 1) to.number(sum)
  }
}

function readTally<Name extends string>(
  from: ByteReader,
  lastAt: number,
  names: readonly Name[],
): Tally<DecayedSum, Name> {
  const before = { number: 0 }
  const tally = new Map<Name, DecayedSum>()
  for (let left = from.varint(); left > 0; left--) {
    const name = readName(from, names, before) as Name
    const head = from.varint()
    const at = lastAt - fromCode(Math.floor(head / 2))
    tally.set(name, { sum: head % 2 === 0 ? 1 : from.number(), at })
  }
  return tally
}

function writeLook(to: ByteWriter, latest: Look | null, lastAt: number, names: readonly string[]): void {
  writeMoment(to, latest?.at ?? null, lastAt)
  if (latest !== null) writeName(to, latest.category, names, 0)
}

function readLook(from: ByteReader, lastAt: number, names: readonly string[]): Look | null {
  const at = readMoment(from, lastAt)
  return at === null ? null : { at, category: readName(from, names, { number: 0 }) }
}

/** A distance in time as one number: whole seconds take ten bits less. */
const toCode = (elapsed: number): number => (elapsed % 1_000 === 0 ? elapsed / 500 + 1 : 2 * elapsed)
const fromCode = (code: number): number => (code % 2 === 0 ? code / 2 : 500 * (code - 1))

/** By its place in a list, which is known to the reader; as a number; or in full.
 *  @returns the number that the next name is close to */
function writeName(to: ByteWriter, name: string, names: readonly string[], before: number): number {
  const place = names.indexOf(name)
  if (place !== -1) to.varint(4 * place + 1)
  else if (NUMBER.test(name)) {
    const step = Number(name) - before
    to.varint(4 * Math.abs(step) + (step < 0 ? 3 : 2))
    return Number(name)
  } else {
    to.varint(0)
    to.text(name)
  }
  return before
}

function readName(from: ByteReader, names: readonly string[], before: { number: number }): string {
  const head = from.varint()
  if (head === 0) return from.text()
  const value = Math.floor(head / 4)
  if (head % 4 === 1) return names[value]!
  before.number += head % 4 === 3 ? -value : value
  return String(before.number)
}

/** Names that are whole numbers. */
const NUMBER = /^(?:0|[1-9]\d{0,12})$/

/** Numbers first, by size, so that each is close to the one before; other names as they came. */
function inOrder<T>(tally: Tally<T>): Tally<T> {
  const numbers: number[] = []
  for (const name of tally.keys()) if (NUMBER.test(name)) numbers.push(Number(name))
  if (numbers.length === 0) return tally
  const names = new Set([...numbers.sort((a, b) => a - b).map(String), ...tally.keys()])
  return new Map([...names].map((name) => [name, tally.get(name)!]))
}

function writeSum(to: ByteWriter, sum: DecayedSum | null, lastAt: number): void {
  writeMoment(to, sum?.at ?? null, lastAt)
  if (sum !== null) to.number(sum.sum)
}

function readSum(from: ByteReader, lastAt: number): DecayedSum | null {
  const at = readMoment(from, lastAt)
  return at === null ? null : { sum: from.number(), at }
}

function writeMoment(to: ByteWriter, at: number | null, lastAt: number): void {
  to.byte(at === null ? 0 : 1)
  if (at !== null) to.elapsed(lastAt - at)
}

function readMoment(from: ByteReader, lastAt: number): number | null {
  return from.byte() === 0 ? null : lastAt - from.elapsed()
}

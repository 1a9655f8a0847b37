import { EVENT_TYPES, PHASES, SEGMENTS } from '@koopsignaal/protocol'
import { isLater } from '@koopsignaal/scoring'
import {
  ALWAYS,
  type Census,
  createFollower,
  createStoodDuring,
  OF_BOT,
  writeDeeds,
  writeMoments,
} from '../../store.ts'
import type { FactValues } from '../facts.ts'
import { type SourceParts, toSource, unpackSource } from '../pack.ts'
import type { EventCore } from '../pack-event.ts'
import type { Statements } from '../prepared.ts'
import { unpackCores } from '../recent-events.ts'
import type { CensusTables, Part } from './census-tables.ts'
import type { Names } from './names.ts'

/** How the rows of some visitors become rows of a census. */

/** A visit without a conversion. */
const NONE = 255

type VisitorRow = readonly [
  key: number,
  consented: number,
  pageViews: number,
  visits: number,
  firstAt: number,
  lastAt: number,
  base: number,
  waarom: number,
  wat: number,
  waar: number,
  device: string,
  country: string | null,
]
type VisitRow = readonly [
  visitor: number,
  from: number,
  to: number,
  pageViews: number,
  segments: number,
  phases: number,
  convertedSegment: number | null,
  convertedPhase: number | null,
  source: number | string | null,
]
type SpanRow = readonly [visitor: number, from: number, until: number | null, standing: number]
type ConversionRow = readonly [
  visitor: number,
  at: number,
  segment: (typeof SEGMENTS)[number],
  phase: (typeof PHASES)[number],
  name: string,
  value: number | null,
  currency: string | null,
]
type PackedRow = readonly [visitor: number, id: string, events: Buffer]

interface Reading {
  readonly read: Statements
  /** Of a connection of their own. */
  readonly facts: FactValues
  readonly tables: CensusTables
  readonly names: Names
}

/** @param keys  in order
 *  @param places  where each of them stands in the table of visitors */
export function readVisitors(
  { read, tables, names, facts }: Reading,
  site: number,
  keys: readonly number[],
  places: readonly number[],
): void {
  const asked = { site, keys: JSON.stringify(keys) }
  const rowsOf = <T>(name: Parameters<Statements['get']>[0]) => read.get(name).raw().all(asked) as T[]
  const { visitors } = tables
  const order = inOrderOfPlace(places)
  /** Puts rows, which are in order of visitor, in that of places: who stands together is read together. */
  const share = <T extends readonly [number, ...unknown[]]>(
    part: 'visits' | 'spans' | 'conversions',
    rows: readonly T[],
    put: (row: T, at: number) => void,
  ): void => {
    const { starts, ends } = rangesBy(rows, keys)
    for (const j of order) {
      const [start, end] = [starts[j]!, ends[j]!]
      const first = placeRows(tables, part, places[j]!, end - start)
      for (let i = start; i < end; i++) put(rows[i]!, first + i - start)
    }
  }

  const found = new Set<number>()
  const people = rowsOf<VisitorRow>('censusVisitors')
  for (let i = 0, j = 0; i < people.length; i++) {
    while (keys[j] !== people[i]![0]) j++
    putVisitor(visitors, places[j]!, people[i]!, names)
    found.add(people[i]![0])
  }
  for (const [j, key] of keys.entries()) if (!found.has(key)) putNobody(visitors, places[j]!)
  const ofFound = <T extends readonly [number, ...unknown[]]>(rows: readonly T[]) =>
    found.size === keys.length ? rows : rows.filter(([key]) => found.has(key))
  share('visits', ofFound(rowsOf<VisitRow>('censusVisits')), (row, at) => {
    const { columns } = tables.visits
    const [, from, to, pageViews, segments, phases, segment, phase, source] = row
    columns.from[at] = from
    columns.to[at] = to
    tables.visits.put('pageViews', at, pageViews)
    columns.stood[at] = segments | (phases << SEGMENTS.length)
    columns.converted[at] = segment === null || phase === null ? NONE : 8 * segment + phase
    tables.visits.put('source', at, sourceOf(source, facts, names))
  })
  share('spans', ofFound(rowsOf<SpanRow>('censusSpans')), ([, from, until, standing], at) => {
    const { columns } = tables.spans
    columns.from[at] = from
    columns.until[at] = until ?? Number.POSITIVE_INFINITY
    columns.standing[at] = standing
  })
  share('conversions', ofFound(rowsOf<ConversionRow>('censusConversions')), (row, place) => {
    const { columns } = tables.conversions
    const [, at, segment, phase, name, value, currency] = row
    columns.at[place] = at
    columns.standing[place] = 8 * SEGMENTS.indexOf(segment) + PHASES.indexOf(phase)
    tables.conversions.put('name', place, names.text(name))
    columns.value[place] = value ?? Number.NaN
    tables.conversions.put('currency', place, names.text(currency))
  })
}

function putVisitor(
  visitors: CensusTables['visitors'],
  place: number,
  row: VisitorRow,
  names: Pick<Names, 'text'>,
): void {
  const [, consented, pageViews, visits, firstAt, lastAt, base, waarom, wat, waar, device, country] = row
  const { columns } = visitors
  columns.consented[place] = consented
  visitors.put('pageViews', place, pageViews)
  visitors.put('visitCount', place, visits)
  columns.firstAt[place] = firstAt
  columns.lastAt[place] = lastAt
  columns.base[place] = base
  columns.waarom[place] = waarom
  columns.wat[place] = wat
  columns.waar[place] = waar
  visitors.put('device', place, names.text(device))
  visitors.put('country', place, names.text(country))
}

/** Leaves nothing of somebody who is gone but the place. */
function putNobody(visitors: CensusTables['visitors'], place: number): void {
  putVisitor(visitors, place, NOBODY, NO_NAMES)
}

const NOBODY: VisitorRow = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', null]
const NO_NAMES = { text: () => 0 }

/** The numbers of some places, the lowest place first. */
function inOrderOfPlace(places: readonly number[]): readonly number[] {
  return [...places.keys()].sort((a, b) => places[a]! - places[b]!)
}

/** Where so many rows of a visitor go: where the old ones are, or behind all others.
 *  @returns the first place */
function placeRows(tables: CensusTables, part: Part, visitor: number, rows: number): number {
  const { columns } = tables.visitors
  const [starts, ends] = [columns[`${part}Start`], columns[`${part}End`]]
  const [start, end] = [starts[visitor]!, ends[visitor]!]
  const first = rows <= end - start ? start : tables[part].add(rows)
  starts[visitor] = first
  ends[visitor] = first + rows
  tables[part].free(first === start ? end - start - rows : end - start)
  return first
}

/** A fact never changes, so its number stands for the same source in every visit. */
function sourceOf(source: number | string | null, facts: FactValues, names: Names): number {
  if (source === null) return 0
  if (typeof source === 'string') return names.source(unpackSource(source))
  return names.sourceOfFact(source, () => toSource(facts.get(source) as SourceParts))
}

/** The events of the same visitors as acts. */
export function readActs(
  { read, tables, names, facts }: Reading,
  site: number,
  keys: readonly number[],
  places: readonly number[],
): void {
  const asked = { keys: JSON.stringify(keys), site }
  const blocks = read.get('censusBlocks').raw().all(asked) as PackedRow[]
  const recent = read.get('censusRecent').raw().all(asked) as PackedRow[]
  const [blocksOf, recentOf] = [rangesBy(blocks, keys), rangesBy(recent, keys)]
  for (const j of inOrderOfPlace(places)) {
    // One visitor's at a time: those of all of them would outlive what is collected cheaply.
    const events: EventCore[] = []
    for (let b = blocksOf.starts[j]!; b < blocksOf.ends[j]!; b++) events.push(...unpacked(blocks[b]!, facts))
    for (let r = recentOf.starts[j]!; r < recentOf.ends[j]!; r++) events.push(...unpacked(recent[r]!, facts))
    if (events.some((one, i) => i > 0 && !isLater(one, events[i - 1]!)))
      events.sort((a, b) => (isLater(a, b) ? 1 : -1))
    let at = placeRows(tables, 'acts', places[j]!, events.length)
    for (const one of events) putAct(tables.acts, at++, one, names)
  }
}

/** Where the rows of each visitor lie.
 *  @param rows  in order of visitor */
function rangesBy(rows: readonly (readonly [visitor: number, ...unknown[]])[], keys: readonly number[]) {
  const [starts, ends]: [number[], number[]] = [[], []]
  let end = 0
  for (const key of keys) {
    while (end < rows.length && rows[end]![0] < key) end++
    starts.push(end)
    while (end < rows.length && rows[end]![0] === key) end++
    ends.push(end)
  }
  return { starts, ends }
}

/** What the same visitors stood in during each of their visits, once their spans are there. */
export function deriveStood(tables: CensusTables, view: Census, places: readonly number[]): void {
  const stoodDuring = createStoodDuring(view)
  const { visitsStart, visitsEnd } = tables.visitors.columns
  const { from, to, during } = tables.visits.columns
  for (const place of places)
    for (let i = visitsStart[place]!; i < visitsEnd[place]!; i++)
      during[i] = stoodDuring(place, from[i]!, to[i]!)
}

/** What is told of the same visitors' views, searches and clicks, once their acts are there. */
export function derive(tables: CensusTables, view: Census, places: readonly number[]): void {
  const follower = createFollower(view, ALWAYS, Number.POSITIVE_INFINITY)
  for (const place of places.toSorted((a, b) => a - b)) {
    follower.follow(place)
    writeMoments(follower, view, (rows) => placeRows(tables, 'moments', place, rows), tables.moments)
    writeDeeds(follower, view, (rows) => placeRows(tables, 'deeds', place, rows), tables.deeds)
    tables.visitors.columns.settledAt[place] = follower.settledAt
  }
}

function unpacked([key, id, events]: PackedRow, facts: FactValues): readonly EventCore[] {
  // Nobody's events are counted where they are.
  if (id === '' || events.length === 0) return []
  return unpackCores(events, { key, site: '', visitor: id }, facts)
}

function putAct(acts: CensusTables['acts'], place: number, event: EventCore, names: Names): void {
  const { engagedMs, scrollPercent, cta, query, results } = event.detail
  const { columns } = acts
  columns.at[place] = event.at
  columns.type[place] = EVENT_TYPES.indexOf(event.type) + (event.isOfBot ? OF_BOT : 0)
  acts.put('page', place, names.pageOf(event.page))
  acts.put('source', place, names.sourceOf(event.source))
  const detail =
    event.type === 'engagement' ? names.code(engagedMs) : names.text(event.type === 'search' ? query : cta)
  acts.put('detail', place, detail)
  acts.put('measure', place, names.code(event.type === 'search' ? results : scrollPercent))
}

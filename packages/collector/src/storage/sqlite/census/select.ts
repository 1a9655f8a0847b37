import { EVENT_TYPES, isRefund, PHASES, SEGMENTS } from '@koopsignaal/protocol'
import { type CensusQuestion, OF_BOT, type OneOrMore, type VisitorFilter, type Whole } from '../../store.ts'
import type { CensusTables } from './census-tables.ts'
import type { Names } from './names.ts'

const PAGE_VIEW = EVENT_TYPES.indexOf('page_view')

/** Which visitors were there in a period and match a filter.
 *  @returns their places, in order */
export function select(
  tables: CensusTables,
  names: Names,
  { period, at = period.to, filter }: CensusQuestion,
): Uint32Array {
  const { count, columns } = tables.visitors
  const { visitsStart, visitsEnd } = columns
  const { from: began, to: ended } = tables.visits.columns
  const { from, to } = period
  const found = scratchOf(count)
  const matches = isAsked(filter) ? createMatch(tables, names, filter, 'at_start') : null
  let length = 0
  for (let visitor = 0; visitor < count; visitor++) {
    // As `isThere`, without a call for each of a million.
    const first = visitsStart[visitor]!
    let visit = visitsEnd[visitor]! - 1
    while (visit >= first && began[visit]! >= to) visit--
    if (visit < first || ended[visit]! < from) continue
    if (matches === null || matches(visitor, from, to, at)) found[length++] = visitor
  }
  return found.slice(0, length)
}

let scratch = new Uint32Array(0)

/** Room for so many places, only until the next call: some megabytes for each question would keep the garbage collector busy. */
export function scratchOf(count: number): Uint32Array {
  if (scratch.length < count) scratch = new Uint32Array(2 * count)
  return scratch
}

export function isAsked(filter: VisitorFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined)
}

/** Whether a visitor has a visit that touches the period. */
export function isThere(tables: CensusTables, visitor: number, from: number, to: number): boolean {
  const { visitsStart, visitsEnd } = tables.visitors.columns
  const visits = tables.visits.columns
  // In order of time, so the newest of those that began before the end reaches furthest.
  for (let i = visitsEnd[visitor]! - 1; i >= visitsStart[visitor]!; i--)
    if (visits.from[i]! < to) return visits.to[i]! >= from
  return false
}

/** What a visitor stands in at a moment; -1: in nothing. */
export function standingAt(tables: CensusTables, visitor: number, at: number): number {
  const { spansStart, spansEnd } = tables.visitors.columns
  const { from, until, standing } = tables.spans.columns
  for (let i = spansEnd[visitor]! - 1; i >= spansStart[visitor]!; i--)
    if (from[i]! <= at) return until[i]! > at ? standing[i]! : -1
  return -1
}

/** When somebody counts as a customer: a list says who is one, a report of a period who was one when it began, since whoever converts
 *  in it ends it as one. */
export type CustomerMoment = 'at_start' | 'at_moment'

/** The rest of a filter, for who is there. */
export type Match = (visitor: number, from: number, to: number, at: number) => boolean

export function createMatch(
  tables: CensusTables,
  names: Names,
  filter: VisitorFilter,
  customers: CustomerMoment,
): Match {
  const conditions = [
    ...ofVisitor(tables, names, filter),
    ...ofCustomers(tables, filter, customers),
    ...ofStanding(tables, filter),
    ...ofActs(tables, names, filter),
  ]
  if (conditions.length === 0) return () => true
  if (conditions.length === 1) return conditions[0]!
  return (visitor, from, to, at) => conditions.every((one) => one(visitor, from, to, at))
}

/** Whether a filter asks for what only acts tell. */
export function isToldByActs({ channel, source, campaign, landing, page, topic }: VisitorFilter): boolean {
  return [channel, source, campaign, landing, page, topic].some((value) => value !== undefined)
}

function ofVisitor(tables: CensusTables, names: Names, { device, country }: VisitorFilter): Match[] {
  const columns = () => tables.visitors.columns
  const conditions: Match[] = []
  if (device !== undefined) {
    const wanted = wantedOf(names.texts, device)
    conditions.push((visitor) => wanted[columns().device[visitor]!] === 1)
  }
  if (country !== undefined) {
    const wanted = wantedOf(names.texts, country)
    conditions.push((visitor) => wanted[columns().country[visitor]!] === 1)
  }
  return conditions
}

function ofCustomers(tables: CensusTables, { customer }: VisitorFilter, customers: CustomerMoment): Match[] {
  if (customer === undefined) return []
  const isExisting = customer === 'existing'
  return customers === 'at_start'
    ? [(visitor, from) => hasConverted(tables, visitor, from) === isExisting]
    : [(visitor, _from, _to, at) => hasConverted(tables, visitor, at + 1) === isExisting]
}

function hasConverted(tables: CensusTables, visitor: number, before: number): boolean {
  const { conversionsStart, conversionsEnd } = tables.visitors.columns
  const { at, value } = tables.conversions.columns
  let first = conversionsStart[visitor]!
  while (first < conversionsEnd[visitor]! && isRefund(value[first])) first++
  return first < conversionsEnd[visitor]! && at[first]! < before
}

function ofStanding(tables: CensusTables, { segment, phase }: VisitorFilter): Match[] {
  if (segment === undefined && phase === undefined) return []
  const wanted = new Uint8Array(256)
  for (const [i, one] of SEGMENTS.entries())
    for (const [j, two] of PHASES.entries())
      if (isAnyOf(segment, one) && isAnyOf(phase, two)) wanted[8 * i + j] = 1
  return [
    (visitor, _from, _to, at) => {
      const standing = standingAt(tables, visitor, at)
      return standing >= 0 && wanted[standing] === 1
    },
  ]
}

/** Each on its own: one act may have the channel, and another the page. */
function ofActs({ visitors, acts }: CensusTables, names: Names, filter: VisitorFilter): Match[] {
  const { channel, source, campaign, landing, page, topic } = filter
  const { actsStart, actsEnd } = visitors.columns
  const { at, type, page: pageOf, source: sourceOf } = acts.columns
  const conditions: Match[] = []
  /** @param column  in which the place of what is wanted stands */
  const anyAct = (column: Whole, wanted: Uint8Array | null, more: (act: number) => boolean): void => {
    if (wanted === null) return
    // What costs least is asked first: most acts are of something else, whenever they were.
    conditions.push((visitor, from, to) => {
      const end = actsEnd[visitor]!
      for (let i = actsStart[visitor]!; i < end; i++)
        if (wanted[column[i]!] === 1 && at[i]! >= from && at[i]! < to && more(i)) return true
      return false
    })
  }
  const anyOf = () => true
  const { sources, pages } = names
  anyAct(
    sourceOf,
    maskOf(sources, (one) => one?.channel ?? null, channel),
    anyOf,
  )
  anyAct(
    sourceOf,
    maskOf(sources, (one) => one?.source ?? null, source),
    anyOf,
  )
  anyAct(
    sourceOf,
    maskOf(sources, (one) => one?.campaign ?? null, campaign),
    anyOf,
  )
  anyAct(
    pageOf,
    maskOf(pages, ({ path }) => path, landing),
    (i) => sourceOf[i] !== 0,
  )
  anyAct(
    pageOf,
    maskOf(pages, ({ path }) => path, page),
    (i) => (type[i]! & ~OF_BOT) === PAGE_VIEW,
  )
  anyAct(
    pageOf,
    maskOf(pages, (one) => one.topic, topic),
    anyOf,
  )
  return conditions
}

function wantedOf(list: readonly (string | null)[], wanted: OneOrMore<string>): Uint8Array {
  return maskOf(list, (one) => one, wanted)!
}

/** 1 at the place of each whose value is asked for; null when nothing is. */
function maskOf<T>(
  list: readonly T[],
  valueIn: (one: T) => string | null,
  wanted: OneOrMore<string> | undefined,
): Uint8Array | null {
  if (wanted === undefined) return null
  const values = new Set([wanted].flat())
  return Uint8Array.from(list, (one) => {
    const value = valueIn(one)
    return Number(value !== null && values.has(value))
  })
}

function isAnyOf(wanted: OneOrMore<string> | undefined, value: string): boolean {
  return wanted === undefined || [wanted].flat().includes(value)
}

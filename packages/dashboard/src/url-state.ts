import {
  CHANNELS,
  type Channel,
  ID_PATTERN,
  LANGUAGES,
  type Language,
  PHASES,
  type Phase,
  SEGMENTS,
  type Segment,
  SITE_ID_PATTERN,
} from '@koopsignaal/protocol'

export const PERIODS = ['7', '30', '90', 'all'] as const
export type PeriodChoice = (typeof PERIODS)[number]

export const CUSTOMERS = ['new', 'existing'] as const
export type Customer = (typeof CUSTOMERS)[number]

/** The orders that the list offers; a minus puts the largest first. */
export const SORTS = ['-lastSeen', '-score', '-visits', '-pageViews', '-firstSeen'] as const
export type Sort = (typeof SORTS)[number]

/** Everything that decides what the page shows. It lives in the address, behind the #: so it can be shared and reloaded,
 *  and a visitor's id is never part of a request for the page itself. */
export interface UrlState {
  /** null: the first site. */
  readonly site: string | null
  readonly period: PeriodChoice
  /** null: the browser's. */
  readonly language: Language | null
  /** The visitor whose page it is; null on the overview. */
  readonly visitor: string | null
  readonly segment: Segment | null
  readonly phase: Phase | null
  readonly customer: Customer | null
  readonly channel: Channel | null
  readonly sort: Sort
}

/** Reads the part of the address behind the #. What it does not know falls back to the default: an old link still opens.
 *  Law: parseState(toHash(state)) = state
 *  @example parseState('#period=7').period // '7' */
export function parseState(hash: string): UrlState {
  const fields = new URLSearchParams(hash.replace(/^#/, ''))
  const oneOf = <T extends string>(name: string, known: readonly T[]): T | null =>
    known.find((value) => value === fields.get(name)) ?? null
  // Ids become part of the paths that are asked for: nothing else than an id may stand there.
  const matching = (name: string, pattern: RegExp): string | null => {
    const value = fields.get(name)
    return value !== null && pattern.test(value) ? value : null
  }
  return {
    site: matching('site', SITE_ID_PATTERN),
    period: oneOf('period', PERIODS) ?? '30',
    language: oneOf('language', LANGUAGES),
    visitor: matching('visitor', ID_PATTERN),
    segment: oneOf('segment', SEGMENTS),
    phase: oneOf('phase', PHASES),
    customer: oneOf('customer', CUSTOMERS),
    channel: oneOf('channel', CHANNELS),
    sort: oneOf('sort', SORTS) ?? '-lastSeen',
  }
}

/** The address of a state, defaults left out. */
export function toHash(state: UrlState): string {
  const { period, sort, ...others } = state
  const fields = {
    ...others,
    period: period === '30' ? null : period,
    sort: sort === '-lastSeen' ? null : sort,
  }
  const set = Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))
  return `#${new URLSearchParams(set)}`
}

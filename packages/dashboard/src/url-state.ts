import {
  CHANNELS,
  type Comparison,
  DEVICES,
  ID_PATTERN,
  isCountry,
  LANGUAGES,
  type Language,
  PHASES,
  SEGMENTS,
  SITE_ID_PATTERN,
  TOPICS,
} from '@koopsignaal/protocol'
import { joinValues, splitValues } from './values.ts'

/** The pages of the desk, in the order of its navigation. */
export const VIEWS = ['now', 'overview', 'visitors', 'channels', 'content', 'site'] as const
export type View = (typeof VIEWS)[number]

export const PERIODS = ['7', '30', '90', 'all'] as const
export type PeriodChoice = (typeof PERIODS)[number]

export const CUSTOMERS = ['new', 'existing'] as const
export type Customer = (typeof CUSTOMERS)[number]

/** How long ago somebody was last seen, at most. */
export const RECENCIES = ['hour', 'day', 'week'] as const
export type Recency = (typeof RECENCIES)[number]

/** The same as the collector reads it. */
const SINCE: Readonly<Record<Recency, string>> = { hour: '1h', day: '24h', week: '7d' }

/** The orders that the list offers; a minus puts the largest first. */
export const SORTS = ['-lastSeen', '-score', '-visits', '-pageViews', '-firstSeen'] as const
export type Sort = (typeof SORTS)[number]

/** What a line of the table of channels stands for. */
export const GROUPINGS = ['channel', 'source', 'campaign'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** Which touches a conversion is credited to. */
export const CREDITS = ['last', 'first', 'linear', 'markov'] as const
export type Credit = (typeof CREDITS)[number]

/** What a page, click or search is judged by: whether people climbed a phase afterwards, or converted. */
export const OUTCOMES = ['climbed', 'converted'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What narrows to one visitor's moment: for the list of visitors alone. */
export const MOMENT_FILTERS = ['minScore', 'maxScore', 'seen'] as const

/** Everything that narrows a question; each is text as it stands in the address, null where it narrows nothing. */
export const FILTERS = [
  'segment',
  'phase',
  'customer',
  'channel',
  'source',
  'campaign',
  'landing',
  'page',
  'topic',
  'device',
  'country',
  ...MOMENT_FILTERS,
  'saved',
] as const
export type Filter = (typeof FILTERS)[number]

/** What may have several values, of which any will do; see `values.ts`. */
export const SEVERAL: readonly Filter[] = FILTERS.filter(
  (filter) => !['customer', 'saved', ...MOMENT_FILTERS].includes(filter),
)
/** Chosen by the collector: more values of one filter are refused. */
export const MOST_VALUES = 20
export type Filters = Readonly<Record<Filter, string | null>>

/** Everything that decides what the page shows. It lives in the address, behind the #: so it can be shared and reloaded,
 *  and a visitor's id is never part of a request for the page itself. */
export interface UrlState extends Filters {
  readonly view: View
  /** null: the first site. */
  readonly site: string | null
  readonly period: PeriodChoice
  /** null: the browser's. */
  readonly language: Language | null
  /** The visitor whose page it is; null elsewhere. */
  readonly visitor: string | null
  readonly sort: Sort
  readonly by: Grouping
  readonly credit: Credit
  readonly outcome: Outcome
  /** Conversions that are aimed for in the coming days; null where nobody set an aim. */
  readonly goal: string | null
}

/** Nothing narrowed. */
export const NO_FILTERS = Object.fromEntries(FILTERS.map((name) => [name, null])) as Filters

const DEFAULTS = {
  view: 'overview',
  period: '30',
  sort: '-lastSeen',
  by: 'channel',
  credit: 'last',
  outcome: 'climbed',
} as const

const anyOf = (known: readonly string[]) => (value: string) => known.includes(value)
const upTo = (length: number) => (value: string) => value !== '' && value.length <= length
const isScore = (value: string) => /^(?:\d|[1-9]\d|100)$/.test(value)

/** What each value of a filter may be; the rest is left out rather than sent, for the collector would refuse it. */
const TAKES: Readonly<Record<Filter, (value: string) => boolean>> = {
  segment: anyOf(SEGMENTS),
  phase: anyOf(PHASES),
  customer: anyOf(CUSTOMERS),
  channel: anyOf(CHANNELS),
  source: upTo(256),
  campaign: upTo(256),
  landing: upTo(2_048),
  page: upTo(2_048),
  topic: anyOf(TOPICS),
  device: anyOf(DEVICES),
  country: isCountry,
  minScore: isScore,
  maxScore: isScore,
  seen: anyOf(RECENCIES),
  saved: upTo(64),
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
  const filter = (name: Filter): string | null => {
    const value = fields.get(name)
    if (value === null || !SEVERAL.includes(name)) return value !== null && TAKES[name](value) ? value : null
    const values = splitValues(value)
    return values.length <= MOST_VALUES && values.every(TAKES[name]) ? joinValues(values) : null
  }
  return {
    view: oneOf('view', VIEWS) ?? DEFAULTS.view,
    ...(Object.fromEntries(FILTERS.map((name) => [name, filter(name)])) as Filters),
    site: matching('site', SITE_ID_PATTERN),
    period: oneOf('period', PERIODS) ?? DEFAULTS.period,
    language: oneOf('language', LANGUAGES),
    visitor: matching('visitor', ID_PATTERN),
    sort: oneOf('sort', SORTS) ?? DEFAULTS.sort,
    by: oneOf('by', GROUPINGS) ?? DEFAULTS.by,
    credit: oneOf('credit', CREDITS) ?? DEFAULTS.credit,
    outcome: oneOf('outcome', OUTCOMES) ?? DEFAULTS.outcome,
    goal: matching('goal', /^[1-9]\d{0,6}$/),
  }
}

/** The address of a state, defaults left out. */
export function toHash(state: UrlState): string {
  const defaults: Readonly<Record<string, string>> = DEFAULTS
  const set = Object.entries(state).filter(([name, value]) => value !== null && value !== defaults[name])
  return `#${new URLSearchParams(set)}`
}

/** Whether anything is narrowed. */
export function isFiltered(state: UrlState): boolean {
  return FILTERS.some((name) => state[name] !== null)
}

/** Filters as parameters of a question; several values stand there several times. */
export type FilterQuery = Readonly<Record<string, string | readonly string[] | null>>

/** The filters that reports know: what concerns one visitor's moment is for the list alone. */
export function reportQuery(state: UrlState): FilterQuery {
  const { minScore: _min, maxScore: _max, seenSince: _since, ...known } = filterQuery(state)
  return known
}

/** Nothing lies before all there is. */
export function compareOf({ period }: UrlState): Comparison {
  return period === 'all' ? 'none' : 'previous'
}

/** The filters as parameters of the list of visitors. */
export function filterQuery(state: UrlState): FilterQuery {
  const { seen } = state
  const others = FILTERS.filter((name) => name !== 'seen').map((name) => {
    const value = state[name]
    return [name, value !== null && SEVERAL.includes(name) ? splitValues(value) : value] as const
  })
  return { ...Object.fromEntries(others), seenSince: seen === null ? null : SINCE[seen as Recency] }
}

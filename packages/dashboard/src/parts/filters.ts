import { CHANNELS, DEVICES, PHASES, SEGMENTS, TOPICS } from '@koopsignaal/protocol'
import type { FilterContext } from '../context.ts'
import { h } from '../dom.ts'
import { choiceOf, nameOf } from '../texts/texts.ts'
import {
  CUSTOMERS,
  FILTERS,
  type Filter,
  MOMENT_FILTERS,
  NO_FILTERS,
  RECENCIES,
  SEVERAL,
  SORTS,
  type Sort,
} from '../url-state.ts'
import { splitValues } from '../values.ts'
import { toText, valuesOf, withChoice, without } from './filter-values.ts'

/** In the order of the fields: a saved segment sets all the others. */
const IN_ORDER: readonly Filter[] = ['saved', ...FILTERS.filter((name) => name !== 'saved')]
const allBut = (some: readonly Filter[]) => IN_ORDER.filter((name) => !some.includes(name))

/** What reports can be narrowed by. */
const REPORT_FILTERS = allBut(MOMENT_FILTERS)

/** At hand above the list of visitors; the others are one click away. */
const FIRST = ['segment', 'phase', 'customer', 'channel', 'seen'] as const satisfies readonly Filter[]
const FURTHER = allBut(FIRST)

/** What narrows and orders the list of visitors. */
export function visitorFilters(context: FilterContext): HTMLElement {
  const { t, state } = context
  return h(
    'div',
    { class: 'filter-panel' },
    h(
      'div',
      { class: 'filters', role: 'group', 'aria-label': t.filters },
      ...FIRST.map((name) => field(name, context)),
      sortField(context),
    ),
    h(
      'details',
      { class: 'more-filters', open: FURTHER.some((name) => state[name] !== null) },
      h('summary', { id: 'more-filters', 'data-testid': 'more-filters' }, t.moreFilters),
      h('div', { class: 'filters' }, ...FURTHER.map((name) => field(name, context))),
    ),
    chips(context),
  )
}

/** What narrows a report, folded away until it is wanted. */
export function reportFilters(context: FilterContext): HTMLElement {
  const { t } = context
  return h(
    'div',
    { class: 'filter-panel is-report' },
    h(
      'details',
      { class: 'more-filters' },
      h('summary', { id: 'more-filters', 'data-testid': 'more-filters' }, t.narrow),
      h('div', { class: 'filters' }, ...REPORT_FILTERS.map((name) => field(name, context))),
    ),
    chips(context),
  )
}

/** What is narrowed now, each with a way to undo it. */
function chips(context: FilterContext): HTMLElement | false {
  const { t, state, link } = context
  const set = FILTERS.filter((name) => state[name] !== null)
  if (set.length === 0) return false
  const chip = (name: Filter, value: string) =>
    h(
      'li',
      {},
      h(
        'a',
        {
          class: 'chip',
          href: link({ [name]: without(name, value, state) }),
          'data-testid': `chip-${name}`,
          'aria-label': t.removeFilter(t[name], shown(name, value, context)),
        },
        h('span', { class: 'quiet' }, `${t[name]} `),
        shown(name, value, context),
        h('span', { 'aria-hidden': 'true', class: 'chip-end' }, '×'),
      ),
    )
  return h(
    'ul',
    { class: 'chips', 'data-testid': 'chips' },
    ...set.flatMap((name) => valuesOf(name, state).map((value) => chip(name, value))),
    h('li', {}, h('a', { id: 'clear', class: 'clear', href: link(NO_FILTERS) }, t.clearFilters)),
  )
}

/** A filter's value as people read it. */
function shown(name: Filter, value: string, { language, saved }: FilterContext): string {
  if (name === 'saved') return saved.find((one) => one.name === value)?.label ?? value
  return name in CHOICES ? label(name as Choice, value, language) : value
}

const CHOICES = {
  segment: SEGMENTS,
  phase: PHASES,
  customer: CUSTOMERS,
  channel: CHANNELS,
  topic: TOPICS,
  device: DEVICES,
  seen: RECENCIES,
} as const satisfies Partial<Record<Filter, readonly string[]>>
type Choice = keyof typeof CHOICES

function label(name: Choice, value: string, language: FilterContext['language']): string {
  return name === 'segment' || name === 'phase'
    ? choiceOf(name, value, language)
    : nameOf(name, value, language)
}

function field(name: Filter, context: FilterContext): HTMLElement {
  const { language, saved } = context
  if (name === 'saved') {
    return choice(
      name,
      saved.map((one) => [one.name, one.label] as const),
      context,
    )
  }
  if (name in CHOICES) {
    const options = CHOICES[name as Choice].map(
      (value) => [value, label(name as Choice, value, language)] as const,
    )
    return choice(name, options, context)
  }
  return input(name, context)
}

function sortField(context: FilterContext): HTMLElement {
  const { t, language } = context
  const options = SORTS.map((value) => [value, nameOf('sort', value, language)] as const)
  const choose = (sort: string) => context.go({ sort: sort as Sort })
  return select({ name: 'sort', title: t.sort, options, chosen: context.state.sort, choose })
}

type Option = readonly [value: string, label: string]

/** One value of a filter, or several, one after the other: those that are set stand together in front. */
function choice(name: Filter, options: readonly Option[], context: FilterContext): HTMLElement {
  const { t, state, go } = context
  const values = valuesOf(name, state)
  const several: readonly Option[] =
    values.length < 2 ? [] : [[state[name]!, values.map((value) => shown(name, value, context)).join(', ')]]
  const marked = options.map(
    ([value, text]) => [value, several.length > 0 && values.includes(value) ? `✓ ${text}` : text] as const,
  )
  return select({
    name,
    title: t[name],
    options: [['', t.every], ...several, ...marked],
    chosen: state[name] ?? '',
    choose: (value) => go({ [name]: withChoice(name, value, state) }),
  })
}

interface Select {
  readonly name: Filter | 'sort'
  readonly title: string
  readonly options: readonly Option[]
  readonly chosen: string
  readonly choose: (value: string) => void
}

function select({ name, title, options, chosen, choose }: Select): HTMLElement {
  const change = (event: Event) => choose((event.target as HTMLSelectElement).value)
  return h(
    'label',
    { class: 'field' },
    h('span', { class: 'field-name' }, title),
    h(
      'select',
      { id: `filter-${name}`, 'data-testid': `filter-${name}`, change },
      ...options.map(([value, text]) => h('option', { value, selected: chosen === value }, text)),
    ),
  )
}

const IS_NUMBER: readonly Filter[] = ['minScore', 'maxScore']

function input(name: Filter, { t, state, go }: FilterContext): HTMLElement {
  const change = (event: Event) => {
    const typed = (event.target as HTMLInputElement).value
    const values = (SEVERAL.includes(name) ? splitValues(typed) : [typed])
      .map((value) => (name === 'country' ? value.trim().toUpperCase() : value.trim()))
      .filter((value) => value !== '')
    go({ [name]: toText(values, name) })
  }
  const number = IS_NUMBER.includes(name)
  return h(
    'label',
    { class: 'field' },
    h('span', { class: 'field-name' }, t[name]),
    h('input', {
      id: `filter-${name}`,
      'data-testid': `filter-${name}`,
      type: number ? 'number' : 'text',
      min: number ? 0 : null,
      max: number ? 100 : null,
      placeholder: placeholder(name, t),
      value: state[name],
      autocomplete: 'off',
      spellcheck: 'false',
      change,
    }),
  )
}

function placeholder(name: Filter, t: FilterContext['t']): string {
  if (name === 'landing' || name === 'page') return '/prijzen'
  return IS_NUMBER.includes(name) ? '0–100' : t.everyOrSome
}

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
  SORTS,
} from '../url-state.ts'

/** In the order of the fields: a saved segment sets all the others. */
const IN_ORDER: readonly Filter[] = ['saved', ...FILTERS.filter((name) => name !== 'saved')]
const without = (some: readonly Filter[]) => IN_ORDER.filter((name) => !some.includes(name))

/** What reports can be narrowed by. */
const REPORT_FILTERS = without(MOMENT_FILTERS)

/** At hand above the list of visitors; the others are one click away. */
const FIRST = ['segment', 'phase', 'customer', 'channel', 'seen'] as const satisfies readonly Filter[]
const FURTHER = without(FIRST)

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
  const chip = (name: Filter) =>
    h(
      'li',
      {},
      h(
        'a',
        {
          class: 'chip',
          href: link({ [name]: null }),
          'data-testid': `chip-${name}`,
          'aria-label': t.removeFilter(t[name], shown(name, state[name]!, context)),
        },
        h('span', { class: 'quiet' }, `${t[name]} `),
        shown(name, state[name]!, context),
        h('span', { 'aria-hidden': 'true', class: 'chip-end' }, '×'),
      ),
    )
  return h(
    'ul',
    { class: 'chips', 'data-testid': 'chips' },
    ...set.map(chip),
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
  const { t, language, saved } = context
  if (name === 'saved') {
    return select(
      name,
      t.saved,
      saved.map((one) => [one.name, one.label] as const),
      context,
    )
  }
  if (name in CHOICES) {
    const options = CHOICES[name as Choice].map(
      (value) => [value, label(name as Choice, value, language)] as const,
    )
    return select(name, t[name], options, context)
  }
  return input(name, context)
}

function sortField(context: FilterContext): HTMLElement {
  const { t, language } = context
  const options = SORTS.map((value) => [value, nameOf('sort', value, language)] as const)
  return select('sort', t.sort, options, context)
}

function select(
  name: Filter | 'sort',
  title: string,
  options: readonly (readonly [value: string, label: string])[],
  { t, state, go }: FilterContext,
): HTMLElement {
  const all = name === 'sort' ? [] : [h('option', { value: '' }, t.every)]
  const choose = (event: Event) => {
    const { value } = event.target as HTMLSelectElement
    go({ [name]: value === '' ? null : value })
  }
  return h(
    'label',
    { class: 'field' },
    h('span', { class: 'field-name' }, title),
    h(
      'select',
      { id: `filter-${name}`, 'data-testid': `filter-${name}`, change: choose },
      ...all,
      ...options.map(([value, text]) => h('option', { value, selected: state[name] === value }, text)),
    ),
  )
}

const IS_NUMBER: readonly Filter[] = ['minScore', 'maxScore']

function input(name: Filter, { t, state, go }: FilterContext): HTMLElement {
  const change = (event: Event) => {
    const typed = (event.target as HTMLInputElement).value.trim()
    const value = name === 'country' ? typed.toUpperCase() : typed
    go({ [name]: value === '' ? null : value })
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
      maxlength: name === 'country' ? 2 : null,
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
  return IS_NUMBER.includes(name) ? '0–100' : t.every
}

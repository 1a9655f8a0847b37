import { CHANNELS, PHASES, SEGMENTS } from '@koopsignaal/protocol'
import type { SiteContext } from './context.ts'
import { h } from './dom.ts'
import { choiceOf, nameOf } from './texts.ts'
import { CUSTOMERS, SORTS, type UrlState } from './url-state.ts'

type Choice = 'segment' | 'phase' | 'customer' | 'channel' | 'sort'

/** Nothing chosen. */
export const NO_FILTERS = { segment: null, phase: null, customer: null, channel: null } as const

/** Whether the list is narrowed. */
export function isFiltered({ segment, phase, customer, channel }: UrlState): boolean {
  return [segment, phase, customer, channel].some((value) => value !== null)
}

/** What narrows and orders the list of visitors. */
export function filterBar(context: SiteContext): HTMLElement {
  const { t, language, state, link } = context
  const dutch = (kind: 'segment' | 'phase') => (value: string) => choiceOf(kind, value, language)
  const named = (kind: 'customer' | 'channel' | 'sort') => (value: string) => nameOf(kind, value, language)
  return h(
    'div',
    { class: 'filters', role: 'group', 'aria-label': t.filters },
    select('segment', SEGMENTS, dutch('segment'), context),
    select('phase', PHASES, dutch('phase'), context),
    select('customer', CUSTOMERS, named('customer'), context),
    select('channel', CHANNELS, named('channel'), context),
    select('sort', SORTS, named('sort'), context),
    isFiltered(state) && h('a', { class: 'clear', id: 'clear', href: link(NO_FILTERS) }, t.clearFilters),
  )
}

function select(
  name: Choice,
  values: readonly string[],
  label: (value: string) => string,
  { t, state, go }: SiteContext,
): HTMLElement {
  const all = name === 'sort' ? [] : [h('option', { value: '' }, t.every)]
  const options = values.map((value) => h('option', { value, selected: state[name] === value }, label(value)))
  const choose = (event: Event) => {
    const { value } = event.target as HTMLSelectElement
    go({ [name]: value === '' ? null : value })
  }
  return h(
    'label',
    { class: 'field' },
    h('span', { class: 'field-name' }, t[name]),
    h(
      'select',
      { id: `filter-${name}`, 'data-testid': `filter-${name}`, change: choose },
      ...all,
      ...options,
    ),
  )
}

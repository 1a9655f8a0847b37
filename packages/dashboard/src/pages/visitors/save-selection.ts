import type { SavedFilters, SavedSegmentAnswer } from '@koopsignaal/protocol'
import type { FilterContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { section } from '../../parts/section.ts'
import { filterQuery, isFiltered, NO_FILTERS, type UrlState } from '../../url-state.ts'

/** Keeps what the list is narrowed to under a name, and shows what was kept. */
export function saveSelection(context: FilterContext): HTMLElement | null {
  const { t, state, saved } = context
  // A saved segment narrowed further would have to name another; that is refused.
  const canSave = isFiltered(state) && state.saved === null
  if (!canSave && saved.length === 0) return null
  return section(
    { id: 'saved-segments', title: t.savedSegments },
    saved.length > 0 && h('ul', { class: 'saved' }, ...saved.map((one) => item(one, context))),
    canSave && form(context),
  )
}

function item({ name, label }: SavedSegmentAnswer, context: FilterContext): HTMLElement {
  const { t, link, state, api, site, notify, fail, go, again } = context
  const remove = async () => {
    try {
      await api.removeSegment(site.id, name)
      notify(t.removed)
      if (state.saved === name) go({ saved: null })
      else again()
    } catch (error) {
      fail(error)
    }
  }
  return h(
    'li',
    {},
    h(
      'a',
      {
        class: 'chip',
        href: link({ ...NO_FILTERS, saved: name }),
        'aria-current': state.saved === name ? 'true' : null,
        'data-testid': 'saved-segment',
      },
      label,
    ),
    h(
      'button',
      { type: 'button', class: 'is-icon', 'aria-label': t.removeSaved(label), click: () => void remove() },
      '×',
    ),
  )
}

function form(context: FilterContext): HTMLElement {
  const { t, api, site, state, notify, fail, go } = context
  const name = h('input', {
    id: 'save-name',
    'data-testid': 'save-name',
    type: 'text',
    maxlength: 60,
    required: true,
    placeholder: t.saveExample,
    autocomplete: 'off',
  })
  const save = async (event: Event) => {
    event.preventDefault()
    const label = name.value.trim()
    if (label === '') return
    try {
      await api.saveSegment(site.id, { name: toName(label), label, filters: toFilters(state) })
      notify(t.savedNow(label))
      go({ ...NO_FILTERS, saved: toName(label) })
    } catch (error) {
      fail(error)
    }
  }
  return h(
    'form',
    { class: 'inline-form', submit: (event: Event) => void save(event) },
    h('label', { class: 'field' }, h('span', { class: 'field-name' }, t.saveAs), name),
    h('button', { type: 'submit', 'data-testid': 'save-segment' }, t.save),
  )
}

/** A label as it may stand in an address.
 *  @example toName('Kopers uit België!') // 'kopers-uit-belgie' */
export function toName(label: string): string {
  const plain = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return plain.replace(/^-+|-+$/g, '').slice(0, 60) || 'segment'
}

const NUMBERS: readonly string[] = ['minScore', 'maxScore']

/** The narrowing of the address as the collector keeps it: lists, numbers, single values. */
export function toFilters(state: UrlState): SavedFilters {
  const kept = Object.entries(filterQuery(state)).filter(([name]) => name !== 'saved')
  const set = kept.flatMap(([name, value]): [string, unknown][] => {
    if (value === null) return []
    if (NUMBERS.includes(name)) return [[name, Number(value)]]
    return [[name, value]]
  })
  return Object.fromEntries(set) as SavedFilters
}

import type { VisitorsAnswer } from '../../api.ts'
import type { FilterContext, SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { visitorFilters } from '../../parts/filters.ts'
import { moreButton } from '../../parts/more-button.ts'
import { nothing } from '../../parts/section.ts'
import { isFiltered, NO_FILTERS } from '../../url-state.ts'
import { csvButton } from './csv-button.ts'
import { visitorRow } from './visitor-row.ts'
import { visitorsQuery } from './visitors-query.ts'

/** How many visitors a page of the list has. */
export const PAGE_SIZE = 25

/** The consented visitors: filters, table, more, file. */
export function visitorList(first: VisitorsAnswer, context: FilterContext): HTMLElement {
  const { t } = context
  return h(
    'section',
    { 'aria-label': t.visitors, 'data-testid': 'visitors' },
    visitorFilters(context),
    ...(first.visitors.length === 0 ? [empty(context)] : filled(first, context)),
  )
}

function empty({ t, state, link }: SiteContext): HTMLElement {
  return isFiltered(state)
    ? nothing(
        'no-visitors',
        h('p', {}, t.nobodyMatches),
        h('p', {}, h('a', { class: 'button is-plain', href: link(NO_FILTERS) }, t.clearFilters)),
      )
    : nothing(
        'no-visitors',
        h('p', {}, t.nobodyListed),
        h('p', {}, h('a', { href: link({ view: 'overview' }) }, t.toOverview)),
      )
}

function filled(first: VisitorsAnswer, context: SiteContext): readonly HTMLElement[] {
  const { t } = context
  const rows = h('tbody', { role: 'rowgroup' }, ...first.visitors.map((one) => visitorRow(one, context)))
  const head = [t.who, t.stage, t.score, t.channel, t.reasons].map((name) =>
    h('th', { role: 'columnheader', scope: 'col' }, name),
  )
  return [
    h(
      'table',
      { class: 'visitors', role: 'table', 'aria-label': t.visitors },
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ...head)),
      rows,
    ),
    h('div', { class: 'list-end' }, more(first.next, rows, context), csvButton(context)),
  ]
}

function more(next: string | null, rows: HTMLElement, context: SiteContext): HTMLElement {
  const { t, api, site, language, format, announce } = context
  const load = async (cursor: string | null) => {
    const query = { ...visitorsQuery(context), limit: PAGE_SIZE, cursor }
    const page = await api.visitors(site.id, query, language)
    const added = page.visitors.map((one) => visitorRow(one, context))
    rows.append(...added)
    added[0]?.querySelector('a')?.focus()
    announce(t.shown(rows.childElementCount, format.number(rows.childElementCount)))
    return page.next
  }
  return moreButton({ id: 'more', label: t.more, next, load }, context)
}

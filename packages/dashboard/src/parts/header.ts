import { LANGUAGES } from '@koopsignaal/protocol'
import type { SiteAnswer } from '../api.ts'
import type { Context } from '../context.ts'
import { h, svg, unseen } from '../dom.ts'
import { nameOf } from '../texts/texts.ts'
import { NO_FILTERS, PERIODS, VIEWS, type View } from '../url-state.ts'

/** Pages that are about this very moment, or about no moment at all. */
const WITHOUT_PERIOD: readonly View[] = ['now', 'site']

/** The bar above every page: which site, which period, which language.
 *  @param site  null while nobody is logged in, or where there is no site */
export function pageHeader(
  context: Context,
  sites: readonly SiteAnswer[],
  site: SiteAnswer | null,
): HTMLElement {
  const { link, state } = context
  return h(
    'header',
    { class: 'top' },
    h(
      'div',
      { class: 'top-line' },
      h(
        'a',
        { class: 'brand', href: link({ ...NO_FILTERS, view: 'overview', visitor: null }) },
        mark(),
        'Koopsignaal',
      ),
      h(
        'div',
        { class: 'controls' },
        site && sitePicker(context, sites, site),
        languagePicker(context),
        sites.length > 0 && loginState(context),
      ),
    ),
    site &&
      h(
        'div',
        { class: 'top-line is-pages' },
        pageLinks(context),
        (!WITHOUT_PERIOD.includes(state.view) || state.visitor !== null) && periodPicker(context),
      ),
  )
}

/** The way to every page. What narrows one page is left behind: on the next it would be a surprise. */
function pageLinks({ t, link, language, state }: Context): HTMLElement {
  const here = state.visitor === null ? state.view : 'visitors'
  const links = VIEWS.map((view) =>
    h(
      'a',
      {
        id: `page-${view}`,
        'data-testid': `page-${view}`,
        href: link({ ...NO_FILTERS, view, visitor: null }),
        'aria-current': view === here ? 'page' : null,
      },
      nameOf('view', view, language),
    ),
  )
  return h('nav', { class: 'pages', 'aria-label': t.pages }, ...links)
}

function mark(): SVGElement {
  const step = (segment: string, x: number, height: number) =>
    svg('rect', { class: `fill-${segment}`, x, y: 15 - height, width: 4, height })
  return svg(
    'svg',
    { viewBox: '0 0 16 16', width: 20, height: 20, 'aria-hidden': 'true' },
    step('passant', 1, 4),
    step('zoeker', 6, 9),
    step('koper', 11, 14),
  )
}

function sitePicker({ t, go }: Context, sites: readonly SiteAnswer[], site: SiteAnswer): HTMLElement {
  const options = sites.map(({ id, domains }) =>
    h(
      'option',
      { value: id, selected: id === site.id },
      domains[0] === undefined ? id : `${domains[0]} (${id})`,
    ),
  )
  // The filters are about visitors of the site that is left; its channels and phases say little about the next one.
  const choose = (event: Event) => {
    const { value } = event.target as HTMLSelectElement
    go({ ...NO_FILTERS, site: value, visitor: null })
  }
  return h(
    'label',
    { class: 'field' },
    unseen(t.site),
    h('select', { id: 'site', 'data-testid': 'site', change: choose }, ...options),
  )
}

function periodPicker({ t, state, link, language }: Context): HTMLElement {
  const choices = PERIODS.map((period) =>
    h(
      'a',
      {
        id: `period-${period}`,
        'data-testid': `period-${period}`,
        href: link({ period }),
        'aria-current': state.period === period ? 'true' : null,
      },
      nameOf('period', period, language),
    ),
  )
  return h('nav', { class: 'choices', 'aria-label': t.period }, ...choices)
}

function languagePicker({ t, link, language }: Context): HTMLElement {
  const names = { nl: 'Nederlands', en: 'English' } as const
  const choices = LANGUAGES.map((one) =>
    h(
      'a',
      {
        id: `language-${one}`,
        'data-testid': `language-${one}`,
        href: link({ language: one }),
        lang: one,
        'aria-label': names[one],
        'aria-current': one === language ? 'true' : null,
      },
      one.toUpperCase(),
    ),
  )
  return h('nav', { class: 'choices', 'aria-label': t.language }, ...choices)
}

function loginState({ t, api, fail }: Context): HTMLElement {
  const logOut = () => {
    // Asking again shows what somebody sees who is not logged in.
    api.logOut().then(() => location.reload(), fail)
  }
  return h(
    'span',
    { class: 'login', 'data-testid': 'login-state' },
    t.loggedIn,
    h(
      'button',
      { type: 'button', id: 'log-out', class: 'is-plain', 'data-testid': 'log-out', click: logOut },
      t.logOut,
    ),
  )
}

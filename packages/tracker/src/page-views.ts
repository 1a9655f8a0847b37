import { cleanUrl } from './clean-url.ts'
import { mode } from './consent.ts'
import { endEngagement } from './engagement.ts'
import { guard } from './guard.ts'
import { on } from './on.ts'
import { page, record, turnPage } from './record.ts'

let route: string | undefined

/** What the page says of itself; '' when it says nothing. */
const meta = (name: string) =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"],meta[property="${name}"]`)?.content ?? ''

/** Counts a page view when the address leads to another page than the last one counted. */
export const countPage = (again?: boolean): void => {
  const here =
    location.pathname + (KOOP_QUERY_ROUTING ? location.search : '') + (KOOP_HASH_ROUTING ? location.hash : '')
  if (mode === 'off' || (!again && here === route)) return
  if (route) endEngagement()
  // Who comes back to a page did not come in from outside a second time.
  const referrer = route ? page : cleanUrl(document.referrer)
  route = here
  turnPage()
  record('page_view', {
    referrer,
    title: document.title,
    topic: meta('koop:topic'),
    item: meta('koop:item'),
    category: meta('koop:category'),
    pageType: meta('og:type'),
  })
}

/** Counts this page and each one that a single-page application, back/forward or its cache shows after it. */
export const startPageViews = (): void => {
  countPage()
  for (const method of ['pushState', 'replaceState'] as const) {
    const original = history[method]
    history[method] = (...args) => {
      original.apply(history, args)
      // Later: a router may redirect first, and sets the new title after.
      setTimeout(guard(countPage))
    }
  }
  on('popstate hashchange', () => countPage())
  on('pageshow', (event: PageTransitionEvent) => event.persisted && countPage(true))
}

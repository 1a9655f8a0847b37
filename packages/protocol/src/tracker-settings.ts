import type { ConsentMode } from './consent.ts'

/** What the server puts into `/k/<site>.js`; the page needs no request to learn it. */
export interface TrackerSettings {
  readonly site: string
  /** The mode until the visitor chooses; `granted` is not possible here. */
  readonly consent: Exclude<ConsentMode, 'granted'>
  /** Count a changed #fragment as a page view (hash-routed applications). */
  readonly hashRouting: boolean
  /** Count a changed ?query as a page view. */
  readonly queryRouting: boolean
}

/** Stands in the built snippet where the settings go. */
export const SETTINGS_PLACEHOLDER = '__KOOP_SETTINGS__'

/** Of an address: what never leaves the page; `$1` stays. All values in the query but those of the utm keys, and the fragment where
 *  it is no route. */
const CUT = '([?&](?!utm_)[^=&#]*)[^&#]*'

/** The settings as the arguments of a JavaScript call, in the order of the snippet's parameters: site, consent ('' is off), what tells
 *  one page from another, and what to cut of an address. They are code, so that the snippet need not know every setting; safe
 *  inside a script: `<` is escaped.
 *  @example toArguments({ site: 'example', consent: 'cookieless', hashRouting: false, queryRouting: false })
 *  // '"example","cookieless",()=>location.pathname,' and the pattern */
export function toArguments(settings: TrackerSettings): string {
  const { site, consent, hashRouting, queryRouting } = settings
  const texts = [site, consent === 'off' ? '' : consent].map((text) =>
    JSON.stringify(text).replaceAll('<', '\\u003c'),
  )
  const route = `()=>location.pathname${queryRouting ? '+location.search' : ''}${hashRouting ? '+location.hash' : ''}`
  return [...texts, route, `/${hashRouting ? '' : '#.*|'}${CUT}/g`].join(',')
}

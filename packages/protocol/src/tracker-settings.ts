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

/** The settings as the arguments of a JavaScript call, in the order of the snippet's `start(site, consent, hashRouting,
 *  queryRouting)`; safe inside a script: `<` is escaped.
 *  @example toArguments({ site: 'example', consent: 'cookieless', hashRouting: false, queryRouting: false })
 *  // '"example","cookieless",0,0' */
export function toArguments(settings: TrackerSettings): string {
  const { site, consent, hashRouting, queryRouting } = settings
  return [site, consent, Number(hashRouting), Number(queryRouting)]
    .map((value) => JSON.stringify(value).replaceAll('<', '\\u003c'))
    .join(',')
}

import type { ConsentMode } from './consent.ts'
import { withServerCookie } from './server-cookie.ts'

/** What the server puts into `/k/<site>.js`; the page needs no request to learn it. */
export interface TrackerSettings {
  readonly site: string
  /** The mode until the visitor chooses; `granted` is not possible here. Not put in: the collector knows it, and serves a site that is
   *  `off` another file. */
  readonly consent: Exclude<ConsentMode, 'granted'>
  /** Count a changed #fragment as a page view (hash-routed applications). */
  readonly hashRouting: boolean
  /** Count a changed ?query as a page view. */
  readonly queryRouting: boolean
  /** Domains of a site whose collector keeps the visitor's id in a cookie too; left out where only the script does. */
  readonly cookieDomains?: readonly string[]
}

/** What becomes of events that cannot be sent.
 *  - `standard`: the page tries again while it is open.
 *  - `offline`: of a visitor who agreed they are kept on the device too, for a day at most. */
export const DELIVERIES = ['standard', 'offline'] as const
export type Delivery = (typeof DELIVERIES)[number]

/** The files that the build makes of the snippet: each leaves out what its sites do not need.
 *  - `k.js`: everything.
 *  - `k.off.js`: everything, for sites that send nothing until the visitor agrees.
 *  - `k.offline.js`, `k.off.offline.js`: these with an offline queue.
 *  - `k.core.js`: page views, engaged time and CTA clicks of sites that keep nothing on the device. */
export const SNIPPET_FILES = ['k.js', 'k.off.js', 'k.offline.js', 'k.off.offline.js', 'k.core.js'] as const
export type SnippetFile = (typeof SNIPPET_FILES)[number]

/** Of an address: what may leave the page. All of it up to the query, of addresses that are no page's the scheme only; of the
 *  query the utm keys with their values, and the names of all others. */
const PARTS = '^http[^?#]+|^\\w+:|[?&](utm_[^&#]*|\\w+)'

/** Stand in the built snippet where the settings go. */
const SETTING = /\bKOOP_(?:SITE|ROUTE|PARTS)\b/g

/** Puts a site's settings into the built snippet, as code: the snippet need not know every setting. Safe inside a script: `<` is
 *  escaped.
 *  @param code  a built file, with the names of the settings where their values go
 *  @throws Error when there are none: it is not the built snippet
 *  @example fillIn('start(KOOP_SITE,KOOP_ROUTE)', settings) // 'start("example",location.pathname)' */
export function fillIn(code: string, settings: TrackerSettings): string {
  const { site, hashRouting, queryRouting, cookieDomains } = settings
  const values: Record<string, string> = {
    KOOP_SITE: toText(site),
    KOOP_ROUTE: `location.pathname${queryRouting ? '+location.search' : ''}${hashRouting ? '+location.hash' : ''}`,
    // A fragment that is the route may have a query of its own.
    KOOP_PARTS: `/${PARTS}${hashRouting ? '|#[^?]*' : ''}/g`,
  }
  if (code.search(SETTING) < 0) throw new Error('the snippet must have places for settings')
  const kept = cookieDomains === undefined ? code : withServerCookie(code, cookieDomains)
  return kept.replace(SETTING, (name) => values[name] as string)
}

const toText = (text: string): string => JSON.stringify(text).replaceAll('<', '\\u003c')

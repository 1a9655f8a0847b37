import type { TrackerSettings } from '@koopsignaal/protocol'

/** What the collector and the build fill in. The build wraps the whole snippet in one function with the first four as its
 *  parameters, in the order of `toArguments` of @koopsignaal/protocol: the page needs no request to learn them. */
declare global {
  const KOOP_SITE: TrackerSettings['site']
  /** The mode until the visitor chooses; '' is off. */
  const KOOP_CONSENT: '' | 'count' | 'cookieless'
  /** The part of the address that tells which page it is. */
  const KOOP_ROUTE: () => string
  /** What of an address never leaves the page; `$1` stays. */
  const KOOP_CUT: RegExp
  /** True in the small build, dist/k.core.js: page views, CTA clicks and engaged time; no calls, nothing on the device. */
  const KOOP_CORE: boolean
}

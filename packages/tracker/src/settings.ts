import type { TrackerSettings } from '@koopsignaal/protocol'

/** What the collector and the build fill in. The first five stand in the built text by these names, and the collector puts values
 *  in their place (`fillIn` of @koopsignaal/protocol): the page needs no request to learn them. */
declare global {
  const KOOP_SITE: TrackerSettings['site']
  /** The mode until the visitor chooses; in the build for sites that are off, `off`. */
  const KOOP_CONSENT: TrackerSettings['consent']
  /** The part of the address that tells which page it is, as it is now. */
  const KOOP_ROUTE: string
  /** What of an address never leaves the page; `$1` stays. */
  const KOOP_CUT: RegExp
  /** The same for the addresses of links too. */
  const KOOP_CUT_LINKS: RegExp
  /** True in the small build, k.core.js: page views, CTA clicks and engaged time; no calls, nothing on the device. */
  const KOOP_CORE: boolean
  /** True in the build for sites that send nothing until the visitor agrees, k.off.js. */
  const KOOP_OFF: boolean
}

import type { TrackerSettings } from '@koopsignaal/protocol'

/** What the collector and the build fill in. The first three stand in the built text by these names, and the collector puts values
 *  in their place (`fillIn` of @koopsignaal/protocol): the page needs no request to learn them. */
declare global {
  const KOOP_SITE: TrackerSettings['site']
  /** The part of the address that tells which page it is, as it is now. */
  const KOOP_ROUTE: string
  /** What of an address may leave the page, part by part. */
  const KOOP_PARTS: RegExp
  /** True in the small build, k.core.js: page views, CTA clicks and engaged time; no calls, nothing on the device. */
  const KOOP_CORE: boolean
  /** True in the build for sites that send nothing until the visitor agrees, k.off.js. */
  const KOOP_OFF: boolean
}

import type { TrackerSettings } from '@koopsignaal/protocol'

/** The site's settings. The build wraps the whole snippet in one function with these four parameters, in the order of
 *  `toArguments` of @koopsignaal/protocol, and the collector fills in its call: the page needs no request to learn them. */
declare global {
  const KOOP_SITE: TrackerSettings['site']
  const KOOP_CONSENT: TrackerSettings['consent']
  const KOOP_HASH_ROUTING: 0 | 1
  const KOOP_QUERY_ROUTING: 0 | 1
}

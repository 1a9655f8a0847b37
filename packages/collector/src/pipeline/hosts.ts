import { memo } from './memo.ts'

/** The host of an address that a visitor can come from, in small letters.
 *  @param address  a referrer: http(s), or an app ('android-app://com.example.app/'); any text
 *  @returns null when there is none, or when it is no such address
 *  @example hostOf('https://www.Example.nl/a?b') // 'www.example.nl' */
export function hostOf(address: string | null): string | null {
  if (address === null || !/^(?:https?|android-app|ios-app):\/\//i.test(address.slice(0, 16))) return null
  return address.length > LONGEST_REMEMBERED ? readHost(address) : remembered(address).host
}

/** Visitors come from the same places, and each referrer is asked for twice. */
const remembered = memo((address) => ({ host: readHost(address) }), 2_000)
/** Chosen: what is longer is seldom said twice. */
const LONGEST_REMEMBERED = 256

function readHost(address: string): string | null {
  try {
    return new URL(address).hostname.toLowerCase().replace(/\.$/, '') || null
  } catch {
    return null
  }
}

/** The host and the domains above it, nearest first; a bare top-level domain is left out.
 *  @example domainsOf('a.b.example.nl') // ['a.b.example.nl', 'b.example.nl', 'example.nl'] */
export function domainsOf(host: string): readonly string[] {
  // A host name has at most 253 characters; whatever is longer is only itself.
  if (host.length > 253) return [host]
  const labels = host.split('.')
  return labels.slice(0, Math.max(1, labels.length - 1)).map((_, first) => labels.slice(first).join('.'))
}

/** Whether the host, or a domain above it, is on the list. */
export function isHostIn(host: string, list: ReadonlySet<string>): boolean {
  return domainsOf(host).some((domain) => list.has(domain))
}

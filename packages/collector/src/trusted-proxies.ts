import { BlockList, isIP } from 'node:net'

/** What may be named instead of ranges. Source: RFC 1122, 3927, 1918, 4291 and 4193. */
const RANGES: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/** Tells whose X-Forwarded-For counts. To read an address anew for each event takes longer than to route it, and behind a proxy nearly
 *  all events come from the same one.
 *  @param proxies  addresses, ranges and names, as checked by `config.ts`
 *  @example trustedProxies(['10.0.0.0/8'])('::ffff:10.1.2.3') // true */
export function trustedProxies(proxies: readonly string[]): (address: string) => boolean {
  const trusted = new BlockList()
  for (const range of proxies.flatMap((proxy) => RANGES[proxy] ?? [proxy])) {
    const [address, bits] = range.split('/') as [string, string | undefined]
    const family = familyOf(address)
    trusted.addSubnet(address, Number(bits ?? (family === 'ipv4' ? 32 : 128)), family)
  }
  let asked = ''
  let isTrusted = false
  return (address) => {
    if (address !== asked) {
      isTrusted = trusted.check(address, familyOf(address))
      asked = address
    }
    return isTrusted
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

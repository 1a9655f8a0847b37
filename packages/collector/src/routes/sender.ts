import { isCountry } from '@koopsignaal/protocol'
import type { FastifyRequest } from 'fastify'
import { authorize } from '../auth/tokens.ts'
import type { Sender } from '../pipeline/index.ts'
import { memo } from '../pipeline/memo.ts'
import { type Context, identifyCaller } from './context.ts'

/** A request that shows a token must have one that may write to the site.
 *  @throws AppError unauthorized, forbidden, unknown_site */
export async function ownerOf(context: Context, request: FastifyRequest, site: string): Promise<Sender> {
  authorize(await identifyCaller(context, request), 'write', site)
  return toSender(context, request, true)
}

/** What the request itself says. */
export function toSender(context: Context, request: FastifyRequest, owner: boolean): Sender {
  const { headers } = request
  return {
    receivedAt: context.now(),
    ip: addressOf(request),
    userAgent: headers['user-agent'] ?? null,
    optedOut: headers['sec-gpc'] === '1' || headers.dnt === '1',
    origin: hostOf(headers.origin),
    country: countryOf(context, request),
    owner,
    isTrial:
      headers.origin === undefined &&
      NODE.test(headers['user-agent'] ?? '') &&
      isLoopback(addressOf(request)),
  }
}

/** What Node's own `fetch` calls itself. */
const NODE = /^(node|undici)$/

/** This machine itself: the owner's own proxy, tests and imports. */
export function isLoopback(ip: string): boolean {
  return ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.')
}

const ADDRESS = Symbol('address')

/** Where a request comes from, through the trusted proxies. Remembered: Fastify works it out from the headers each time. */
export function addressOf(request: FastifyRequest & { [ADDRESS]?: string }): string {
  request[ADDRESS] ??= withoutPort(request.ip)
  return request[ADDRESS]
}

/** Some gateways (Azure's, IIS) write the port behind the address: another one for each connection of the same visitor. */
function withoutPort(address: string): string {
  const [, four, six] =
    /^(?:(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}|\[([^\]]+)\](?::\d{1,5})?)$/.exec(address) ?? []
  return four ?? six ?? address
}

function hostOf(origin: string | undefined): string | null {
  if (origin === undefined) return null
  // A page without an origin of its own (a sandboxed frame, a data: address) says 'null'; it matches no domain.
  // A name has at most 253 characters; more is nobody's domain, and it is repeated in every refusal.
  return origin.length > LONGEST_ORIGIN ? origin.slice(0, 253) : ownHost(origin).host
}

/** A name, with 'https://' before it and a port behind. */
const LONGEST_ORIGIN = 253 + 14

/** A site's pages share few origins. */
const ownHost = memo(
  (origin) => ({ host: (URL.canParse(origin) ? new URL(origin).hostname : origin).slice(0, 253) }),
  1_000,
)

/** The country as the owner's own proxy says it; a header of anybody else counts for nothing. */
function countryOf(context: Context, request: FastifyRequest): string | null {
  if (context.config.trustProxy.length === 0 || addressOf(request) === request.socket.remoteAddress)
    return null
  const header = request.headers['cf-ipcountry'] ?? request.headers['x-country-code']
  // Where it is not known they say XX, and T1 of Tor.
  return typeof header === 'string' && isCountry(header) ? header : null
}

import type { RateLimitPluginOptions } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'

/** Requests that one network prefix may send in a minute to the public routes. Chosen: an office of a hundred people behind one
 *  address sends a tenth of it. */
const MAX_PER_MINUTE = 1_200
/** Prefixes remembered at the same time; the longest unseen is forgotten first. */
const MAX_PREFIXES = 20_000

/** Limits per network prefix; this machine itself is not limited: there the owner's own proxy, tests and imports live.
 *  @param tokens  whether the routes check tokens: there, whoever shows one is not limited, for a wrong one is refused */
export function limiter({ tokens }: { readonly tokens: boolean }): RateLimitPluginOptions {
  return {
    max: MAX_PER_MINUTE,
    timeWindow: 60_000,
    cache: MAX_PREFIXES,
    keyGenerator: (request: FastifyRequest) => prefixOf(request.ip),
    allowList: (request: FastifyRequest) =>
      (tokens && request.headers.authorization !== undefined) || isLoopback(request.ip),
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    errorResponseBuilder: (_request, { ttl }) =>
      new AppError(
        'too_fast',
        'Too many requests from your network; send again later.',
        Math.ceil(ttl / 1000),
      ),
  }
}

/** IPv4: the address; IPv6: the /64, which one household has. */
export function prefixOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)
  if (mapped !== null) return mapped[1]!
  if (!ip.includes(':')) return ip
  const [head = '', tail] = ip.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}

function isLoopback(ip: string): boolean {
  return ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.')
}

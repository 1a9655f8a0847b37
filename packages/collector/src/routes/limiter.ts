import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { Context } from './context.ts'
import { createPrefixCounts } from './prefix-counts.ts'
import { addressOf, isLoopback } from './sender.ts'

/** Requests that one network prefix may send in a minute to the public routes. Chosen: an office of a hundred people behind one
 *  address sends a tenth of it. */
const MAX_PER_MINUTE = 1_200
const WINDOW = 60_000

/** Limits per network prefix; this machine itself is not limited: there the owner's own proxy, tests and imports live.
 *  @param tokens  whether the routes check tokens: there, whoever shows one is not limited, for a wrong one is refused
 *  @returns what a request is refused with; null when it may go on */
export function createLimiter(
  context: Context,
  { tokens }: { readonly tokens: boolean },
): (request: FastifyRequest) => AppError | null {
  const counts = createPrefixCounts(WINDOW)
  return (request) => {
    if (tokens && request.headers.authorization !== undefined) return null
    const address = addressOf(request)
    if (isLoopback(address)) return null
    const now = context.now()
    if (counts.add(prefixOf(address), now) <= MAX_PER_MINUTE) return null
    return new AppError(
      'too_fast',
      'Too many requests from your network; send again later.',
      Math.ceil(counts.rest(now) / 1000),
    )
  }
}

/** IPv4: the address; IPv6: the /64, which one household has. */
export function prefixOf(ip: string): string {
  if (!ip.includes(':')) return ip
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)
  if (mapped !== null) return mapped[1]!
  const [head = '', tail] = ip.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}

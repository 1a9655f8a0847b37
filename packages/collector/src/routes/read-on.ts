import type { FastifyReply, FastifyRequest } from 'fastify'

/** Chosen: long enough for what was on its way when the answer went out. */
const LONGEST = 2_000

/** For an answer to somebody who is still sending: a connection that is closed at once takes the answer with it, before it is read (RFC 9112,
 *  section 9.6). What comes is read and forgotten, for a moment. */
export function readOn({ raw }: FastifyRequest, reply: FastifyReply): void {
  reply.removeHeader('connection')
  if (raw.complete) return
  raw.resume()
  const end = setTimeout(() => raw.destroy(), LONGEST).unref()
  raw.once('close', () => clearTimeout(end))
}

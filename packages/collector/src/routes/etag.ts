import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A hook: an answer that the caller may keep gets a name, and whoever has it already is told only that it is still so. Lists that
 *  name people say `no-store` and are left alone.
 *
 *  The name is that of the figures. A period that ends now is another one each millisecond; the caller's copy says itself which one it
 *  is about, and that the figures are still these is all that is claimed. */
export async function answerUnchanged(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const isAsked = request.routeOptions.schema?.tags?.includes('Asking') === true
  const isPlain = request.method === 'GET' && reply.statusCode === 200 && typeof payload === 'string'
  if (!isAsked || !isPlain) return payload
  const kept = reply.getHeader('cache-control')
  if (kept === undefined) reply.header('cache-control', 'private, no-cache')
  else if (kept !== 'private, no-cache') return payload
  // Weak: the same in meaning, however it is compressed on the way.
  const etag = `W/"${hash('sha256', figuresOf(payload), 'base64url').slice(0, 22)}"`
  reply.header('etag', etag)
  if (!isNamed(request.headers['if-none-match'], etag)) return payload
  reply.code(304).removeHeader('content-type')
  reply.removeHeader('content-length')
  return ''
}

/** A report without the moments that it is about, which it begins with, and the cursor that holds them, which it ends with. */
function figuresOf(payload: string): string {
  return payload
    .replace(/^\{(?:"(?:from|to|at)":"[^"]*",|"comparedWith":(?:null|\{[^{}]*\}),)+/, '{')
    .replace(/,"next":"[^"]*"\}$/, '}')
}

/** Whether `If-None-Match` names an answer: weakly, for a proxy on the way may have weakened its name (RFC 9110, 13.1.2). */
export function isNamed(header: string | undefined, etag: string): boolean {
  const name = withoutWeak(etag)
  return (header ?? '').split(',').some((one) => one.trim() === '*' || withoutWeak(one.trim()) === name)
}

const withoutWeak = (etag: string): string => etag.replace(/^W\//, '')

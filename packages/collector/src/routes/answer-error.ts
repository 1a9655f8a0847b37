import { randomBytes } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorCode } from '../errors.ts'
import type { Context } from './context.ts'
import { readOn } from './read-on.ts'

/** What Fastify refuses by itself, in our words. */
const FASTIFY_CODES: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: ['invalid_request', 'the body is empty; send JSON'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['invalid_request', 'the body is not valid JSON'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['invalid_request', 'the body is not as long as Content-Length says'],
  FST_ERR_BAD_URL: ['invalid_request', 'The address cannot be read: a % in it must begin a valid escape.'],
  // Whoever sends a long body may leave in the middle of it; nothing went wrong here.
  ECONNRESET: ['invalid_request', 'The connection was closed before the body had ended.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'There is nothing at an address this long; see /docs.'],
}

/** The same, where it depends on what the address takes. */
const BY_ROUTE: Readonly<Record<string, (route: FastifyRequest['routeOptions']) => AppError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ({ bodyLimit = 0, schema }) =>
    new AppError(
      'too_large',
      `The body is larger than ${bodyLimit / 1024} KiB; send ${schema?.tags?.includes('Sending') ? 'fewer events' : 'less'} at once.`,
    ),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ({ schema }) =>
    new AppError(
      'unsupported_media_type',
      `Send the body as ${(schema?.consumes ?? ['application/json']).join(' or ')}.`,
    ),
}

/** Every error leaves as { error: { code, message } }. What was not expected goes to the log with all its detail, and to the
 *  caller as one calm sentence, with the id that it is found by in the log. */
export function answerError(context: Context) {
  return async (error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const known = toAppError(error, request)
    let { message } = known
    if (known.code === 'internal') {
      const id = randomBytes(4).toString('hex')
      request.log.error({ err: error, route: request.routeOptions.url, id }, 'request failed')
      message = `Something went wrong here; it was logged as ${id}.`
    }
    context.metrics.refused(known.code)
    if (known.retryAfter !== undefined) reply.header('retry-after', String(known.retryAfter))
    if (known.code === 'too_large') readOn(request, reply)
    if (known.status === 401) reply.header('www-authenticate', 'Bearer')
    return reply.code(known.status).send({ error: { code: known.code, message } })
  }
}

function toAppError(error: FastifyError, { routeOptions }: FastifyRequest): AppError {
  if (error instanceof AppError) return error
  const ofRoute = BY_ROUTE[error.code]
  if (ofRoute !== undefined) return ofRoute(routeOptions)
  const own = FASTIFY_CODES[error.code]
  if (own !== undefined) return new AppError(...own)
  if ((error.statusCode ?? 500) < 500) return new AppError('invalid_request', 'The request cannot be read.')
  return new AppError('internal', '')
}

export async function answerNotFound(_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const error = new AppError('not_found', 'There is nothing at this address; see /docs.')
  return reply.code(error.status).send({ error: { code: error.code, message: error.message } })
}

/** What Node refuses before there is a request. */
const CLIENT_CODES: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  HPE_HEADER_OVERFLOW: [
    'headers_too_large',
    'The headers are larger than 16 KiB; send fewer or shorter ones.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: ['too_slow', 'The headers did not arrive in time; send the request again.'],
}

/** Answers what is no request at all in the same shape, and closes the connection. */
export function answerClientError(error: { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const { status, code, message } = new AppError(
    ...(CLIENT_CODES[error.code ?? ''] ?? ['invalid_request', 'This is not HTTP as it should be.']),
  )
  const body = JSON.stringify({ error: { code, message } })
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
  // Who goes on sending would keep a connection that is closed on this side only.
  socket.destroySoon()
}

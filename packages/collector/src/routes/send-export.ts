import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Columns, csvHead } from '../csv.ts'
import { AppError } from '../errors.ts'
import { type Form, formOf } from './negotiate.ts'

interface Part {
  readonly bytes: Uint8Array
  readonly next: string | null
}

/** Sends a whole list as CSV or NDJSON, part by part, as fast as it is read: however long it is, three parts are in memory.
 *  @param partOf  makes the part after a cursor
 *  @throws AppError invalid_request when the caller asks for JSON, which has to be whole */
export async function sendExport<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  columns: Columns<T>,
  partOf: (as: Exclude<Form, 'json'>, cursor: string | undefined) => Promise<Part>,
): Promise<FastifyReply> {
  const as = formOf(request)
  if (as === 'json') {
    throw new AppError(
      'invalid_request',
      'limit: all of it comes as text/csv or application/x-ndjson; say so in Accept, or ask for at most 1000',
    )
  }
  // Before anything is sent: what is wrong with the question is still told.
  const first = await partOf(as, undefined)
  reply.header('cache-control', 'no-store').header('vary', 'accept, accept-language')
  reply.type(as === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson')
  return reply.send(
    Readable.from(parts(as === 'csv' ? csvHead(columns) : '', first, (next) => partOf(as, next))),
  )
}

/** Two parts ahead: the one after the next begins as soon as the next is made, however busy this thread is with sending. */
async function* parts(head: string, first: Part, partAfter: (next: string) => Promise<Part>) {
  const behind = (part: Promise<Part | null>): Promise<Part | null> => {
    const next = part.then((one) => (one === null || one.next === null ? null : partAfter(one.next)))
    // Whoever stops reading leaves it to itself.
    next.catch(() => {})
    return next
  }
  let following = behind(Promise.resolve(first))
  let beyond = behind(following)
  if (head !== '') yield head
  for (let part: Part | null = first; part !== null; ) {
    if (part.bytes.length > 0) yield part.bytes
    part = await following
    following = beyond
    beyond = behind(following)
  }
}

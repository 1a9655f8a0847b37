import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { wrongCursor } from '../questions/wrong-cursor.ts'

/** What may be asked otherwise from page to page: how much, and the period, which a report's cursor holds itself. */
const FREE: readonly string[] = ['cursor', 'limit', 'from', 'to', 'at', 'saved']

/** Ties a cursor to the list that it goes on in: to its address, its order and its filters, and to being as it was given.
 *  @example tieCursor(request, 'WzE3XQ') // 'WzE3XQ.Jk0wq1Zx' */
export function tieCursor(request: FastifyRequest, cursor: string): string {
  return `${cursor}.${tieOf(request, cursor)}`
}

/** A hook that takes that off again, so that questions read their own cursors.
 *  @throws AppError invalid_request for a cursor of another list, order or choice, and for one that was changed */
export async function untieCursor(request: FastifyRequest): Promise<void> {
  const query = (request.query ?? {}) as { cursor?: unknown }
  if (typeof query.cursor !== 'string') return
  const [cursor = '', tie, ...more] = query.cursor.split('.')
  if (tie !== tieOf(request, cursor) || more.length > 0) throw wrongCursor()
  request.query = { ...query, cursor }
}

function tieOf({ query, params, routeOptions }: FastifyRequest, cursor: string): string {
  const asked = Object.entries((query ?? {}) as Record<string, unknown>)
    .filter(([name, value]) => value !== undefined && !FREE.includes(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return hash('sha256', JSON.stringify([routeOptions.url, params, asked, cursor]), 'base64url').slice(0, 8)
}

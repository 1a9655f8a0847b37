import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TagLog } from '../tag-log.ts'
import type { Context } from './context.ts'

/** A hook for the routes of the snippet: notes which page asked for it. The page's host only; nothing of its visitor. */
export function watchTag(log: TagLog, context: Context) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { file } = request.params as { file?: string }
    const isSent = reply.statusCode === 200 || reply.statusCode === 304
    if (file === undefined || !isSent) return
    log.record(file.split('.')[0]!, hostOf(request.headers.referer), context.now())
  }
}

function hostOf(referrer: string | undefined): string | null {
  return referrer !== undefined && URL.canParse(referrer)
    ? new URL(referrer).hostname.slice(0, 253) || null
    : null
}

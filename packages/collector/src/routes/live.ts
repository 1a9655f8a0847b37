import type { ServerResponse } from 'node:http'
import { type Language, type LiveEvents, MINUTE, SECOND } from '@koopsignaal/protocol'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'
import type { Live, Viewer } from '../live/live.ts'
import { liveAnswer } from '../schemas/answers-live.ts'
import { sitePath } from '../schemas/query.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import { type Context, refuseStrangers, siteFor } from './context.ts'
import { asking, refusals } from './described.ts'
import { languageOf } from './negotiate.ts'

/** Chosen: an office with a screen on every desk. */
const MOST_STREAMS = 100
/** Proxies close a connection on which nothing is said; most after 60 s. */
const HEARTBEAT = 15 * SECOND
/** Browsers come back by themselves, and show their log-in again: one that was withdrawn does not look on for longer. */
const LONGEST = 15 * MINUTE
/** Who has this much unread is too slow to be shown what happens now. */
const MOST_UNREAD = 256 * 1024

/** `/live`: who is on the site now, once as JSON, or as server-sent events as it happens. */
export async function liveRoutes(plain: FastifyInstance, context: Context, live: Live): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const streams = new Set<ServerResponse>()
  app.addHook('onRequest', refuseStrangers(context))
  app.addHook('preClose', async () => {
    live.close()
    for (const stream of streams) stream.end()
  })

  app.get(
    '/v1/sites/:site/live',
    {
      schema: {
        ...asking,
        summary: 'Who is on the site now',
        description:
          'Everybody seen in the last five minutes: who gave consent one by one, the others as totals. With `Accept: text/event-stream` as server-sent events: `snapshot` first, then `visitor`, `left` and `totals` as they change; each `data` is JSON of the same shapes.',
        params: sitePath,
        response: { 200: liveAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      const language = languageOf(request, site)
      reply.header('cache-control', 'no-store').header('vary', 'accept, accept-language')
      const isLookingOn = (request.headers.accept ?? '').includes('text/event-stream')
      // Of a HEAD nothing but the headers is read: it must not hold a place among the streams.
      if (!isLookingOn || request.method === 'HEAD') return live.now(site, language)

      if (streams.size >= MOST_STREAMS) {
        throw new AppError(
          'too_fast',
          `At most ${MOST_STREAMS} look on at once; close one or ask for JSON.`,
          60,
        )
      }
      const stream = reply.raw
      streams.add(stream)
      stream.on('close', () => streams.delete(stream))
      reply.hijack()
      stream.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        vary: 'accept, accept-language',
        'x-content-type-options': 'nosniff',
        // Otherwise nginx gathers what should arrive at once.
        'x-accel-buffering': 'no',
      })
      stream.write('retry: 2000\n\n')
      try {
        const stop = await live.watch(site, toViewer(stream, language))
        keepOpen(stream, stop)
      } catch (error) {
        request.log.error({ err: error, site: site.id }, 'live stream could not begin')
        stream.end()
      }
    },
  )
}

/** Writes what a viewer is told as server-sent events; one who does not read is cut off, and comes back to a snapshot. */
export function toViewer(
  stream: Pick<ServerResponse, 'writableLength' | 'write' | 'destroy'>,
  language: Language,
): Viewer {
  return {
    language,
    tell(name: keyof LiveEvents, data: unknown) {
      if (stream.writableLength > MOST_UNREAD) return void stream.destroy()
      stream.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
    },
  }
}

function keepOpen(stream: ServerResponse, stop: () => void): void {
  if (stream.destroyed || stream.writableEnded) {
    stop()
    return
  }
  const heartbeat = setInterval(() => stream.write(': here\n\n'), HEARTBEAT)
  const end = setTimeout(() => stream.end(), LONGEST)
  stream.on('close', () => {
    clearInterval(heartbeat)
    clearTimeout(end)
    stop()
  })
}

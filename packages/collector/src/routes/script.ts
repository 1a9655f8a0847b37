import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { createScriptArchive } from '../script-archive.ts'
import { createTrackerScripts, type TrackerScript, toScript } from '../tracker-script.ts'
import { type Context, findSite } from './context.ts'
import { isNamed } from './etag.ts'

const HOUR_S = 3_600
const YEAR_S = 31_536_000

/** `/k/consent.js`: reads what a visitor told a consent tool. No site may have that name. */
const ADAPTERS = 'consent'

/** The snippet: `/k/<site>.js` with the site's settings in it, `/k/<site>.<hash>.js` for a tag with an integrity attribute; and the
 *  adapters to consent tools, under both kinds of name too. */
export async function scriptRoutes(app: FastifyInstance, context: Context): Promise<void> {
  const scriptOf = createTrackerScripts((file) => readFileSync(join(context.assets.tracker, file), 'utf8'))

  let adapters: TrackerScript | undefined
  const presentOf = async (id: string): Promise<TrackerScript> => {
    if (id === ADAPTERS) {
      adapters ??= toScript(readFileSync(join(context.assets.tracker, `${ADAPTERS}.js`)))
      return adapters
    }
    return scriptOf(await findSite(context, id))
  }

  const archive = createScriptArchive(context.config.dataDir)
  const earlier = (id: string, hash: string): TrackerScript | null => {
    const plain = archive.find(id, hash)
    return plain === null ? null : toScript(plain)
  }

  app.get<{ Params: { file: string } }>(
    '/k/:file',
    { schema: { summary: 'The snippet of a site', tags: ['Sending'] } },
    async (request, reply) => {
      const [, id, hash] = /^([A-Za-z0-9_-]{1,64})(?:\.([0-9a-f]{16}))?\.js$/.exec(request.params.file) ?? []
      if (id === undefined) throw new AppError('not_found', 'The snippet is at /k/<site>.js.')
      const present = await presentOf(id)
      if (hash === undefined) return sendScript(request, reply, present, false)
      if (hash === present.hash) archive.keep(id, hash, present.plain)
      const script = hash === present.hash ? present : earlier(id, hash)
      if (script === null) {
        throw new AppError(
          'not_found',
          `This version of the snippet is not here; the present one is /k/${id}.${present.hash}.js.`,
        )
      }
      return sendScript(request, reply, script, true)
    },
  )
}

function sendScript(
  request: FastifyRequest,
  reply: FastifyReply,
  script: TrackerScript,
  immutable: boolean,
): FastifyReply {
  const encoding = encodingOf(String(request.headers['accept-encoding'] ?? ''))
  // Strong, so one for each encoding: a cache that joins parts of two of them would hold neither (RFC 9110, 8.8.3.3).
  const etag = encoding === 'plain' ? `"${script.hash}"` : `"${script.hash}-${encoding}"`
  reply
    .header('etag', etag)
    .header('vary', 'accept-encoding')
    .header('access-control-allow-origin', '*')
    // A page of another origin, also one that isolates itself, may load it.
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('cache-control', immutable ? `public, max-age=${YEAR_S}, immutable` : `public, max-age=${HOUR_S}`)
  if (isNamed(request.headers['if-none-match'], etag)) return reply.code(304).send()
  if (encoding !== 'plain') reply.header('content-encoding', encoding)
  return reply.type('text/javascript; charset=utf-8').send(script[encoding])
}

function encodingOf(accepts: string): 'br' | 'gzip' | 'plain' {
  if (isAccepted(accepts, 'br')) return 'br'
  return isAccepted(accepts, 'gzip') ? 'gzip' : 'plain'
}

/** `gzip;q=0` says no. */
function isAccepted(accepts: string, encoding: string): boolean {
  return accepts
    .split(',')
    .map((part) => part.toLowerCase().replaceAll(' ', '').split(';q='))
    .some(([name, weight = '1']) => name === encoding && Number(weight) > 0)
}

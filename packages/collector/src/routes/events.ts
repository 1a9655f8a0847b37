import { MAX_BODY_BYTES, type MeAnswer } from '@koopsignaal/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createBotAllowance } from '../bot-notes.ts'
import { ingestBatch, type Manner } from '../ingest.ts'
import { parseJson, type ReceivedBatch, receive } from '../pipeline/index.ts'
import { askMe } from '../questions/me.ts'
import { errorAnswer, ingestAnswer } from '../schemas/answers.ts'
import { batchSchema } from '../schemas/batch.ts'
import type { Site } from '../storage/store.ts'
import { type Context, findSite } from './context.ts'
import { HIDDEN } from './hidden.ts'
import { languageOf } from './negotiate.ts'
import { createRefusals } from './refusals.ts'
import { ownerOf, toSender } from './sender.ts'
import { allowCookies, visitorCookie } from './visitor-cookie.ts'

/** `POST /v1/events`: what browsers send. Any page may call it and read the answer; it never needs a preflight. */
export async function eventRoutes(app: FastifyInstance, context: Context): Promise<void> {
  const refusals = createRefusals(context)
  const manner: Manner = { isAssessed: true, mayListBot: createBotAllowance(context.now) }
  // Browsers send text/plain, for that needs no preflight; both are taken as text, so that one place parses JSON.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    ['application/json', 'text/plain'],
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  )

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('access-control-allow-origin', '*').header('cache-control', 'no-store')
    if (request.method !== 'POST') return done()
    refusals.early(request, done)
  })

  app.options('/v1/events', { schema: HIDDEN }, async (_request, reply) =>
    reply
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'content-type, authorization')
      .header('access-control-max-age', '86400')
      .code(204)
      .send(),
  )

  app.post(
    '/v1/events',
    {
      bodyLimit: MAX_BODY_BYTES,
      // Events are checked one by one in the pipeline: one bad event does not sink its batch.
      validatorCompiler: () => () => true,
      schema: {
        summary: 'Send events',
        description:
          'Public. The answer 202 means that the accepted events survive a power cut. The body may be sent as text/plain, which needs no CORS preflight.',
        tags: ['Sending'],
        consumes: ['application/json', 'text/plain'],
        body: batchSchema,
        response: { 202: ingestAnswer, '4xx': errorAnswer, '5xx': errorAnswer },
      },
    },
    async (request, reply) => {
      const text = typeof request.body === 'string' ? request.body : ''
      const batch = receive(parseJson(text), text.length)
      // Each `await` takes as long as a hook: only where there is something to wait for.
      const late = refusals.late(request, batch)
      if (late !== null) await late
      const site = await findSite(context, batch.envelope.site)
      allowCookies(site, request, reply)
      const isVisitors = request.headers.authorization === undefined
      const sender = isVisitors ? toSender(context, request, false) : await ownerOf(context, request, site.id)
      const answer = await ingestBatch(context, batch, site, sender, manner)
      const me = batch.asksMe === true ? { me: await meOf(context, request, site, batch) } : {}
      const cookie =
        site.cookie === 'server'
          ? await visitorCookie(context, request, { site, sender, batch, answer })
          : null
      if (cookie !== null) reply.header('set-cookie', cookie)
      return reply.code(202).send({ ...answer, ...me })
    },
  )
}

/** What the visitor asks for beside what it sends; nothing that goes wrong with it may say that the events are not safe. */
async function meOf(
  { store, now }: Context,
  request: FastifyRequest,
  site: Site,
  { envelope: { visitor } }: ReceivedBatch,
): Promise<MeAnswer | null> {
  if (visitor === undefined) return null
  return askMe(store, site, visitor, now(), languageOf(request, site)).catch(() => null)
}

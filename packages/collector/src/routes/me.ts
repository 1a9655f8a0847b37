import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'
import { askMe } from '../questions/me.ts'
import { meAnswer, nothing } from '../schemas/answers.ts'
import { meQuery } from '../schemas/query.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import { type Context, findSite } from './context.ts'
import { refusals } from './described.ts'
import { HIDDEN } from './hidden.ts'
import { createLimiter } from './limiter.ts'
import { languageOf } from './negotiate.ts'

/** `/v1/me`: what is stored about me, why I was scored so, and erase it. Public: whoever knows the random id is the visitor. */
export async function meRoutes(plain: FastifyInstance, context: Context): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const limit = createLimiter(context, { tokens: false })
  app.addHook('onRequest', async (request, reply) => {
    reply
      .header('access-control-allow-origin', '*')
      .header('cache-control', 'no-store')
      .header('vary', 'accept-language')
    const tooFast = limit(request)
    if (tooFast !== null) throw tooFast
  })

  app.options('/v1/me', { schema: HIDDEN }, async (_request, reply) =>
    reply
      .header('access-control-allow-methods', 'GET, DELETE')
      .header('access-control-max-age', '86400')
      .code(204)
      .send(),
  )

  app.get(
    '/v1/me',
    {
      schema: {
        summary: 'All that is stored about me',
        tags: ['Visitors'],
        querystring: meQuery,
        response: { 200: meAnswer, ...refusals },
      },
    },
    async (request) => {
      const site = await findSite(context, request.query.site)
      return askMe(context.store, site, request.query.visitor, context.now(), languageOf(request, site))
    },
  )

  app.delete(
    '/v1/me',
    {
      schema: {
        summary: 'Erase all that is stored about me',
        tags: ['Visitors'],
        querystring: meQuery,
        response: { 204: nothing, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await findSite(context, request.query.site)
      const erased = await context.store.erase(
        { site: site.id, visitor: request.query.visitor },
        context.now(),
      )
      if (!erased) throw new AppError('unknown_visitor', 'There is no visitor with this id.')
      return reply.code(204).send()
    },
  )
}

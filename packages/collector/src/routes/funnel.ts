import type { FastifyInstance } from 'fastify'
import { askedPeriod } from '../questions/asked-period.ts'
import { askFunnel } from '../questions/funnel/index.ts'
import { filterOf } from '../questions/period.ts'
import { errorAnswer } from '../schemas/answers.ts'
import { funnelAnswer } from '../schemas/answers-funnel.ts'
import { sitePath } from '../schemas/query.ts'
import { funnelQuery } from '../schemas/query-funnel.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import { type Context, refuseStrangers, siteFor } from './context.ts'
import { languageOf } from './negotiate.ts'

const refusals = { '4xx': errorAnswer, '5xx': errorAnswer }
const asking = { tags: ['Asking'], security: [{ token: [] }] }

/** The ladder from passer-by to customer, and what the coming days will bring. */
export async function funnelRoutes(plain: FastifyInstance, context: Context): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const { store, now } = context
  app.addHook('onRequest', refuseStrangers(context))

  app.get(
    '/v1/sites/:site/funnel',
    {
      schema: {
        ...asking,
        summary: 'Phase to phase: how many, how fast, how many lost, and which step is the bottleneck',
        params: sitePath,
        querystring: funnelQuery,
        response: { 200: funnelAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      reply.header('vary', 'accept-language')
      return askFunnel(store, site, {
        period: await askedPeriod(request.query, site, store, now()),
        filter: filterOf(request.query),
        compare: request.query.compare,
        language: languageOf(request, site),
      })
    },
  )
}

import type { FastifyInstance } from 'fastify'
import { forecastAnswer } from '../schemas/answers-forecast.ts'
import { funnelAnswer } from '../schemas/answers-funnel.ts'
import { sitePath } from '../schemas/query.ts'
import { forecastQuery, funnelQuery } from '../schemas/query-funnel.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import { type Context, refuseStrangers, siteFor } from './context.ts'
import { asking, inLines, refusals } from './described.ts'
import { languageOf, sendLines } from './negotiate.ts'
import { forecastLines, funnelLines } from './report-lines.ts'

/** The ladder from passer-by to customer, and what the coming days will bring. */
export async function funnelRoutes(plain: FastifyInstance, context: Context): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const { now } = context
  app.addHook('onRequest', refuseStrangers(context))

  app.get(
    '/v1/sites/:site/funnel',
    {
      ...inLines,
      schema: {
        ...asking,
        summary: 'Phase to phase: how many, how fast, how many lost, and which step is the bottleneck',
        description: 'The phases also come as CSV or NDJSON, a flat line each.',
        params: sitePath,
        querystring: funnelQuery,
        response: { 200: funnelAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      const answer = await context.ask('funnel', site, request.query, now(), languageOf(request, site))
      return sendLines(request, reply, answer, funnelLines(answer))
    },
  )

  app.get(
    '/v1/sites/:site/forecast',
    {
      ...inLines,
      schema: {
        ...asking,
        summary: 'Conversions expected in the coming days, with an interval, against a goal',
        description:
          'From tomorrow on, in the site’s days. `backtest` says how good the same method was at past weeks, with what was known then. The days also come as CSV or NDJSON.',
        params: sitePath,
        querystring: forecastQuery,
        response: { 200: forecastAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      const answer = await context.ask('forecast', site, request.query, now(), languageOf(request, site))
      return sendLines(request, reply, answer, forecastLines(answer))
    },
  )
}

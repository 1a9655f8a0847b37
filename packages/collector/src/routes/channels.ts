import type { FastifyInstance } from 'fastify'
import { channelsAnswer } from '../schemas/answers-channels.ts'
import { sitePath } from '../schemas/query.ts'
import { channelsQuery } from '../schemas/query-funnel.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import { type Context, refuseStrangers, siteFor } from './context.ts'
import { asking, inLines, refusals } from './described.ts'
import { languageOf, sendLines } from './negotiate.ts'
import { channelLines } from './report-lines.ts'

/** Where visitors come from and what they are worth. */
export async function channelRoutes(plain: FastifyInstance, context: Context): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const { now } = context
  app.addHook('onRequest', refuseStrangers(context))

  app.get(
    '/v1/sites/:site/channels',
    {
      ...inLines,
      schema: {
        ...asking,
        summary: 'Visitors, zoekers, kopers, conversions and costs by channel, source or campaign',
        description:
          'A visit counts where it came from; a visitor counts on every line that one of their visits came by. Touches up to 90 days before a conversion get credit. The lines also come as CSV or NDJSON, flat.',
        params: sitePath,
        querystring: channelsQuery,
        response: { 200: channelsAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      const answer = await context.ask('channels', site, request.query, now(), languageOf(request, site))
      return sendLines(request, reply, answer, channelLines(answer))
    },
  )
}

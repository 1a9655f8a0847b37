import type { ChannelRowAnswer } from '@koopsignaal/protocol'
import type { FastifyInstance } from 'fastify'
import { errorAnswer } from '../schemas/answers.ts'
import { channelsAnswer } from '../schemas/answers-channels.ts'
import { sitePath } from '../schemas/query.ts'
import { channelsQuery } from '../schemas/query-funnel.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import { type Context, refuseStrangers, siteFor } from './context.ts'
import { type Columns, languageOf, sendReport } from './negotiate.ts'

const refusals = { '4xx': errorAnswer, '5xx': errorAnswer }

/** Where visitors come from and what they are worth. */
export async function channelRoutes(plain: FastifyInstance, context: Context): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const { now } = context
  app.addHook('onRequest', refuseStrangers(context))

  app.get(
    '/v1/sites/:site/channels',
    {
      schema: {
        tags: ['Asking'],
        security: [{ token: [] }],
        summary: 'Visitors, zoekers, kopers, conversions and costs by channel, source or campaign',
        description:
          'A visit counts where it came from; a visitor counts on every line that one of their visits came by. Touches up to 90 days before a conversion get credit. The lines also come as CSV or NDJSON.',
        params: sitePath,
        querystring: channelsQuery,
        response: { 200: channelsAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      const answer = await context.ask('channels', site, request.query, now(), languageOf(request, site))
      if (/text\/csv|application\/x-ndjson/.test(request.headers.accept ?? '')) {
        return sendReport(request, reply, {
          name: 'channels',
          items: answer.channels,
          next: null,
          columns: CHANNEL_COLUMNS,
        })
      }
      return reply
        .header('vary', 'accept, accept-language')
        .header('cache-control', 'private, no-cache')
        .send(answer)
    },
  )
}

const CHANNEL_COLUMNS: Columns<ChannelRowAnswer> = [
  ['channel', (row) => row.channel],
  ['source', (row) => row.source],
  ['campaign', (row) => row.campaign],
  ['visits', (row) => row.visits],
  ['visitors', (row) => row.visitors],
  ['passanten', (row) => row.passanten],
  ['zoekers', (row) => row.zoekers],
  ['kopers', (row) => row.kopers],
  ['conversions', (row) => row.conversions],
  ['newCustomers', (row) => row.newCustomers],
  ['value', (row) => row.value],
  ['cost', (row) => row.cost],
  ['costPerKoper', (row) => row.costPerKoper],
  ['costPerConversion', (row) => row.costPerConversion],
  ['costPerNewCustomer', (row) => row.costPerNewCustomer],
  ['first', (row) => row.credits.first],
  ['last', (row) => row.credits.last],
  ['linear', (row) => row.credits.linear],
  ['markov', (row) => row.credits.markov],
]

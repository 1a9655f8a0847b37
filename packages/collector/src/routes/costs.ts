import type { CostAnswer } from '@koopsignaal/protocol'
import type { FastifyInstance } from 'fastify'
import type { Columns } from '../csv.ts'
import { keepCosts } from '../questions/costs/keep-costs.ts'
import { listCosts } from '../questions/costs/list-costs.ts'
import { removeCosts } from '../questions/costs/remove-costs.ts'
import { costsAnswer, costsChangedAnswer } from '../schemas/answers-channels.ts'
import { sitePath } from '../schemas/query.ts'
import { costsBody, costsQuery, costsRemovalQuery } from '../schemas/query-funnel.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import { type Context, refuseStrangers, siteFor } from './context.ts'
import { asking, inLines, refusals } from './described.ts'
import { sendList } from './negotiate.ts'

const ofSite = { ...asking, params: sitePath }

/** What was spent on which channel. */
export async function costRoutes(plain: FastifyInstance, context: Context): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const { store } = context
  app.addHook('onRequest', refuseStrangers(context))

  app.get(
    '/v1/sites/:site/costs',
    {
      ...inLines,
      schema: {
        ...ofSite,
        summary: 'What was spent, by days, channel, source and campaign',
        querystring: costsQuery,
        response: { 200: costsAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      const { limit, cursor, sort, ...filter } = request.query
      const { costs, next } = await listCosts(store, site, { filter, limit, cursor, sort })
      return sendList(request, reply, { name: 'costs', items: costs, next, columns: COST_COLUMNS })
    },
  )

  app.put(
    '/v1/sites/:site/costs',
    {
      schema: {
        ...ofSite,
        summary: 'Keep what was spent',
        description:
          'A line of the same days, channel, source and campaign is replaced, all others stay. All lines are kept, or none.',
        body: costsBody,
        response: { 200: costsChangedAnswer, ...refusals },
      },
    },
    async (request) => {
      const site = await siteFor(context, request, request.params.site, 'admin')
      await keepCosts(store, site, request.body.costs)
      return { changed: request.body.costs.length }
    },
  )

  app.delete(
    '/v1/sites/:site/costs',
    {
      schema: {
        ...ofSite,
        summary: 'Remove what was spent',
        description:
          'All that the parameters choose, of which there must be one; `from=1970-01-01` is all of it. With `match=line` one line.',
        querystring: costsRemovalQuery,
        response: { 200: costsChangedAnswer, ...refusals },
      },
    },
    async (request) => {
      const site = await siteFor(context, request, request.params.site, 'admin')
      return { changed: await removeCosts(store, site, request.query) }
    },
  )
}

const COST_COLUMNS: Columns<CostAnswer> = [
  ['from', (cost) => cost.from],
  ['to', (cost) => cost.to],
  ['channel', (cost) => cost.channel],
  ['source', (cost) => cost.source],
  ['campaign', (cost) => cost.campaign],
  ['amount', (cost) => cost.amount],
  ['currency', (cost) => cost.currency],
]

import { priorFor } from '@koopsignaal/scoring'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'
import { askBacktest, type BacktestChange } from '../questions/backtest/index.ts'
import { askModels } from '../questions/models.ts'
import { backtestAnswer, modelsAnswer } from '../schemas/answers-models.ts'
import { type BacktestQuestion, backtestBody, parseModel } from '../schemas/model.ts'
import { sitePath } from '../schemas/query.ts'
import { modelsQuery } from '../schemas/query-lists.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import { type Context, refuseStrangers, siteFor } from './context.ts'
import { asking, refusals } from './described.ts'
import { tieCursor } from './tied-cursor.ts'

/** Which model scores a site's visitors, and what another would have made of its past. Neither changes anything. */
export async function modelRoutes(plain: FastifyInstance, context: Context): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const { store } = context
  app.addHook('onRequest', refuseStrangers(context))

  app.get(
    '/v1/sites/:site/models',
    {
      schema: {
        ...asking,
        summary: 'The model in use and every decision about a new one, with its figures',
        params: sitePath,
        querystring: modelsQuery,
        response: { 200: modelsAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      reply.header('cache-control', 'no-store')
      const answer = await askModels(store, site, request.query)
      return answer.next === null ? answer : { ...answer, next: tieCursor(request, answer.next) }
    },
  )

  app.post(
    '/v1/sites/:site/backtests',
    {
      config: { role: 'read' },
      schema: {
        ...asking,
        summary: 'Score the site’s past with another model or topic map, and compare',
        description:
          'Changes nothing. Runs beside the collector, one at a time; the answer comes when it is done. On large sites it looks at a share of the visitors, each with all of its events.',
        params: sitePath,
        body: backtestBody,
        response: { 200: backtestAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      reply.header('cache-control', 'no-store')
      const change = toChange(request.body)
      return context.backtest?.(site, change) ?? askBacktest(store, site, change)
    },
  )
}

/** @throws AppError invalid_request for a model that is none */
function toChange({ kind, model, topicRules }: BacktestQuestion): BacktestChange {
  const rules = topicRules === undefined ? {} : { topicRules }
  if (kind !== undefined) return { ...rules, model: priorFor(kind) }
  if (model === undefined) return rules
  try {
    return { ...rules, model: parseModel(model) }
  } catch (error) {
    throw new AppError('invalid_request', `model.${(error as Error).message}`)
  }
}

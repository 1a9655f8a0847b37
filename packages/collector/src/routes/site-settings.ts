import type { TokenAnswer, TopicPreviewAnswer } from '@koopsignaal/protocol'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { advanceVisitor } from '../advance-visitor.ts'
import type { Columns } from '../csv.ts'
import { AppError } from '../errors.ts'
import { modelOf } from '../models.ts'
import { type Listing, pageOfList } from '../questions/page-of-list.ts'
import { previewTopics } from '../questions/preview-topics.ts'
import { toSiteAnswer } from '../questions/site-answer.ts'
import { toTokenAnswer } from '../questions/token-answer.ts'
import { nothing } from '../schemas/answers.ts'
import { siteAnswer, tokensAnswer, topicPreviewAnswer } from '../schemas/answers-site.ts'
import { siteChange, topicTry } from '../schemas/body-site.ts'
import { sitePath } from '../schemas/query.ts'
import { tokensQuery } from '../schemas/query-lists.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import { toDomains } from '../sites.ts'
import { type Context, findSite, refuseStrangers, siteFor } from './context.ts'
import { inLines, managing, refusals } from './described.ts'
import { sendList } from './negotiate.ts'

/** One site as its owner manages it: settings, topic rules tried out, tokens. */
export async function siteSettingRoutes(plain: FastifyInstance, context: Context): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const { store } = context
  app.addHook('onRequest', refuseStrangers(context))

  app.get(
    '/v1/sites/:site',
    {
      schema: {
        ...managing,
        summary: 'One site with its settings',
        params: sitePath,
        response: { 200: siteAnswer, ...refusals },
      },
    },
    async (request) => toSiteAnswer(await siteFor(context, request, request.params.site, 'read')),
  )

  app.patch(
    '/v1/sites/:site',
    {
      schema: {
        ...managing,
        summary: 'Change settings of a site',
        description:
          'What is left out stays. Topic rules hold for events from now on; another kind of site scores its visitors again.',
        params: sitePath,
        body: siteChange,
        response: { 200: siteAnswer, ...refusals },
      },
    },
    async (request) => {
      const before = await siteFor(context, request, request.params.site, 'admin')
      const { domains, ...change } = request.body
      await store.changeSite(before.id, {
        ...change,
        ...(domains === undefined ? {} : { domains: toDomains(domains) }),
      })
      const site = await findSite(context, before.id)
      const present = modelOf(site)
      // Whoever is asked for meanwhile is folded on the spot.
      if (present.version !== modelOf(before).version) {
        void store.rebuild(site, advanceVisitor, { present }).catch((err: unknown) => {
          request.log.error(
            { err, site: site.id },
            'profiles could not be derived again; run koopsignaal rebuild',
          )
        })
      }
      return toSiteAnswer(site)
    },
  )

  app.post(
    '/v1/sites/:site/topics/preview',
    {
      config: { role: 'read' },
      schema: {
        ...managing,
        summary: 'What pages would be about under some topic rules; changes nothing',
        params: sitePath,
        body: topicTry,
        response: { 200: topicPreviewAnswer, ...refusals },
      },
    },
    async (request): Promise<TopicPreviewAnswer> => {
      const site = await siteFor(context, request, request.params.site, 'read')
      const { paths, rules = site.topicRules, measured = [] } = request.body
      return previewTopics({ paths, present: site.topicRules, tried: rules, measured })
    },
  )

  app.get(
    '/v1/sites/:site/tokens',
    {
      ...inLines,
      schema: {
        ...managing,
        summary: 'The tokens of a site, without the tokens themselves',
        params: sitePath,
        querystring: tokensQuery,
        response: { 200: tokensAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'admin')
      const own = (await store.tokens()).filter((token) => token.site === site.id)
      const page = pageOfList(own.map(toTokenAnswer), TOKENS, request.query)
      return sendList(request, reply, { name: 'tokens', ...page, columns: TOKEN_COLUMNS })
    },
  )

  app.delete(
    '/v1/sites/:site/tokens/:id',
    {
      schema: {
        ...managing,
        summary: 'Withdraw a token; it stops working at once',
        params: z.object({ ...sitePath.shape, id: z.string().max(64) }),
        response: { 204: nothing, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'admin')
      const token = (await store.tokens()).find(
        (one) => one.site === site.id && toTokenAnswer(one).id === request.params.id,
      )
      if (token === undefined) throw new AppError('not_found', 'There is no token with this id.')
      await store.removeToken(token.hash)
      return reply.code(204).send()
    },
  )
}

const TOKENS: Listing<TokenAnswer, 'createdAt' | 'role' | 'label'> = {
  key: ({ id }) => id,
  sorts: { createdAt: ({ createdAt }) => createdAt, role: ({ role }) => role, label: ({ label }) => label },
}

const TOKEN_COLUMNS: Columns<TokenAnswer> = [
  ['id', ({ id }) => id],
  ['role', ({ role }) => role],
  ['label', ({ label }) => label],
  ['createdAt', ({ createdAt }) => createdAt],
]

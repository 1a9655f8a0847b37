import { ROLES, type SiteAnswer } from '@koopsignaal/protocol'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { authorize, hashToken, newToken } from '../auth/tokens.ts'
import type { Columns } from '../csv.ts'
import { AppError } from '../errors.ts'
import { type Listing, pageOfList } from '../questions/page-of-list.ts'
import { toSiteAnswer } from '../questions/site-answer.ts'
import { toTokenAnswer } from '../questions/token-answer.ts'
import { newTokenAnswer, siteAnswer } from '../schemas/answers-site.ts'
import { newSiteBody } from '../schemas/body-site.ts'
import { sitePath } from '../schemas/query.ts'
import { sitesQuery } from '../schemas/query-lists.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import { newSite } from '../sites.ts'
import { type Context, identifyCaller, refuseStrangers, siteFor } from './context.ts'
import { inLines, managing, refusals } from './described.ts'
import { sendList } from './negotiate.ts'

const sitesAnswer = z
  .object({ sites: z.array(siteAnswer), next: z.string().nullable() })
  .describe('The sites that the token is for.')

/** The sites that a caller may see; adding sites and tokens, for the administrator. */
export async function siteRoutes(plain: FastifyInstance, context: Context): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const { store, now } = context
  app.addHook('onRequest', refuseStrangers(context))

  app.get(
    '/v1/sites',
    {
      ...inLines,
      schema: {
        ...managing,
        summary: 'The sites of this token',
        querystring: sitesQuery,
        response: { 200: sitesAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const caller = authorize(await identifyCaller(context, request), 'read', null)
      const sites = (await store.sites()).filter((site) => caller.site === null || caller.site === site.id)
      const page = pageOfList(sites.map(toSiteAnswer), SITES, request.query)
      return sendList(request, reply, { name: 'sites', ...page, columns: SITE_COLUMNS })
    },
  )

  app.post(
    '/v1/sites',
    {
      schema: {
        ...managing,
        summary: 'Add a site',
        body: newSiteBody,
        response: { 201: siteAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      authorize(await identifyCaller(context, request), 'admin', null)
      if ((await store.site(request.body.id)) !== null) {
        throw new AppError('conflict', `id: there is a site '${request.body.id}' already`)
      }
      const site = newSite(request.body, now())
      await store.putSite(site)
      return reply.code(201).send(toSiteAnswer(site))
    },
  )

  app.post(
    '/v1/sites/:site/tokens',
    {
      schema: {
        ...managing,
        summary: 'Make a token; it is shown this once',
        params: sitePath,
        body: z.strictObject({ role: z.enum(ROLES), label: z.string().max(128).default('') }),
        response: { 201: newTokenAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'admin')
      const secret = newToken()
      const token = { hash: hashToken(secret), site: site.id, createdAt: now(), ...request.body }
      await store.putToken(token)
      return reply.code(201).send({ token: secret, ...toTokenAnswer(token) })
    },
  )
}

const SITES: Listing<SiteAnswer, 'id' | 'createdAt'> = {
  key: ({ id }) => id,
  sorts: { id: ({ id }) => id, createdAt: ({ createdAt }) => createdAt },
}

const SITE_COLUMNS: Columns<SiteAnswer> = [
  ['id', ({ id }) => id],
  ['kind', ({ kind }) => kind],
  ['domains', ({ domains }) => domains.join(' ')],
]

import {
  COOKIE_KEEPERS,
  DELIVERIES,
  LANGUAGES,
  ROLES,
  SITE_ID_PATTERN,
  SITE_KINDS,
  TOPICS,
} from '@koopsignaal/protocol'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { authorize, hashToken, newToken } from '../auth/tokens.ts'
import { isTimeZone } from '../days.ts'
import { AppError } from '../errors.ts'
import { modelOf } from '../models.ts'
import { errorAnswer } from '../schemas/answers.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import { newSite } from '../sites.ts'
import type { Site } from '../storage/store.ts'
import { type Context, identifyCaller, refuseStrangers, siteFor } from './context.ts'
import { sendList } from './negotiate.ts'

const refusals = { '4xx': errorAnswer, '5xx': errorAnswer }
const managing = { tags: ['Managing'], security: [{ token: [] }] }

const siteBody = z.strictObject({
  id: z.string().regex(SITE_ID_PATTERN),
  domains: z.array(z.string().min(1).max(253)).min(1).max(50),
  kind: z.enum(SITE_KINDS).default('shop'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'expected a time zone such as Europe/Amsterdam')
    .default('Europe/Amsterdam'),
  language: z.enum(LANGUAGES).default('nl'),
  consent: z.enum(['off', 'count', 'cookieless']).default('cookieless'),
  hashRouting: z.boolean().default(false),
  queryRouting: z.boolean().default(false),
  variant: z.enum(['full', 'core']).default('full').describe('Which snippet the tag loads.'),
  cookie: z
    .enum(COOKIE_KEEPERS)
    .default('script')
    .describe('Who keeps the id of a visitor who agreed: only the script, or the collector too.'),
  delivery: z
    .enum(DELIVERIES)
    .default('standard')
    .describe('What becomes of events that cannot be sent; offline: who agreed keeps them on the device.'),
  topicRules: z
    .array(z.strictObject({ path: z.string().min(1).max(512), topic: z.enum(TOPICS) }))
    .max(500)
    .default([]),
})
const siteAnswer = z
  .object({
    ...siteBody.shape,
    model: z.string().describe('Version of the model that its visitors are scored with'),
    calibrated: z.boolean().describe('Whether that model was fitted to the site’s own conversions'),
    createdAt: z.string(),
  })
  .describe('The site.')
const sitesAnswer = z
  .object({ sites: z.array(siteAnswer), next: z.null() })
  .describe('All sites that the token is for.')

/** The sites that a caller may see; adding sites and tokens, for the administrator. */
export async function siteRoutes(plain: FastifyInstance, context: Context): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const { store, now } = context
  app.addHook('onRequest', refuseStrangers(context))

  app.get(
    '/v1/sites',
    {
      schema: {
        ...managing,
        summary: 'The sites of this token',
        response: { 200: sitesAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const caller = authorize(await identifyCaller(context, request), 'read', null)
      const sites = (await store.sites()).filter((site) => caller.site === null || caller.site === site.id)
      return sendList(request, reply, {
        name: 'sites',
        items: sites.map(toAnswer),
        next: null,
        columns: [
          ['id', (site) => site.id],
          ['kind', (site) => site.kind],
          ['domains', (site) => site.domains.join(' ')],
        ],
      })
    },
  )

  app.post(
    '/v1/sites',
    {
      schema: {
        ...managing,
        summary: 'Add a site',
        body: siteBody,
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
      return reply.code(201).send(toAnswer(site))
    },
  )

  app.post(
    '/v1/sites/:site/tokens',
    {
      schema: {
        ...managing,
        summary: 'Make a token; it is shown this once',
        params: z.object({ site: z.string().regex(SITE_ID_PATTERN) }),
        body: z.strictObject({ role: z.enum(ROLES), label: z.string().max(128).default('') }),
        response: { 201: z.object({ token: z.string() }).describe('The token, this once.'), ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'admin')
      const token = newToken()
      await store.putToken({ hash: hashToken(token), site: site.id, createdAt: now(), ...request.body })
      return reply.code(201).send({ token })
    },
  )
}

function toAnswer(site: Site) {
  const { version, calibrated } = modelOf(site)
  return { ...site, model: version, calibrated, createdAt: new Date(site.createdAt).toISOString() }
}

import type { SavedSegmentAnswer } from '@koopsignaal/protocol'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Columns } from '../csv.ts'
import { AppError } from '../errors.ts'
import { iso } from '../questions/iso.ts'
import { type Listing, pageOfList } from '../questions/page-of-list.ts'
import { sinceOf } from '../questions/visitors.ts'
import { nothing } from '../schemas/answers.ts'
import { savedSegmentAnswer, savedSegmentsAnswer } from '../schemas/answers-site.ts'
import { newSavedSegment, savedSegmentChange } from '../schemas/body-site.ts'
import { sitePath } from '../schemas/query.ts'
import { savedSegmentsQuery } from '../schemas/query-lists.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import type { SavedSegment } from '../storage/store.ts'
import { type Context, refuseStrangers, siteFor } from './context.ts'
import { asking, inLines, refusals } from './described.ts'
import { sendList } from './negotiate.ts'

const savedPath = z.object({ ...sitePath.shape, name: z.string().max(64) })

/** Chosen: more than a team keeps apart. */
const MOST = 200

/** Lists of visitors that somebody gave a name; `saved=<name>` asks any question about one. */
export async function savedSegmentRoutes(plain: FastifyInstance, context: Context): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const { store, now } = context
  app.addHook('onRequest', refuseStrangers(context))

  const find = async (site: string, name: string): Promise<SavedSegment> => {
    const saved = await store.savedSegment(site, name)
    if (saved === null) throw new AppError('not_found', `There is no saved segment '${name}'.`)
    return saved
  }

  app.get(
    '/v1/sites/:site/saved-segments',
    {
      ...inLines,
      schema: {
        ...asking,
        summary: 'The saved segments',
        params: sitePath,
        querystring: savedSegmentsQuery,
        response: { 200: savedSegmentsAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      const saved = await store.savedSegments(site.id)
      const page = pageOfList(saved.map(toAnswer), SAVED, request.query)
      return sendList(request, reply, { name: 'savedSegments', ...page, columns: SAVED_COLUMNS })
    },
  )

  app.post(
    '/v1/sites/:site/saved-segments',
    {
      schema: {
        ...asking,
        summary: 'Save a segment',
        params: sitePath,
        body: newSavedSegment,
        response: { 201: savedSegmentAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'admin')
      const { name, label = name, filters } = request.body
      if (filters.seenSince !== undefined) sinceOf(filters.seenSince, site, now())
      const present = await store.savedSegments(site.id)
      if (present.some((one) => one.name === name)) {
        throw new AppError('conflict', `name: there is a saved segment '${name}' already`)
      }
      if (present.length >= MOST)
        throw new AppError('conflict', `There are ${MOST} already; remove one first.`)
      const saved = { site: site.id, name, label, filters, createdAt: now(), changedAt: now() }
      await store.putSavedSegment(saved)
      return reply.code(201).send(toAnswer(saved))
    },
  )

  app.get(
    '/v1/sites/:site/saved-segments/:name',
    {
      schema: {
        ...asking,
        summary: 'One saved segment',
        params: savedPath,
        response: { 200: savedSegmentAnswer, ...refusals },
      },
    },
    async (request) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      return toAnswer(await find(site.id, request.params.name))
    },
  )

  app.put(
    '/v1/sites/:site/saved-segments/:name',
    {
      schema: {
        ...asking,
        summary: 'Change a saved segment',
        params: savedPath,
        body: savedSegmentChange,
        response: { 200: savedSegmentAnswer, ...refusals },
      },
    },
    async (request) => {
      const site = await siteFor(context, request, request.params.site, 'admin')
      const present = await find(site.id, request.params.name)
      const { label = present.label, filters } = request.body
      if (filters.seenSince !== undefined) sinceOf(filters.seenSince, site, now())
      const saved = { ...present, label, filters, changedAt: now() }
      await store.putSavedSegment(saved)
      return toAnswer(saved)
    },
  )

  app.delete(
    '/v1/sites/:site/saved-segments/:name',
    {
      schema: {
        ...asking,
        summary: 'Remove a saved segment',
        params: savedPath,
        response: { 204: nothing, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'admin')
      await find(site.id, request.params.name)
      await store.removeSavedSegment(site.id, request.params.name)
      return reply.code(204).send()
    },
  )
}

function toAnswer({ name, label, filters, createdAt, changedAt }: SavedSegment): SavedSegmentAnswer {
  return { name, label, filters, createdAt: iso(createdAt), changedAt: iso(changedAt) }
}

const SAVED: Listing<SavedSegmentAnswer, 'name' | 'label' | 'createdAt' | 'changedAt'> = {
  key: ({ name }) => name,
  sorts: {
    name: ({ name }) => name,
    label: ({ label }) => label,
    createdAt: ({ createdAt }) => createdAt,
    changedAt: ({ changedAt }) => changedAt,
  },
}

const SAVED_COLUMNS: Columns<SavedSegmentAnswer> = [
  ['name', ({ name }) => name],
  ['label', ({ label }) => label],
  ['filters', ({ filters }) => JSON.stringify(filters)],
]

import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Columns } from '../csv.ts'
import { AppError } from '../errors.ts'
import { modelOf } from '../models.ts'
import { iso } from '../questions/iso.ts'
import { momentOf } from '../questions/period.ts'
import { askVisitor, findVisitor, toJourney } from '../questions/visitor.ts'
import { VISITOR_COLUMNS } from '../questions/visitor-lines.ts'
import {
  dropsAnswer,
  journeyAnswer,
  nothing,
  segmentsAnswer,
  visitorDetailAnswer,
  visitorsAnswer,
} from '../schemas/answers.ts'
import { segmentsQuery, sitePath, visitorPath, visitorQuery, visitorsQuery } from '../schemas/query.ts'
import { dropsQuery, journeyQuery } from '../schemas/query-lists.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import type { Drop, Site } from '../storage/store.ts'
import { type Context, refuseStrangers, siteFor } from './context.ts'
import { asking, inLines, refusals } from './described.ts'
import { journeyLines, pageOfJourney } from './journey-page.ts'
import { languageOf, sendLines, sendList, sendPersonal } from './negotiate.ts'
import { parsePlaceCursor, toPlaceCursor } from './place-cursor.ts'
import { segmentLines } from './report-lines.ts'
import { sendExport } from './send-export.ts'

/** What marketers ask: only ever reads, except for the erasure of a visitor. */
export async function reportRoutes(plain: FastifyInstance, context: Context): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const { store, now } = context
  app.addHook('onRequest', refuseStrangers(context))
  const siteOf = (request: FastifyRequest, id: string) => siteFor(context, request, id, 'read')
  // Also in the future: what a visitor will be then, doing nothing more.
  const moment = (at: string | undefined, site: Site) => (at === undefined ? now() : momentOf('at', at, site))

  app.get(
    '/v1/sites/:site/segments',
    {
      ...inLines,
      schema: {
        ...asking,
        summary: 'Visitors, conversions and conversion rate in each segment and phase',
        description: 'The segments and phases also come as CSV or NDJSON, a flat line each.',
        params: sitePath,
        querystring: segmentsQuery,
        response: { 200: segmentsAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteOf(request, request.params.site)
      const answer = await context.ask('segments', site, request.query, now(), site.language)
      return sendLines(request, reply, answer, segmentLines(answer))
    },
  )

  app.get(
    '/v1/sites/:site/visitors',
    {
      ...inLines,
      schema: {
        ...asking,
        summary: 'Consented visitors with segment, phase, score and reasons',
        description:
          'As JSON, CSV (`Accept: text/csv`) or one object a line (`Accept: application/x-ndjson`); these two also as a whole, with `limit=all`.',
        params: sitePath,
        querystring: visitorsQuery,
        response: { 200: visitorsAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteOf(request, request.params.site)
      const language = languageOf(request, site)
      const { limit, ...query } = request.query
      if (limit === 'all') {
        const at = now()
        return sendExport(request, reply, VISITOR_COLUMNS, (as, cursor) =>
          context.ask('visitorLines', site, { ...query, as, cursor: cursor ?? query.cursor }, at, language),
        )
      }
      const page = await context.ask('visitors', site, { ...query, limit }, now(), language)
      return sendList(request, reply, {
        name: 'visitors',
        items: page.visitors,
        next: page.next,
        columns: VISITOR_COLUMNS,
      })
    },
  )

  app.get(
    '/v1/sites/:site/visitors/:id',
    {
      schema: {
        ...asking,
        summary: 'One visitor with every contribution, transitions and what would change the segment',
        params: visitorPath,
        querystring: visitorQuery,
        response: { 200: visitorDetailAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteOf(request, request.params.site)
      reply.header('cache-control', 'no-store').header('vary', 'accept-language')
      return askVisitor(
        store,
        site,
        request.params.id,
        moment(request.query.at, site),
        languageOf(request, site),
      )
    },
  )

  app.get(
    '/v1/sites/:site/visitors/:id/journey',
    {
      ...inLines,
      schema: {
        ...asking,
        summary: 'Visits, touches and events in order, each with the phase it left the visitor in',
        description: 'The events also come as CSV or NDJSON, a flat line each.',
        params: visitorPath,
        querystring: journeyQuery,
        response: { 200: journeyAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteOf(request, request.params.site)
      const at = moment(request.query.at, site)
      const { id } = request.params
      await findVisitor(store, site, id, at)
      const events = await store.history({ site: site.id, visitor: id }, at)
      const visits = toJourney(events, modelOf(site), languageOf(request, site))
      const page = pageOfJourney(visits, request.query)
      return sendPersonal(request, reply, page, journeyLines(page))
    },
  )

  app.delete(
    '/v1/sites/:site/visitors/:id',
    {
      schema: {
        ...asking,
        summary: 'Erase a visitor',
        description: 'Removes the visitor and all of its events, for good.',
        params: visitorPath,
        response: { 204: nothing, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'admin')
      const erased = await store.erase({ site: site.id, visitor: request.params.id }, now())
      if (!erased) throw new AppError('unknown_visitor', 'There is no visitor with this id.')
      return reply.code(204).send()
    },
  )

  app.get(
    '/v1/sites/:site/drops',
    {
      ...inLines,
      schema: {
        ...asking,
        summary: 'Events that were not kept in the last seven days, with the reason',
        description:
          'Also, with the reason `bot`, events that were kept but count for nothing because a program sent them: a hundred an hour at most.',
        params: sitePath,
        querystring: dropsQuery,
        response: { 200: dropsAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteOf(request, request.params.site)
      const { limit, cursor, sort } = request.query
      const after = parsePlaceCursor('drops', cursor)
      const drops = await store.drops(site.id, limit + 1, { isOldestFirst: sort === 'at', after })
      const page = drops.slice(0, limit)
      return sendList(request, reply, {
        name: 'drops',
        items: page.map(toDropAnswer),
        next: drops.length > limit ? toPlaceCursor('drops', page.at(-1)!.place) : null,
        columns: DROP_COLUMNS,
      })
    },
  )
}

const toDropAnswer = (drop: Drop) => ({
  at: iso(drop.at),
  reason: drop.reason,
  message: drop.message,
  event: drop.event,
})

const DROP_COLUMNS: Columns<ReturnType<typeof toDropAnswer>> = [
  ['at', (drop) => drop.at],
  ['reason', (drop) => drop.reason],
  ['message', (drop) => drop.message],
  ['event', (drop) => drop.event],
]

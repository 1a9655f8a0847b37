import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { type Context, siteFor } from './context.ts'

/** A hook for all questions that take `saved`: the filters of that saved segment, where the question has none of its own.
 *  @throws AppError invalid_request when there is none of that name, or when it filters by what the question does not know */
export function applySaved(context: Context): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const known = parametersOf(request)
    const { saved, ...given } = (request.query ?? {}) as Record<string, unknown>
    if (typeof saved !== 'string' || !known.has('saved')) return
    // Before it is looked up: who may not ask learns nothing of what is saved.
    const { site: id } = request.params as { site: string }
    const site = await siteFor(context, request, id, 'read')
    const found = await context.store.savedSegment(site.id, saved)
    if (found === null) {
      throw new AppError('invalid_request', `saved: there is no saved segment '${saved}'`)
    }
    const foreign = Object.keys(found.filters).find((name) => !known.has(name))
    if (foreign !== undefined) {
      throw new AppError(
        'invalid_request',
        `saved: '${saved}' filters by ${foreign}, which this question cannot`,
      )
    }
    const own = Object.entries(given).filter(([, value]) => value !== undefined)
    request.query = { ...found.filters, ...Object.fromEntries(own) }
  }
}

function parametersOf(request: FastifyRequest): ReadonlySet<string> {
  const schema = request.routeOptions.schema?.querystring
  return new Set(schema instanceof z.ZodObject ? Object.keys(schema.shape) : [])
}

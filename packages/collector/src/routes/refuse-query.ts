import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'

/** A hook for routes that take no parameters at all: the others refuse unknown ones by their schemas.
 *  @throws AppError invalid_request naming the first */
export async function refuseQuery({ routeOptions, query }: FastifyRequest): Promise<void> {
  const [name] = Object.keys((query ?? {}) as object)
  if (name !== undefined && routeOptions.schema?.querystring === undefined)
    throw new AppError('invalid_request', `there is no '${name}' here`)
}

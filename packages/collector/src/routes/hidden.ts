import type { FastifySchema } from 'fastify'

/** For routes that are no part of the described interface. */
export const HIDDEN: FastifySchema & { readonly hide: true } = { hide: true }

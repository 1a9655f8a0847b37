import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'

/** Refuses bodies that say they are packed, also where they are not: limits are on what arrives, so nothing is unpacked. */
export function refusePacked(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ headers }) => {
    const encoding = headers['content-encoding']?.trim().toLowerCase() ?? ''
    if (encoding === '' || encoding === 'identity') return
    throw new AppError(
      'unsupported_media_type',
      'Content-Encoding: send the body as it is, unpacked and without this header.',
    )
  })
}

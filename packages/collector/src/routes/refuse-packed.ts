import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'

/** Refuses bodies that say they are packed, also where they are not: limits are on what arrives, so nothing is unpacked. */
export function refusePacked(app: FastifyInstance): void {
  // A callback, not a promise: every event passes here.
  app.addHook('onRequest', ({ headers }, _reply, done) => {
    const encoding = headers['content-encoding']
    done(encoding === undefined || isNone(encoding) ? undefined : refusal())
  })
}

function isNone(encoding: string): boolean {
  return ['', 'identity'].includes(encoding.trim().toLowerCase())
}

function refusal(): AppError {
  return new AppError(
    'unsupported_media_type',
    'Content-Encoding: send the body as it is, unpacked and without this header.',
  )
}

import type { FastifyRequest } from 'fastify'
import type { AppError } from '../errors.ts'
import { type ReceivedBatch, takenBackBy } from '../pipeline/index.ts'
import type { Context } from './context.ts'
import { createLimiter } from './limiter.ts'
import { createRefuser } from './refuse-early.ts'

/** A withdrawal with the longest names there are fits; an event with its page does not, mostly. */
const SHORT_BODY = 256

/** Who is refused for sending too fast, or because the queue is full. Not a visitor who takes consent back: nobody waits for a
 *  quieter moment to be forgotten, and a page that is left does not ask again. */
export interface Refusals {
  /** Before the body is read: what is refused must cost as little as it can. A body that may be a withdrawal is read. */
  early(request: FastifyRequest, done: (error?: AppError) => void): void
  /** When it has been read; null: nothing is to be waited for.
   *  @throws AppError too_fast, queue_full as `early` would have said, unless it takes consent back */
  late(request: FastifyRequest, batch: ReceivedBatch): Promise<never> | null
}

export function createRefusals(context: Context): Refusals {
  const limit = createLimiter(context, { tokens: true })
  // As many again: a withdrawal is work too.
  const limitWithdrawals = createLimiter(context, { tokens: true })
  const refuse = createRefuser()
  const waiting = new WeakMap<FastifyRequest, AppError>()

  return {
    early(request, done) {
      const tooFast = limit(request)
      const refusal = tooFast ?? context.committer.refusal()
      if (refusal === null) return done()
      if (isShort(request) && canErase(refusal)) {
        waiting.set(request, refusal)
        done()
      } else if (tooFast !== null) done(tooFast)
      else refuse(refusal, done)
    },
    late(request, batch) {
      const refusal = waiting.get(request)
      if (refusal === undefined) return null
      if (isWithdrawal(batch) && limitWithdrawals(request) === null) return null
      return new Promise((_, reject) => refuse(refusal, reject))
    },
  }
}

/** Not a collector that stops, or whose storage has failed. */
function canErase({ code }: AppError): boolean {
  return code === 'too_fast' || code === 'queue_full'
}

function isShort({ headers }: FastifyRequest): boolean {
  return Number(headers['content-length']) <= SHORT_BODY
}

function isWithdrawal({ envelope, events }: ReceivedBatch): boolean {
  return events.length === 0 && takenBackBy(envelope) !== null
}

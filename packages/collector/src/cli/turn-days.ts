import { MINUTE } from '@koopsignaal/protocol'
import type { FastifyBaseLogger } from 'fastify'
import type { KeptDayHash } from '../identity/day-hash.ts'

/** Chosen: so much longer than its day may a salt be on the disk where nobody comes by. */
const TURN_EVERY = MINUTE

/** Has the day's salt thrown away when the day is over, also where no event comes that would do it.
 *  @returns a function that ends it */
export function turnDays(dayHash: KeptDayHash, log: FastifyBaseLogger): () => void {
  const timer = setInterval(() => {
    try {
      dayHash.turn()
    } catch (error) {
      log.error(error, 'the salt of a day that is over could not be thrown away')
    }
  }, TURN_EVERY)
  timer.unref()
  return () => clearInterval(timer)
}

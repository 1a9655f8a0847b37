import type { AppError } from '../errors.ts'

/** A refusal waits this long, so that a sender that asks again at once cannot spend the time that the accepted ones need. Chosen:
 *  half of what it is told to wait. */
const HOLD = 500
/** Refusals that wait at the same time; one more is told at once. */
const MAX_HELD = 2_000

/** Hands on a refusal, a moment later while there are few of them. What the sender still sends is not read meanwhile. */
export function createRefuser(): (error: AppError, done: (error: AppError) => void) => void {
  let held = 0
  return (error, done) => {
    if (held >= MAX_HELD) return done(error)
    held++
    setTimeout(() => {
      held--
      done(error)
    }, HOLD)
  }
}

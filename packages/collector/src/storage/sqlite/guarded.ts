import { AppError } from '../../errors.ts'
import { EngineFailure } from '../store.ts'

/** The engine refuses a value and is itself in order: only what holds that value is lost. */
const ABOUT_VALUES = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/

/** A refusal that may pass becomes an AppError; anything else is the engine's own failure and goes up as it is. */
export function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = (error as { code?: unknown }).code
    if (code === 'SQLITE_FULL') throw new AppError('store_full', 'The disk is full; nothing was stored.', 10)
    if (typeof code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(code)) {
      throw new AppError('store_busy', 'The database is in use by another program; nothing was stored.', 2)
    }
    if (typeof code === 'string' && code.startsWith('SQLITE_') && !ABOUT_VALUES.test(code)) {
      throw new EngineFailure(error)
    }
    throw error
  }
}

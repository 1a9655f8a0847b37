import { closeSync, existsSync, openSync, statSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../errors.ts'

/** Room on the disk that is kept for erasures: who asks to be forgotten must not wait until somebody has made space. */
export interface Reserve {
  /** Runs a piece of work; when the disk is full, once more with the room that was kept. */
  readonly use: <T>(work: () => T) => T
  /** Keeps the room again, if there is any. */
  readonly refill: () => void
}

export const RESERVE_FILE = 'koopsignaal.reserve'

/** Chosen: erasing one visitor with a thousand events writes some 2 MB to the WAL. */
const SIZE = 16 * 1024 * 1024

export function createReserve(dir: string): Reserve {
  const file = join(dir, RESERVE_FILE)
  const refill = (): void => {
    if (existsSync(file) && statSync(file).size === SIZE) return
    try {
      fill(file)
    } catch {
      // No room now: the next call tries again.
      remove(file)
    }
  }
  refill()
  return {
    use: (work) => {
      try {
        return work()
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'store_full')) throw error
        remove(file)
        return work()
      }
    },
    refill,
  }
}

function remove(file: string): void {
  if (existsSync(file)) unlinkSync(file)
}

/** Written in full: a file that only says that it is so long takes no room. */
function fill(file: string): void {
  const descriptor = openSync(file, 'w', 0o600)
  try {
    writeSync(descriptor, Buffer.alloc(SIZE), 0, SIZE, 0)
  } finally {
    closeSync(descriptor)
  }
  if (statSync(file).size !== SIZE) throw new RangeError(`${file} was not written in full`)
}

import { AppError, type ErrorCode, StartError } from '../../errors.ts'
import { EngineFailure } from '../store.ts'

/** What two threads say to each other. Each call has a number, and everything about it carries that number. */

export type ToThread =
  | { readonly id: number; readonly method: string; readonly args: readonly unknown[] }
  /** The caller does not want the rest of a long call. */
  | { readonly id: number; readonly stop: true }

export type FromThread =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: PackedError }
  | { readonly id: number; readonly progress: readonly [done: number, all: number] }

/** The number of the call that nobody makes: its answer says that the thread has opened its store, or why it could not. */
export const OPENING = 0

/** Errors lose their class on the way between threads; this is what is needed to make them again. */
export interface PackedError {
  readonly kind: 'app' | 'engine' | 'start' | 'other'
  readonly message: string
  readonly code?: unknown
  readonly retryAfter?: number | undefined
  readonly exitCode?: 1 | 2
  readonly stack?: string | undefined
}

export function packError(error: unknown): PackedError {
  if (error instanceof AppError) {
    const { code, message, retryAfter } = error
    return { kind: 'app', code, message, retryAfter }
  }
  if (error instanceof StartError) return { kind: 'start', message: error.message, exitCode: error.exitCode }
  if (!(error instanceof Error)) return { kind: 'other', message: String(error) }
  const { message, stack } = error
  if (error instanceof EngineFailure) return { kind: 'engine', message, stack }
  const { code } = error as { code?: unknown }
  return { kind: 'other', message, stack, ...(typeof code === 'string' ? { code } : {}) }
}

/** Law: unpackError(packError(e)) is of e's class, with its message and code. */
export function unpackError(packed: PackedError): Error {
  const { kind, message, code, retryAfter, exitCode, stack } = packed
  switch (kind) {
    case 'app':
      return new AppError(code as ErrorCode, message, retryAfter)
    case 'start':
      return new StartError(message, exitCode)
    case 'engine':
      return new EngineFailure(Object.assign(new Error(message), { stack }))
    case 'other':
      return Object.assign(new Error(message), { stack }, code === undefined ? {} : { code })
  }
}

/** Every refusal a caller can meet: code, HTTP status, and a sentence that says what to change. */
const TABLE = {
  invalid_batch: 400,
  invalid_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  unknown_site: 404,
  unknown_visitor: 404,
  method_not_allowed: 405,
  too_slow: 408,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  too_fast: 429,
  headers_too_large: 431,
  internal: 500,
  queue_full: 503,
  store_busy: 503,
  store_full: 503,
  shutting_down: 503,
} as const

export type ErrorCode = keyof typeof TABLE
export const ERROR_STATUS: Readonly<Record<ErrorCode, number>> = TABLE

/** An expected refusal; anything else that is thrown is `internal` and told only to the log. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly status: number
  /** Seconds after which it may work; becomes `Retry-After`. */
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, message: string, retryAfter?: number) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.status = TABLE[code]
    this.retryAfter = retryAfter
  }
}

/** A start that cannot go on; the command prints its one sentence and exits. */
export class StartError extends Error {
  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message)
    this.name = 'StartError'
    this.exitCode = exitCode
  }
}

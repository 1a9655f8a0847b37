import { AppError } from '../errors.ts'

/** For a cursor that no answer of this list gave. */
export function wrongCursor(): AppError {
  return new AppError(
    'invalid_request',
    'cursor: use the `next` of an earlier answer as it is, with the same order and filters',
  )
}

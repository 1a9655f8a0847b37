import { AppError } from '../../errors.ts'
import type { CostFilter } from '../../storage/store.ts'

/** @throws AppError invalid_request for days that end before they begin: a line of a whole month lies around both of them */
export function mustBeInOrder({ from, to }: Pick<CostFilter, 'from' | 'to'>): void {
  if (from !== undefined && to !== undefined && from > to)
    throw new AppError('invalid_request', 'from: lies after to')
}

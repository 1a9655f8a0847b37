import { AppError } from '../../errors.ts'
import type { Store } from '../store.ts'
import type { Settling } from './settling.ts'

/** What needs no rows, or settles by itself. */
const UNSETTLED: ReadonlySet<keyof Store> = new Set([
  'commit',
  'commitSoon',
  'recover',
  'visitor',
  'site',
  'close',
])

type Method = (...args: readonly unknown[]) => unknown

/** A store in which every question and every other change finds all that was taken in before in the rows. */
export function settledFirst({ settle }: Pick<Settling, 'settle'>, store: Store): Store {
  const tryToSettle = (): void => {
    try {
      settle()
    } catch (error) {
      // On a full disk questions are answered from the rows that are there; who wants something kept is told by the change itself.
      if (!(error instanceof AppError)) throw error
    }
  }
  const methods = Object.entries(store) as [keyof Store, Method][]
  const settled = methods.map(([name, method]): [string, Method] => {
    if (UNSETTLED.has(name)) return [name, method]
    const after: Method = (...args) => {
      tryToSettle()
      return method(...args)
    }
    return [name, after]
  })
  return Object.fromEntries(settled) as unknown as Store
}

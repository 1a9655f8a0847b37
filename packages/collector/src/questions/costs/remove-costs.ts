import { AppError } from '../../errors.ts'
import type { CostsRemovalQuery } from '../../schemas/query-funnel.ts'
import type { CostLine, Site, Store } from '../../storage/store.ts'
import { mustBeInOrder } from './must-be-in-order.ts'

/** Removes what was spent: all that a filter chooses, or the one line that is named.
 *  @returns how many lines there were
 *  @throws AppError invalid_request without a filter, for days in the wrong order, and naming what a line lacks */
export async function removeCosts(store: Store, site: Site, query: CostsRemovalQuery): Promise<number> {
  const { match, ...filter } = query
  mustBeInOrder(filter)
  if (match === 'line') return store.removeCost(site.id, lineOf(filter))
  // A parameter that a script forgot to fill in must not cost a year of typing.
  if (Object.values(filter).every((value) => value === undefined))
    throw new AppError(
      'invalid_request',
      'from: say which costs, by from, to, channel, source or campaign; from=1970-01-01 is all of them',
    )
  return store.removeCosts(site.id, filter)
}

function lineOf(named: Omit<CostsRemovalQuery, 'match'>): CostLine {
  const { from, to, channel, source = null, campaign = null } = named
  if (from !== undefined && to !== undefined && channel !== undefined)
    return { from, to, channel, source, campaign }
  const missing = (['from', 'to', 'channel'] as const).find((name) => named[name] === undefined)
  throw new AppError('invalid_request', `${missing}: expected, a line has its days and a channel`)
}

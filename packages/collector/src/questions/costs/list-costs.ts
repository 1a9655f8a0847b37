import type { CostsAnswer } from '@koopsignaal/protocol'
import type { Cost, CostFilter, Site, Store } from '../../storage/store.ts'
import { type Listing, type ListQuery, pageOfList } from '../page-of-list.ts'
import { mustBeInOrder } from './must-be-in-order.ts'

type CostSort = 'from' | 'to' | 'channel' | 'amount'

/** One page of what was spent; what is equal in the order that was asked for stands in order of days, channel, source, campaign.
 *  @throws AppError invalid_request for a cursor that is none of ours, and for days in the wrong order */
export async function listCosts(
  store: Store,
  site: Site,
  { filter, ...query }: ListQuery<CostSort> & { readonly filter: CostFilter },
): Promise<CostsAnswer> {
  mustBeInOrder(filter)
  const { items, next } = pageOfList(await store.costs(site.id, filter), COSTS, query)
  return { costs: items, next }
}

const COSTS: Listing<Cost, CostSort> = {
  // A NUL comes before whatever a name goes on with.
  key: ({ from, to, channel, source, campaign }) =>
    [from, to, channel, source ?? '', campaign ?? ''].join('\u0000'),
  sorts: {
    from: ({ from }) => from,
    to: ({ to }) => to,
    channel: ({ channel }) => channel,
    amount: ({ amount }) => amount,
  },
}

import { nextDay } from '../../days.ts'
import { AppError } from '../../errors.ts'
import type { Cost, Site, Store } from '../../storage/store.ts'

// Chosen: two years of one line; longer ones are typing errors in a year.
const MAX_DAYS = 731

/** Keeps what was spent. A line of the same days, channel, source and campaign is replaced; the same lines again change nothing.
 *  @throws AppError invalid_request naming the line and the field: days that run backwards or for years, a second currency */
export async function keepCosts(store: Store, site: Site, costs: readonly Cost[]): Promise<void> {
  const known = (await store.costs(site.id, {}))[0]?.currency
  for (const [i, cost] of costs.entries()) {
    const refuse = (message: string) => new AppError('invalid_request', `costs[${i}].${message}`)
    if (cost.to < cost.from) throw refuse(`to: ${cost.to} lies before from, ${cost.from}`)
    const days = (Date.parse(nextDay(cost.to)) - Date.parse(cost.from)) / 86_400_000
    if (days > MAX_DAYS) throw refuse(`to: the line has ${days} days; at most ${MAX_DAYS} are taken`)
    const currency = known ?? costs[0]!.currency
    if (cost.currency !== currency) {
      throw refuse(
        `currency: the costs of this site are in ${currency}, not ${cost.currency}; one currency can be added up`,
      )
    }
  }
  await store.putCosts(site.id, costs)
}

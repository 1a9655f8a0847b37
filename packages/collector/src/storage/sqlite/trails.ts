import type {
  Cost,
  CostFilter,
  CostLine,
  DatedConversion,
  Outcome,
  Period,
  TrailStore,
  VisitorFilter,
} from '../store.ts'
import { guarded } from './guarded.ts'
import type { Connection } from './open.ts'
import type { Statements } from './prepared.ts'
import { filterParameters } from './reports.ts'
import type { SiteRegistry } from './site-registry.ts'

type CostRow = Omit<Cost, 'from' | 'to'> & { readonly from_day: string; readonly to_day: string }

/** The trails' part of the engine. */
export function createTrails(
  writer: Connection,
  read: Statements,
  write: Statements,
  sites: SiteRegistry,
): TrailStore {
  const parametersOf = (site: string, period: Period, filter: VisitorFilter) =>
    filterParameters(sites.key(site), period, period.to, filter)

  const putAll = writer.transaction((site: number, costs: readonly Cost[]): void => {
    for (const cost of costs) write.get('putCost').run({ ...cost, ...keyOf(site, cost) })
  })

  return {
    async conversions(site, period, filter) {
      const { customer, ...parameters } = parametersOf(site, period, filter)
      return read
        .get('datedConversions')
        .all({ ...parameters, customer: null, by: customer }) as DatedConversion[]
    },
    async outcomes(site, period, filter, until) {
      return read.get('outcomes').all({ ...parametersOf(site, period, filter), until }) as Outcome[]
    },

    async putCosts(site, costs) {
      guarded(() => putAll.immediate(sites.key(site), costs))
    },
    async costs(site, filter) {
      const rows = read.get('costs').all(costParameters(sites.key(site), filter)) as CostRow[]
      return rows.map(({ from_day: from, to_day: to, channel, source, campaign, amount, currency }) => ({
        from,
        to,
        channel,
        source: source === '' ? null : source,
        campaign: campaign === '' ? null : campaign,
        amount,
        currency,
      }))
    },
    async removeCost(site, line) {
      return guarded(() => write.get('removeCost').run(keyOf(sites.key(site), line))).changes
    },
    async removeCosts(site, filter) {
      return guarded(() => write.get('removeCosts').run(costParameters(sites.key(site), filter))).changes
    },
  }
}

/** No source and no campaign are '' in the table: in a key each null would be another. */
function keyOf(site: number, { from, to, channel, source, campaign }: CostLine) {
  return { site, from, to, channel, source: source ?? '', campaign: campaign ?? '' }
}

function costParameters(site: number, filter: CostFilter) {
  const { from = null, to = null, channel = null, source = null, campaign = null } = filter
  return { site, from, to, channel, source, campaign }
}

import { PHASES, SEGMENTS } from '@koopsignaal/protocol'
import type {
  Cost,
  CostFilter,
  DatedConversion,
  Outcome,
  Period,
  TrailConversion,
  TrailQuery,
  TrailStore,
  TrailVisit,
  VisitorFilter,
} from '../store.ts'
import { guarded } from './guarded.ts'
import type { Connection } from './open.ts'
import { unpackSource } from './pack.ts'
import type { Statements } from './prepared.ts'
import { filterParameters } from './reports.ts'
import { type StandingRow, standingToSpan } from './rows.ts'
import type { SiteRegistry } from './site-registry.ts'

interface OfVisitor {
  readonly visitor: number
}
interface VisitRow extends OfVisitor {
  readonly from_at: number
  readonly to_at: number
  readonly segments: number
  readonly phases: number
  readonly source: string | null
}
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

  function trailsOf(visitors: readonly number[], to: number) {
    const parameters = { keys: JSON.stringify(visitors), to }
    const rows = <T extends OfVisitor>(name: 'trailVisits' | 'trailConversions') =>
      Map.groupBy(read.get(name).all(parameters) as T[], ({ visitor }) => visitor)
    const spans = Map.groupBy(
      read.get('trailSpans').raw().all(parameters) as StandingRow[],
      ([visitor]) => visitor,
    )
    const visits = rows<VisitRow>('trailVisits')
    const conversions = rows<TrailConversion & OfVisitor>('trailConversions')
    return visitors.map((visitor) => ({
      spans: (spans.get(visitor) ?? []).map(standingToSpan),
      visits: (visits.get(visitor) ?? []).map(toVisit),
      conversions: (conversions.get(visitor) ?? []).map(({ at, name, value, currency }) => ({
        at,
        name,
        value,
        currency,
      })),
    }))
  }

  const putAll = writer.transaction((site: number, costs: readonly Cost[]): void => {
    for (const cost of costs) {
      // No source and no campaign are '' in the table: in a key each null would be another.
      write.get('putCost').run({ ...cost, site, source: cost.source ?? '', campaign: cost.campaign ?? '' })
    }
  })

  return {
    async trails({ site, period, filter, after, limit }: TrailQuery) {
      const parameters = { ...parametersOf(site, period, filter), after, limit: limit + 1 }
      const found = read.get('trackKeys').pluck().all(parameters) as number[]
      const own = found.slice(0, limit)
      return { trails: trailsOf(own, period.to), next: found.length > limit ? own.at(-1)! : null }
    },
    async conversions(site, period, filter) {
      return read.get('datedConversions').all(parametersOf(site, period, filter)) as DatedConversion[]
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
    async removeCosts(site, filter) {
      return guarded(() => write.get('removeCosts').run(costParameters(sites.key(site), filter))).changes
    },
  }
}

function costParameters(site: number, filter: CostFilter) {
  const { from = null, to = null, channel = null, source = null, campaign = null } = filter
  return { site, from, to, channel, source, campaign }
}

function toVisit({ from_at: from, to_at: to, segments, phases, source }: VisitRow): TrailVisit {
  return {
    from,
    to,
    segments: SEGMENTS.filter((_, bit) => (segments >> bit) & 1),
    phases: PHASES.filter((_, bit) => (phases >> bit) & 1),
    source: source === null ? null : unpackSource(source),
  }
}

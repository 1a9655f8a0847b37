import {
  DAY,
  PHASES,
  SEGMENTS,
  type SegmentFigures,
  type SegmentsAnswer,
  type UnixMs,
} from '@koopsignaal/protocol'
import { daysOf } from '../days.ts'
import { AppError } from '../errors.ts'
import type { SegmentsQuery } from '../schemas/query.ts'
import type { SegmentCounts, Site, Store } from '../storage/store.ts'
import { askedPeriod, toAskedAnswer } from './asked-period.ts'
import { comparedPeriod } from './compared-period.ts'
import { countedSales } from './counted.ts'
import { filterOf } from './period.ts'
import { toldComparison } from './told-comparison.ts'

/** A report by day over more than this is a request for another report. */
const MAX_DAYS = 800

/** Visitors, conversions and rates per segment and phase, by day, and against the period before. */
export async function askSegments(
  store: Store,
  site: Site,
  query: SegmentsQuery,
  now: UnixMs,
): Promise<SegmentsAnswer> {
  const { asked, period, at } = await askedPeriod(query, site, store, now)
  // Before they are listed: two thousand years of days take longer than anybody waits.
  const length = Math.ceil((period.to - period.from) / DAY)
  if (length > MAX_DAYS) {
    throw new AppError(
      'invalid_request',
      `from: the period has ${length} days; at most ${MAX_DAYS} are reported`,
    )
  }
  const days = daysOf(period, site.timeZone)
  const filter = filterOf(query)
  const before = comparedPeriod(period, query.compare, site.timeZone)
  const [comparedWith, counts, previous, byDay, counted] = await Promise.all([
    toldComparison(store, site, before),
    store.segmentCounts(site.id, { period, at, filter }),
    before === null ? null : store.segmentCounts(site.id, { period: before, filter }),
    store.segmentsByDay(site.id, days, { period, at, filter }),
    countedSales(store, site, { period, filter }),
  ])
  return {
    ...toAskedAnswer({ period: asked, at }),
    comparedWith,
    totals: {
      visitors: sum(counts.standing),
      pageViews: counts.pageViews,
      conversions: sum(counts.conversions) + counted.length,
    },
    segments: SEGMENTS.map((segment) => ({
      segment,
      ...figures(counts, 'segment', segment),
      previous: previous && figures(previous, 'segment', segment),
    })),
    phases: PHASES.map((phase) => ({
      phase,
      ...figures(counts, 'phase', phase),
      previous: previous && figures(previous, 'phase', phase),
    })),
    series: byDay.map(({ segments, conversions }, i) => {
      const { day, from, to } = days[i]!
      const more = counted.filter(({ at }) => at >= from && at < to).length
      return { day, ...segments, conversions: conversions + more }
    }),
  }
}

function figures(counts: SegmentCounts, by: 'segment' | 'phase', name: string): SegmentFigures {
  const visits = counts.visits[by === 'segment' ? 'segments' : 'phases'].find((row) => row.name === name)
  return {
    visitors: sum(counts.standing.filter((row) => row[by] === name)),
    reached: visits?.reached ?? 0,
    visits: visits?.visits ?? 0,
    conversions: sum(counts.conversions.filter((row) => row[by] === name)),
    conversionRate: visits === undefined || visits.visits === 0 ? null : visits.converted / visits.visits,
  }
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((total, row) => total + row.count, 0)
}

import type { Language, UnixMs } from '@koopsignaal/protocol'
import type { SegmentsQuery } from '../schemas/query.ts'
import type { CtasQuery, PagesQuery, SearchesQuery } from '../schemas/query-content.ts'
import type { ChannelsQuery, ForecastQuery, FunnelQuery } from '../schemas/query-funnel.ts'
import type { Site, Store } from '../storage/store.ts'
import { askedPeriod } from './asked-period.ts'
import { askChannels } from './channels/index.ts'
import { askCtas } from './content/ctas.ts'
import { askPages } from './content/pages.ts'
import { parseReportCursor } from './content/report-cursor.ts'
import { askSearches } from './content/searches.ts'
import { askForecast } from './forecast/index.ts'
import { learnedPeriod } from './forecast/learned-period.ts'
import { askFunnel } from './funnel/index.ts'
import { filterOf } from './period.ts'
import { askSegments } from './segments.ts'
import { askVisitorLines, type VisitorLinesQuery } from './visitor-lines.ts'
import { askVisitors, type VisitorsPageQuery } from './visitors.ts'

/** The questions that look at many visitors, by name, all asked in the same way: so that they can be asked of another thread, and
 *  no report holds up what comes in. */
export const REPORTS = {
  segments: (store: Store, site: Site, query: SegmentsQuery, now: UnixMs) =>
    askSegments(store, site, query, now),
  visitors: (store: Store, site: Site, query: VisitorsPageQuery, now: UnixMs, language: Language) =>
    askVisitors(store, site, query, now, language),
  visitorLines: (store: Store, site: Site, query: VisitorLinesQuery, now: UnixMs, language: Language) =>
    askVisitorLines(store, site, query, now, language),
  pages: (store: Store, site: Site, query: PagesQuery, now: UnixMs) => askPages(store, site, query, now),
  ctas: (store: Store, site: Site, query: CtasQuery, now: UnixMs) => askCtas(store, site, query, now),
  searches: (store: Store, site: Site, query: SearchesQuery, now: UnixMs) =>
    askSearches(store, site, query, now),
  funnel: async (store: Store, site: Site, query: FunnelQuery, now: UnixMs, language: Language) => {
    const { period, at } = await askedPeriod(query, site, store, now)
    return askFunnel(store, site, { period, at, filter: filterOf(query), compare: query.compare, language })
  },
  channels: async (store: Store, site: Site, query: ChannelsQuery, now: UnixMs, language: Language) => {
    const { compare, by, attribution, limit, sort } = query
    const after = query.cursor === undefined ? null : parseReportCursor(query.cursor)
    const { period, at, until } = after ?? (await askedPeriod(query, site, store, now))
    return askChannels(store, site, {
      period,
      at,
      until,
      after,
      filter: filterOf(query),
      compare,
      by,
      attribution,
      limit,
      sort,
      language,
    })
  },
  forecast: (store: Store, site: Site, query: ForecastQuery, now: UnixMs, language: Language) => {
    const { days, goal } = query
    return askForecast(store, site, {
      learned: learnedPeriod(query, site, now),
      days,
      goal,
      filter: filterOf(query),
      language,
    })
  },
} as const

export type ReportName = keyof typeof REPORTS
export type ReportQuery<Name extends ReportName> = Parameters<(typeof REPORTS)[Name]>[2]
export type Report<Name extends ReportName> = Awaited<ReturnType<(typeof REPORTS)[Name]>>

/** Asks for a report.
 *  @throws AppError invalid_request for what cannot be asked */
export type AskReport = <Name extends ReportName>(
  name: Name,
  site: Site,
  query: ReportQuery<Name>,
  now: UnixMs,
  language: Language,
) => Promise<Report<Name>>

/** Asks on this thread. */
export function askOf(store: Store): AskReport {
  return <Name extends ReportName>(
    name: Name,
    site: Site,
    query: ReportQuery<Name>,
    now: UnixMs,
    language: Language,
  ) => {
    const report = REPORTS[name] as (...asked: unknown[]) => Promise<Report<Name>>
    return report(store, site, query, now, language)
  }
}

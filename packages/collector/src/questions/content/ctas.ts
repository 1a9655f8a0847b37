import type { CtaAnswer, CtasAnswer, UnixMs } from '@koopsignaal/protocol'
import type { CtasQuery } from '../../schemas/query-content.ts'
import type { Site, Store } from '../../storage/store.ts'
import { askedPeriod } from '../asked-period.ts'
import { iso } from '../iso.ts'
import { filterOf } from '../period.ts'
import { type CtaCount, liftOfCta, tallyCtas } from './cta-tally.ts'
import { share } from './lift.ts'
import { once } from './once.ts'
import { pageOf } from './page-of.ts'
import { parseReportCursor } from './report-cursor.ts'

const MOST_PAGES = 5

/** CTAs, with what people did who clicked them and those who looked at the same pages and did not. */
export async function askCtas(store: Store, site: Site, query: CtasQuery, now: UnixMs): Promise<CtasAnswer> {
  const after = query.cursor === undefined ? null : parseReportCursor(query.cursor)
  const asked = after ?? (await askedPeriod(query, site, store, now))
  const { period, until } = asked
  const { rows, visitors } = await store.census(site.id, 'acts', (census) => {
    const selected = census.select({ period, at: period.to, filter: filterOf(query) })
    const tally = tallyCtas(census, selected, { period, until })
    return { rows: tally.ctas.map((count) => toRow(count, census.names.paths)), visitors: tally.visitors }
  })
  const { page, next } = pageOf(rows, { asked, after, key: ({ cta }) => cta, sorts: SORTS, query })
  return {
    from: iso(period.from),
    to: iso(period.to),
    totals: { clicks: rows.reduce((sum, { clicks }) => sum + clicks, 0), visitors },
    ctas: page.map((row) => ({ ...row, lift: row.lift() })),
    next,
  }
}

const SORTS = {
  clicks: (row: Row) => row.clicks,
  visitors: (row: Row) => row.visitors,
  clickRatio: (row: Row) => row.clickRatio,
  climbed: (row: Row) => row.lift().climbed.ratio,
  converted: (row: Row) => row.lift().converted.ratio,
} as const

type Row = Omit<CtaAnswer, 'lift'> & { readonly lift: () => CtaAnswer['lift'] }

/** A line whose dearest figure is only made when it is looked at. */
function toRow(count: CtaCount, paths: readonly (string | null)[]): Row {
  const { cta, clicks, visitors, pages, seenBy, clickedAfterSight } = count
  const hasPages = pages.size > 0
  return {
    cta,
    pages: [...pages]
      .map(([path, times]) => [paths[path]!, times] as const)
      .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, MOST_PAGES)
      .map(([path]) => path),
    clicks,
    visitors,
    seenBy: hasPages ? seenBy : null,
    clickRatio: hasPages ? share(clickedAfterSight, seenBy) : null,
    lift: once(() => liftOfCta(count)),
  }
}

import type { CtaAnswer, CtasAnswer, UnixMs } from '@koopsignaal/protocol'
import type { CtasQuery } from '../../schemas/query-content.ts'
import type { CountedAct, Site, Store } from '../../storage/store.ts'
import { askedPeriod, toAskedAnswer } from '../asked-period.ts'
import { countedIn } from '../counted.ts'
import { filterOf } from '../period.ts'
import { type CtaCount, emptyCta, liftOfCta, tallyCtas } from './cta-tally.ts'
import { gatherMoments } from './gather-moments.ts'
import { share } from './lift.ts'
import { once } from './once.ts'
import { pageOf } from './page-of.ts'
import { parseReportCursor } from './report-cursor.ts'

const MOST_PAGES = 5

/** CTAs, with what people did who clicked them and those who looked at the same pages and did not. */
export async function askCtas(store: Store, site: Site, query: CtasQuery, now: UnixMs): Promise<CtasAnswer> {
  const after = query.cursor === undefined ? null : parseReportCursor(query.cursor)
  const asked = after ?? (await askedPeriod(query, site, store, now))
  const { period, until, at } = asked
  const filter = filterOf(query)
  const counted = clicksByCta(await countedIn(store, site, { period, filter }, 'cta_click'))
  const { rows, visitors } = await store.census(site.id, 'acts', (census) => {
    const tally = tallyCtas(census, gatherMoments(census, { period, at, filter }, until, 'acts'), period)
    return { rows: toRows(tally.ctas, census.names.paths, counted), visitors: tally.visitors }
  })
  const { page, next } = pageOf(rows, { asked, after, key: ({ cta }) => cta, sorts: SORTS, query })
  return {
    ...toAskedAnswer(asked),
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

/** Clicks of those who are only counted, by CTA: on which pages, where these were told. */
type CountedClicks = ReadonlyMap<string, readonly (string | null)[]>

function clicksByCta(acts: readonly CountedAct[]): CountedClicks {
  const told = acts.filter(({ detail }) => detail.cta !== undefined)
  return new Map(
    [...Map.groupBy(told, ({ detail }) => detail.cta!)].map(([cta, own]) => [
      cta,
      own.map(({ path }) => path),
    ]),
  )
}

function toRows(
  ctas: readonly CtaCount[],
  paths: readonly (string | null)[],
  counted: CountedClicks,
): readonly Row[] {
  const known = new Set(ctas.map(({ cta }) => cta))
  const others = [...counted.keys()]
    .filter((cta) => !known.has(cta))
    .map((cta, i) => emptyCta(ctas.length + i, cta))
  return [...ctas, ...others].map((count) => toRow(count, paths, counted.get(count.cta) ?? []))
}

/** A line whose dearest figure is only made when it is looked at. Who is only counted adds clicks; all else is of visitors. */
function toRow(count: CtaCount, paths: readonly (string | null)[], counted: readonly (string | null)[]): Row {
  const { cta, clicks, visitors, seenBy, clickedAfterSight } = count
  const hasPages = count.pages.size > 0
  const pages = new Map([...count.pages].map(([path, times]) => [paths[path]!, times]))
  for (const path of counted) if (path !== null) pages.set(path, (pages.get(path) ?? 0) + 1)
  return {
    cta,
    pages: [...pages]
      .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, MOST_PAGES)
      .map(([path]) => path),
    clicks: clicks + counted.length,
    visitors,
    seenBy: hasPages ? seenBy : null,
    clickRatio: hasPages ? share(clickedAfterSight, seenBy) : null,
    lift: once(() => liftOfCta(count)),
  }
}

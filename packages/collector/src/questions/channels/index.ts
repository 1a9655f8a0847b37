import type {
  Attribution,
  ChannelGrouping,
  ChannelsAnswer,
  Comparison,
  Language,
  UnixMs,
} from '@koopsignaal/protocol'
import type { ChannelsQuery } from '../../schemas/query-funnel.ts'
import type { Cost, Period, Site, Store, VisitorFilter } from '../../storage/store.ts'
import { toAskedAnswer } from '../asked-period.ts'
import { comparedPeriod } from '../compared-period.ts'
import type { ReportCursor } from '../content/report-cursor.ts'
import { countedIn, toConversion } from '../counted.ts'
import { depthOf } from '../depth-of.ts'
import { toldComparison } from '../told-comparison.ts'
import { type ChannelTally, tallyChannels } from './channel-tally.ts'
import { type Credit, NO_CREDIT } from './credit.ts'
import type { Group } from './grouping.ts'
import { pageOfLines } from './page-of-lines.ts'
import { currencyOf, type LineReport, toFigures, toMoney, toRow } from './rows.ts'
import { type Spending, spendingOf } from './spending.ts'
import { notesAbout } from './words.ts'

export interface ChannelsQuestion {
  readonly period: Period
  /** What visitors are is told as of then. */
  readonly at: UnixMs
  readonly filter: VisitorFilter
  readonly compare: Comparison
  readonly by: ChannelGrouping
  readonly attribution: Attribution
  readonly limit: number
  readonly sort: ChannelsQuery['sort']
  /** Where an earlier answer ended. */
  readonly after: ReportCursor | null
  /** What happened later is not looked at. */
  readonly until: UnixMs
  readonly language: Language
}

/** Where visitors came from, what became of them and what they cost. */
export async function askChannels(
  store: Store,
  site: Site,
  question: ChannelsQuestion,
): Promise<ChannelsAnswer> {
  const { period, compare, by, attribution, filter, language } = question
  const other = comparedPeriod(period, compare, site.timeZone)
  const costs = await store.costs(site.id, {})
  const [tally, before] = await talliesOf(store, site, question, other)
  const now = reportOf(tally!, site, question, period, costs)
  const previous = other === null ? null : reportOf(before!, site, question, other, costs)
  const currency = currencyOf(costs, now.totals.credit.values)
  const { page, more, next } = pageOfLines(now.lines, question, { ...question, currency })
  return {
    ...toAskedAnswer(question),
    comparedWith: await toldComparison(store, site, other),
    by,
    attribution,
    currency,
    totals: {
      ...toFigures(now.totals, currency),
      values: toMoney(now.totals.credit.values),
      previous: previous === null ? null : toFigures(previous.totals, currency),
    },
    channels: page.map((line) =>
      toRow(line, currency, previous === null ? null : previous.lineOf(line.group)),
    ),
    next,
    paths: now.paths,
    links: now.links,
    notes: notesAbout({ costs, filter, currency, values: now.totals.credit.values, hidden: more }, language),
  }
}

/** Of the period and, where there is one, of the other. */
async function talliesOf(
  store: Store,
  site: Site,
  { period, at, filter, by }: ChannelsQuestion,
  other: Period | null,
): Promise<readonly ChannelTally[]> {
  const asked = [{ period, at, filter }, ...(other === null ? [] : [{ period: other, filter }])]
  const counted = await Promise.all(asked.map((one) => countedIn(store, site, one, 'conversion')))
  return store.census(site.id, depthOf(filter), (census) =>
    asked.map((one, i) =>
      tallyChannels(census, census.select(one), {
        period: one.period,
        by,
        counted: counted[i]!.map(toConversion),
      }),
    ),
  )
}

function reportOf(
  tally: ChannelTally,
  site: Site,
  { filter, by, attribution }: ChannelsQuestion,
  period: Period,
  costs: readonly Cost[],
) {
  const spending = spendingOf(costs, { period, filter, by, timeZone: site.timeZone })
  const credits = tally.credit.credits()
  const lineOf = (group: Group): LineReport => {
    const line = tally.lines.get(group.key)
    const creditBy = (model: Attribution): Credit => credits[model].get(group.key) ?? NO_CREDIT
    return {
      group,
      visits: line?.visits ?? 0,
      visitors: line?.visitors ?? 0,
      highest: line?.highest ?? [0, 0, 0],
      credit: creditBy(attribution),
      credits: {
        first: creditBy('first').conversions,
        last: creditBy('last').conversions,
        linear: creditBy('linear').conversions,
        markov: creditBy('markov').conversions,
      },
      cost: spending.costOf(group),
    }
  }
  return {
    lineOf,
    lines: groupsOf(tally.lines, spending).map(lineOf),
    totals: { ...tally.all, credit: tally.credit.total, cost: spending.total },
    paths: tally.journeys.paths(),
    links: tally.journeys.links(),
  }
}

/** Every line that anything is known of: a campaign may have cost money and brought nobody. */
function groupsOf(
  lines: ReadonlyMap<string, { readonly group: Group }>,
  spending: Spending,
): readonly Group[] {
  return [...new Map([...lines, ...spending.lines].map(([key, { group }]) => [key, group])).values()]
}

import type { Attribution, ChannelFigures, ChannelRowAnswer, MoneyAnswer } from '@koopsignaal/protocol'
import type { Cost } from '../../storage/store.ts'
import type { Amounts, Credit } from './credit.ts'
import type { Group } from './grouping.ts'

/** What is known of a line, or of all together. */
export interface Counts {
  readonly visits: number
  readonly visitors: number
  /** In the order of SEGMENTS. */
  readonly highest: readonly number[]
  readonly credit: Credit
  readonly cost: number | null
}
export interface LineReport extends Counts {
  readonly group: Group
  readonly credits: Readonly<Record<Attribution, number>>
}

/** What amounts are told in: the currency of the costs, else the only one that conversions were told in; null for several. */
export function currencyOf(costs: readonly Cost[], values: Amounts): string | null {
  const told = [...values.keys()].filter((currency) => currency !== '')
  return costs[0]?.currency ?? (told.length === 1 ? told[0]! : null)
}

export function toRow(line: LineReport, currency: string | null, previous: Counts | null): ChannelRowAnswer {
  const { channel, source, campaign, label } = line.group
  const { first, last, linear, markov } = line.credits
  return {
    channel,
    source,
    campaign,
    label,
    ...toFigures(line, currency),
    credits: {
      first: rounded(first),
      last: rounded(last),
      linear: rounded(linear),
      markov: rounded(markov),
    },
    values: toMoney(line.credit.values),
    previous: previous === null ? null : toFigures(previous, currency),
  }
}

export function toFigures(
  { visits, visitors, highest, credit, cost }: Counts,
  currency: string | null,
): ChannelFigures {
  const [passanten = 0, zoekers = 0, kopers = 0] = highest
  const per = (count: number): number | null => (cost === null || count === 0 ? null : rounded(cost / count))
  return {
    visits,
    visitors,
    passanten,
    zoekers,
    kopers,
    conversions: rounded(credit.conversions),
    newCustomers: rounded(credit.newCustomers),
    value: valueIn(credit.values, currency),
    cost: cost === null ? null : rounded(cost),
    costPerKoper: per(kopers),
    costPerConversion: per(credit.conversions),
    costPerNewCustomer: per(credit.newCustomers),
  }
}

/** An amount without a currency is taken to be in that of the others. */
function valueIn(values: Amounts, currency: string | null): number | null {
  const own = currency === null ? undefined : values.get(currency)
  const told = values.get('')
  if (currency === null && (told === undefined || values.size > 1)) return null
  return rounded((own ?? 0) + (told ?? 0))
}

export function toMoney(values: Amounts): readonly MoneyAnswer[] {
  return [...values]
    .map(([currency, amount]) => ({ currency: currency === '' ? null : currency, amount: rounded(amount) }))
    .toSorted((a, b) => b.amount - a.amount || ((a.currency ?? '') < (b.currency ?? '') ? -1 : 1))
}

/** Shares leave traces far behind the point; nobody needs them. */
function rounded(number: number): number {
  return Math.round(number * 1e6) / 1e6
}

import type { ChannelGrouping } from '@koopsignaal/protocol'
import type { Cost, OneOrMore, Period, VisitorFilter } from '../../storage/store.ts'
import { costIn } from './cost-in.ts'
import { type Group, groupOf } from './grouping.ts'

/** What was spent in a period, by line. */
export interface Spending {
  readonly lines: ReadonlyMap<string, { readonly group: Group; readonly amount: number }>
  /** What all that is asked for has cost; null when nothing is known of costs. */
  readonly total: number | null
  /** The cost of a line; null where it cannot be told. */
  costOf(group: Group): number | null
}

/** Filters that costs can be told apart by. */
const OF_COSTS = ['channel', 'source', 'campaign'] as const

/** Whether a question filters by more than costs know of: then nothing can be said about costs. */
export function splitsCosts(filter: VisitorFilter): boolean {
  return Object.entries(filter).some(
    ([name, value]) => value !== undefined && !(OF_COSTS as readonly string[]).includes(name),
  )
}

export function spendingOf(
  costs: readonly Cost[],
  asked: {
    readonly period: Period
    readonly filter: VisitorFilter
    readonly by: ChannelGrouping
    readonly timeZone: string
  },
): Spending {
  const { period, filter, by, timeZone } = asked
  const lines = new Map<string, { readonly group: Group; amount: number }>()
  const isKnown = costs.length > 0 && !splitsCosts(filter)
  for (const cost of isKnown ? costs : []) {
    if (!OF_COSTS.every((name) => matches(filter[name], cost[name]))) continue
    const amount = costIn(cost, period, timeZone)
    if (amount === 0) continue
    const group = groupOf(cost, by)
    const line = lines.get(group.key) ?? { group, amount: 0 }
    line.amount += amount
    lines.set(group.key, line)
  }
  const total = [...lines.values()].reduce((sum, { amount }) => sum + amount, 0)
  return {
    lines,
    total: isKnown ? total : null,
    costOf(group) {
      if (!isKnown || group.channel === null) return null
      const known = lines.get(group.key)
      if (known !== undefined) return known.amount
      // What came along with the visitors asked for, but was not asked for itself.
      return OF_COSTS.every((name) => matches(filter[name], group[name])) ? 0 : null
    },
  }
}

function matches(asked: OneOrMore<string> | undefined, value: string | null): boolean {
  return asked === undefined || [asked].flat().includes(value ?? '')
}

import { ATTRIBUTIONS, type Attribution, isRefund } from '@koopsignaal/protocol'
import type { TrailConversion } from '../../storage/store.ts'
import { type Group, UNKNOWN } from './grouping.ts'
import { type Chain, removalEffects } from './removal-effects.ts'
import { withoutRepeats } from './touches.ts'

/** Amounts by currency; '' where none was told. */
export type Amounts = ReadonlyMap<string, number>

/** What was credited to one line. */
export interface Credit {
  readonly conversions: number
  readonly newCustomers: number
  readonly values: Amounts
}

export const NO_CREDIT: Credit = { conversions: 0, newCustomers: 0, values: new Map() }

interface OpenCredit {
  conversions: number
  newCustomers: number
  readonly values: Map<string, number>
}

/** Shares the credit for conversions among the touches before them, by every model at once. */
export interface CreditTally {
  /** @param touches  before the conversion, in order of time; without any the credit goes to nobody known */
  addConversion(conversion: TrailConversion, isFirst: boolean, touches: readonly Group[]): void
  /** All conversions that were added. */
  readonly total: Credit
  /** Visitors who went one way and did not convert. */
  addFailure(touches: readonly Group[], visitors: number): void
  /** By line. Law: over all lines each model comes to what was added. */
  credits(): Readonly<Record<Attribution, ReadonlyMap<string, Credit>>>
}

export function createCreditTally(): CreditTally {
  const open = {
    first: new Map<string, OpenCredit>(),
    last: new Map<string, OpenCredit>(),
    linear: new Map<string, OpenCredit>(),
    markov: new Map<string, OpenCredit>(),
  } satisfies Record<Attribution, Map<string, OpenCredit>>
  const chain = createChain()
  /** What the chain has to share: conversions with at least one touch. */
  const touched: OpenCredit = { conversions: 0, newCustomers: 0, values: new Map() }
  const total: OpenCredit = { conversions: 0, newCustomers: 0, values: new Map() }

  return {
    total,
    addConversion(conversion, isFirst, touches) {
      give(total, conversion, isFirst, 1)
      const [first, last] = [touches[0], touches.at(-1)]
      if (first === undefined || last === undefined) {
        for (const model of ATTRIBUTIONS) give(creditOf(open[model], UNKNOWN.key), conversion, isFirst, 1)
        return
      }
      give(creditOf(open.first, first.key), conversion, isFirst, 1)
      give(creditOf(open.last, last.key), conversion, isFirst, 1)
      for (const { key } of touches) give(creditOf(open.linear, key), conversion, isFirst, 1 / touches.length)
      give(touched, conversion, isFirst, 1)
      if (!isRefund(conversion.value)) chain.add(touches, 'converted', 1)
    },
    addFailure(touches, visitors) {
      if (touches.length > 0) chain.add(touches, 'left', visitors)
    },
    credits() {
      const markov = new Map<string, Credit>(open.markov)
      for (const [key, share] of removalEffects(chain)) markov.set(key, shareOf(touched, share))
      return { first: open.first, last: open.last, linear: open.linear, markov }
    },
  }
}

function creditOf(credits: Map<string, OpenCredit>, key: string): OpenCredit {
  const known = credits.get(key)
  if (known !== undefined) return known
  const credit: OpenCredit = { conversions: 0, newCustomers: 0, values: new Map() }
  credits.set(key, credit)
  return credit
}

function give(credit: OpenCredit, conversion: TrailConversion, isFirst: boolean, share: number): void {
  if (!isRefund(conversion.value)) credit.conversions += share
  if (isFirst) credit.newCustomers += share
  if (conversion.value === null) return
  const currency = conversion.currency ?? ''
  credit.values.set(currency, (credit.values.get(currency) ?? 0) + conversion.value * share)
}

function shareOf(credit: Credit, share: number): Credit {
  return {
    conversions: credit.conversions * share,
    newCustomers: credit.newCustomers * share,
    values: new Map([...credit.values].map(([currency, amount]) => [currency, amount * share])),
  }
}

function createChain() {
  const starts = new Map<string, number>()
  const steps = new Map<string, Map<string, number>>()
  const ends = { converted: new Map<string, number>(), left: new Map<string, number>() }
  const add = (touches: readonly Group[], end: 'converted' | 'left', times: number): void => {
    const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + times)
    const keys = withoutRepeats(touches).map(({ key }) => key)
    count(starts, keys[0]!)
    for (const [i, key] of keys.slice(1).entries()) {
      const from = keys[i]!
      const next = steps.get(from) ?? new Map<string, number>()
      steps.set(from, next)
      count(next, key)
    }
    count(ends[end], keys.at(-1)!)
  }
  return { starts, steps, converted: ends.converted, left: ends.left, add } satisfies Chain & { add: unknown }
}

import type { Comparison, PeriodAnswer } from '@koopsignaal/protocol'
import type { Period } from '../storage/store.ts'
import { iso } from './iso.ts'

/** The period that a report is compared with: just before and as long, or the same a year before; null when there is none.
 *  @example comparedPeriod({ from: DAY, to: 2 * DAY }, 'previous') // { from: 0, to: DAY } */
export function comparedPeriod({ from, to }: Period, compare: Comparison): Period | null {
  switch (compare) {
    case 'none':
      return null
    case 'previous':
      return orNull({ from: Math.max(0, 2 * from - to), to: from })
    case 'year':
      return orNull({ from: aYearBefore(from), to: aYearBefore(to) })
  }
}

/** Nothing happened before 1970. */
function orNull(period: Period): Period | null {
  return period.to > period.from ? period : null
}

/** 29 February becomes 1 March. */
function aYearBefore(at: number): number {
  const date = new Date(at)
  return Math.max(0, date.setUTCFullYear(date.getUTCFullYear() - 1))
}

export function toPeriodAnswer({ from, to }: Period): PeriodAnswer {
  return { from: iso(from), to: iso(to) }
}

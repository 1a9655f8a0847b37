import type { Lift, LiftFigures, Ratio } from '@koopsignaal/protocol'

/** How people went on, by stratum: people in one stratum are comparable. */
export interface Cell {
  /** Visitors. */
  readonly n: number
  readonly climbed: number
  readonly converted: number
}
export type Strata = ReadonlyMap<number, Cell>
export type Outcome = Exclude<keyof Cell, 'n'>

/** Chosen: below this an interval of a ratio says nothing that a marketer could act on; the rule of thumb for proportions. */
export const ENOUGH_VISITORS = 30
export const ENOUGH_OUTCOMES = 5
/** Of the normal distribution, two-sided. */
const Z_95 = 1.959964

/** @param top  whether a stratum stands in the highest phase, from which nobody can climb */
export function liftOf(seen: Strata, others: Strata, top: (stratum: number) => boolean): Lift {
  const below = (strata: Strata): Strata => new Map([...strata].filter(([stratum]) => !top(stratum)))
  return {
    climbed: figuresOf(below(seen), below(others), 'climbed'),
    converted: figuresOf(seen, others, 'converted'),
  }
}

/** The risk ratio over strata, each weighted by what it can tell.
 *  Source: Mantel & Haenszel (1959) for the ratio, Greenland & Robins (1985) for the variance of its logarithm.
 *  Law: strata without people on both sides change nothing.
 *  @example seen 20 of 100, others 10 of 100 in one stratum: ratio 2, interval 0.99 to 4.05 */
export function figuresOf(seen: Strata, others: Strata, outcome: Outcome): LiftFigures {
  const sums = { seen: 0, seenDid: 0, others: 0, othersDid: 0, expected: 0, r: 0, s: 0, p: 0 }
  for (const [stratum, { n: n1, [outcome]: a }] of seen) {
    const other = others.get(stratum)
    if (other === undefined || other.n === 0 || n1 === 0) continue
    const { n: n0, [outcome]: c } = other
    const n = n1 + n0
    sums.seen += n1
    sums.seenDid += a
    sums.others += n0
    sums.othersDid += c
    sums.expected += (n1 * c) / n0
    sums.r += (a * n0) / n
    sums.s += (c * n1) / n
    sums.p += ((a + c) * n1 * n0 - a * c * n) / (n * n)
  }
  const ratio = sums.s > 0 ? sums.r / sums.s : null
  const spread = sums.r > 0 && sums.s > 0 ? Z_95 * Math.sqrt(sums.p / (sums.r * sums.s)) : null
  const did = sums.seenDid + sums.othersDid
  return {
    seen: sums.seen,
    seenRate: share(sums.seenDid, sums.seen),
    comparable: sums.others,
    comparableRate: share(sums.expected, sums.seen),
    ratio,
    low: ratio === null || spread === null ? null : ratio * Math.exp(-spread),
    high: ratio === null || spread === null ? null : ratio * Math.exp(spread),
    enough: Math.min(sums.seen, sums.others) >= ENOUGH_VISITORS && did >= ENOUGH_OUTCOMES && spread !== null,
  }
}

export function share(part: number, whole: number): Ratio | null {
  return whole === 0 ? null : part / whole
}

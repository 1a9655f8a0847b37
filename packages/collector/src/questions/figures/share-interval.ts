import type { Ratio, RatioInterval } from '@koopsignaal/protocol'

/** Normal deviate of a two-sided 95 % interval. */
const Z = 1.959963984540054

/** Interval in which a share lies that was measured as `hits` of `all`, with 95 % confidence; it stays within 0 and 1 and is sensible
 *  for small numbers.
 *  @returns null when `all` is 0
 *  Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
 *  @example shareInterval(5, 10) // { low: 0.2366, high: 0.7634 } */
export function shareInterval(hits: number, all: number): RatioInterval | null {
  if (all === 0) return null
  const share = hits / all
  const centre = share + (Z * Z) / (2 * all)
  const reach = Z * Math.sqrt((share * (1 - share)) / all + (Z * Z) / (4 * all * all))
  const scale = 1 + (Z * Z) / all
  return {
    low: hits === 0 ? 0 : (centre - reach) / scale,
    high: hits === all ? 1 : (centre + reach) / scale,
  }
}

interface Counted {
  readonly hits: number
  readonly all: number
}

/** The 95 % interval of the difference between two shares, a − b.
 *  @returns null when one of them is of nothing
 *  Source: R. G. Newcombe, Interval estimation for the difference between independent proportions, method 10,
 *  Statistics in Medicine 17 (1998).
 *  @example differenceInterval({ hits: 56, all: 70 }, { hits: 48, all: 80 }) // { low: 0.0524, high: 0.3339 } */
export function differenceInterval(a: Counted, b: Counted): { low: number; high: number } | null {
  const [ofA, ofB] = [shareInterval(a.hits, a.all), shareInterval(b.hits, b.all)]
  if (ofA === null || ofB === null) return null
  const [shareA, shareB]: readonly [Ratio, Ratio] = [a.hits / a.all, b.hits / b.all]
  return {
    low: shareA - shareB - Math.hypot(shareA - ofA.low, ofB.high - shareB),
    high: shareA - shareB + Math.hypot(ofA.high - shareA, shareB - ofB.low),
  }
}

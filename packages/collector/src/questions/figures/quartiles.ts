import { quantile } from './quantile.ts'
import { selectPlace } from './select-place.ts'

export const QUARTERS = [0.25, 0.5, 0.75] as const

/** The three quartiles of some numbers, as `quantile` tells them.
 *  @param numbers  at least one; put in another order
 *  @throws RangeError for none
 *  @example quartilesOf(Float64Array.of(4, 1, 3, 2, 5)) // [2, 3, 4] */
export function quartilesOf(numbers: Float64Array): readonly [number, number, number] {
  let from = 0
  for (const quarter of QUARTERS) {
    // Only the neighbours of each need stand where they would in order.
    const place = Math.floor((numbers.length - 1) * quarter)
    for (const one of [place, place + 1]) {
      if (one < from || one >= numbers.length) continue
      selectPlace(numbers, one, from)
      from = one + 1
    }
  }
  const [first, second, third] = QUARTERS.map((quarter) => quantile(numbers, quarter))
  return [first!, second!, third!]
}

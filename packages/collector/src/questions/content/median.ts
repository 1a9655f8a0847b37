import { selectPlace } from '../figures/select-place.ts'

/** The middle of some numbers; of an even count the mean of the two in the middle; null of none.
 *  @param numbers  put in another order
 *  @example median(Float64Array.of(3, 1, 2)) // 2 */
export function median(numbers: Float64Array): number | null {
  const { length } = numbers
  if (length === 0) return null
  const half = length >> 1
  const upper = selectPlace(numbers, half)
  if (length % 2 === 1) return upper
  // Everything before the middle is at most as large: the lower of the two is the largest of it.
  let lower = numbers[0]!
  for (let i = 1; i < half; i++) if (numbers[i]! > lower) lower = numbers[i]!
  return (lower + upper) / 2
}

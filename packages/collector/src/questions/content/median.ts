/** The middle of some numbers; of an even count the mean of the two in the middle; null of none.
 *  @param numbers  put in another order
 *  @example median(Float64Array.of(3, 1, 2)) // 2 */
export function median(numbers: Float64Array): number | null {
  const { length } = numbers
  if (length === 0) return null
  const half = length >> 1
  const upper = select(numbers, half)
  if (length % 2 === 1) return upper
  // Everything before the middle is at most as large: the lower of the two is the largest of it.
  let lower = numbers[0]!
  for (let i = 1; i < half; i++) if (numbers[i]! > lower) lower = numbers[i]!
  return (lower + upper) / 2
}

/** Puts the number that would stand at `place` in order there, the smaller ones before it and the larger ones after it: in the time of a
 *  few looks at each, where sorting looks some twenty times. Source: C. A. R. Hoare, Algorithm 65: Find, CACM 4 (1961). */
function select(numbers: Float64Array, place: number): number {
  let [low, high] = [0, numbers.length - 1]
  while (low < high) {
    const pivot = numbers[(low + high) >> 1]!
    let [i, j] = [low, high]
    while (i <= j) {
      while (numbers[i]! < pivot) i++
      while (numbers[j]! > pivot) j--
      if (i > j) break
      const kept = numbers[i]!
      numbers[i++] = numbers[j]!
      numbers[j--] = kept
    }
    if (place <= j) high = j
    else if (place >= i) low = i
    else break
  }
  return numbers[place]!
}

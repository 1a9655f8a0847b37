/** Puts the number that would stand at `place` in order there, the smaller ones before it and the larger ones after it: in the time of a
 *  few looks at each, where sorting looks some twenty times. Source: C. A. R. Hoare, Algorithm 65: Find, CACM 4 (1961).
 *  @param numbers  put in another order
 *  @param from  what stands before it is known to be no larger than what follows
 *  @returns that number
 *  @example selectPlace(Float64Array.of(3, 1, 2), 1) // 2 */
export function selectPlace(numbers: Float64Array, place: number, from = 0): number {
  let [low, high] = [from, numbers.length - 1]
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

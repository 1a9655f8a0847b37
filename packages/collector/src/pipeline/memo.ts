/** Remembers the answers of a pure function that is dear to call, for the arguments asked for last. In two generations: whatever is asked
 *  for belongs to the younger one, and when that is full it becomes the older one. To move each to the end of one map, so that
 *  they stand in order, took longer than to find it.
 *  @param answer   a pure function of one string
 *  @param capacity how many answers are kept at least, ≥ 1; at most twice as many
 *  @returns a function with the same answers
 *  @example const device = memo(parseUserAgent, 2_000) */
export function memo<T extends object>(answer: (key: string) => T, capacity: number): (key: string) => T {
  let younger = new Map<string, T>()
  let older = younger
  return (key) => {
    const known = younger.get(key)
    if (known !== undefined) return known
    const value = older.get(key) ?? answer(key)
    if (younger.size >= capacity) {
      older = younger
      younger = new Map()
    }
    younger.set(key, value)
    return value
  }
}

/** Remembers the answers of a pure function that is dear to call, for the arguments asked for last.
 *  @param answer   a pure function of one string
 *  @param capacity how many answers are kept, ≥ 1; the one that was not asked for longest goes first
 *  @returns a function with the same answers
 *  @example const device = memo(parseUserAgent, 2_000) */
export function memo<T extends object>(answer: (key: string) => T, capacity: number): (key: string) => T {
  // A Map keeps the order of insertion: the first key is the one that was not asked for longest.
  const kept = new Map<string, T>()
  return (key) => {
    const known = kept.get(key)
    if (known !== undefined) {
      kept.delete(key)
      kept.set(key, known)
      return known
    }
    const fresh = answer(key)
    if (kept.size >= capacity) kept.delete(kept.keys().next().value!)
    kept.set(key, fresh)
    return fresh
  }
}

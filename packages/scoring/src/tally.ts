/** Names with something counted under each. Names come from outside (an item may be called `__proto__`), so a tally is
 *  never written by plain assignment and never read without asking whether the name is there. */
export type Tally<T> = Readonly<Record<string, T>>

/** Puts two tallies together; a name in both is added with `add`.
 *  Law: commutative and associative when `add` is.
 *  @example mergeTallies({ a: 1 }, { a: 2, b: 1 }, (x, y) => x + y) // { a: 3, b: 1 } */
export function mergeTallies<T>(a: Tally<T>, b: Tally<T>, add: (x: T, y: T, name: string) => T): Tally<T> {
  const extra = Object.entries(b)
  if (extra.length === 0) return a
  // Spreading copies every name as the object's own; only a plain assignment would trip over `__proto__`.
  const merged: Record<string, T> = { ...a }
  for (const [name, value] of extra) {
    const sum = Object.hasOwn(merged, name) ? add(merged[name] as T, value, name) : value
    Object.defineProperty(merged, name, { value: sum, enumerable: true, writable: true, configurable: true })
  }
  return merged
}

/** A tally with one name; none for null. */
export function tallyOf<T>(name: string | null, value: T): Tally<T> {
  return name === null ? {} : Object.fromEntries([[name, value]])
}

/** The largest of any number of values, or 0 when none is above it. `Math.max(...values)` overflows the stack on the
 *  tally of a flooder. */
export function largest(values: readonly number[]): number {
  return values.reduce((most, value) => (value > most ? value : most), 0)
}

/** The largest that anything in a tally is worth, or 0 when nothing is worth more. */
export function largestOf<T>(tally: Tally<T>, worth: (value: T) => number): number {
  let most = 0
  for (const name in tally) {
    const own = worth(tally[name]!)
    if (own > most) most = own
  }
  return most
}

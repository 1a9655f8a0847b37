/** Names with something counted under each. Names come from outside (an item may be called `__proto__`), so a tally is
 *  only read through `Object.entries` and only built by `Object.fromEntries`. */
export type Tally<T> = Readonly<Record<string, T>>

/** Puts two tallies together; a name in both is added with `add`.
 *  Law: commutative and associative when `add` is.
 *  @example mergeTallies({ a: 1 }, { a: 2, b: 1 }, (x, y) => x + y) // { a: 3, b: 1 } */
export function mergeTallies<T>(a: Tally<T>, b: Tally<T>, add: (x: T, y: T, name: string) => T): Tally<T> {
  const extra = Object.entries(b)
  if (extra.length === 0) return a
  const merged = new Map(Object.entries(a))
  if (merged.size === 0) return b
  for (const [name, value] of extra) {
    const own = merged.get(name)
    merged.set(name, own === undefined ? value : add(own, value, name))
  }
  return Object.fromEntries(merged)
}

/** A tally with one name; none for null. */
export function tallyOf<T>(name: string | null, value: T): Tally<T> {
  return name === null ? {} : Object.fromEntries([[name, value]])
}

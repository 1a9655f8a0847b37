/** Something counted under each name. Names come from outside: an item may be called `__proto__`. */
export type Tally<T, Name extends string = string> = ReadonlyMap<Name, T>

/** Puts two tallies together; a name in both is added with `add`.
 *  Law: commutative and associative when `add` is.
 *  @example mergeTallies(new Map([['a', 1]]), new Map([['a', 2], ['b', 1]]), (x, y) => x + y) // a: 3, b: 1 */
export function mergeTallies<T, Name extends string>(
  a: Tally<T, Name>,
  b: Tally<T, Name>,
  add: (x: T, y: T, name: Name) => T,
): Tally<T, Name> {
  if (b.size === 0) return a
  if (a.size === 0) return b
  const merged = new Map(a)
  for (const [name, value] of b) {
    const known = merged.get(name)
    merged.set(name, known === undefined ? value : add(known, value, name))
  }
  return merged
}

/** A tally with one name; none for null. */
export function tallyOf<T, Name extends string>(name: Name | null, value: T): Tally<T, Name> {
  return name === null ? (NOTHING as Tally<T, never>) : new Map<Name, T>().set(name, value)
}

/** One for all: most events count under few kinds of names, and a map takes time to make. */
const NOTHING: Tally<unknown> = new Map()

/** Everything that was counted, under whatever name. */
export function sumOf(tally: Tally<number>): number {
  let sum = 0
  for (const value of tally.values()) sum += value
  return sum
}

/** The largest that anything in a tally is worth, or 0 when nothing is worth more. */
export function largestOf<T>(tally: Tally<T>, worth: (value: T) => number): number {
  let most = 0
  for (const value of tally.values()) {
    const own = worth(value)
    if (own > most) most = own
  }
  return most
}

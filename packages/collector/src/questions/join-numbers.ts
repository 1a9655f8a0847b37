type Numbers = Float64Array | Uint32Array

/** Lists of numbers as one, in their order.
 *  @param Kind  what they are lists of
 *  @example joinNumbers(Uint32Array, [Uint32Array.of(1), Uint32Array.of(2, 3)]) // Uint32Array [1, 2, 3] */
export function joinNumbers<List extends Numbers>(
  Kind: new (length: number) => List,
  lists: readonly List[],
): List {
  const all = new Kind(lists.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const list of lists) {
    all.set(list, at)
    at += list.length
  }
  return all
}

import { selectPlace } from './select-place.ts'

/** Enough that few share a drawer, and few enough that all drawers stay at hand: chosen. */
const DRAWER_BITS = 10

/** The number that would stand at `place` in order. By counting into drawers: two looks at each, where `selectPlace` has several and
 *  guesses wrong at half of them.
 *  @param numbers  whole, below 2³²; left as they are
 *  @param place  in [0, numbers.length)
 *  @example selectWhole(Uint32Array.of(3, 1, 2), 1) // 2 */
export function selectWhole(numbers: Uint32Array, place: number): number {
  let most = 0
  for (let i = 0; i < numbers.length; i++) if (numbers[i]! > most) most = numbers[i]!
  const shift = Math.max(0, 32 - Math.clz32(most) - DRAWER_BITS)
  const counts = new Uint32Array(1 << DRAWER_BITS)
  for (let i = 0; i < numbers.length; i++) counts[numbers[i]! >>> shift]!++
  let [drawer, before] = [0, 0]
  while (before + counts[drawer]! <= place) before += counts[drawer++]!
  if (shift === 0) return drawer
  const inside = new Float64Array(counts[drawer]!)
  let filled = 0
  for (let i = 0; i < numbers.length; i++)
    if (numbers[i]! >>> shift === drawer) inside[filled++] = numbers[i]!
  return selectPlace(inside, place - before)
}

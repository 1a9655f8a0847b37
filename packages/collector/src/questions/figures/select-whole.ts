import { selectPlace } from './select-place.ts'

/** Enough that few share a drawer, and few enough that all drawers stay at hand: chosen. */
const DRAWER_BITS = 10

/** The numbers that would stand at some places in order. By counting into drawers: two looks at each, where `selectPlace` has several and
 *  guesses wrong at half of them.
 *  @param numbers  whole, below 2³²; left as they are
 *  @param places  in [0, numbers.length), in order
 *  @example selectWhole(Uint32Array.of(3, 1, 2), [1]) // [2] */
export function selectWhole(numbers: Uint32Array, places: readonly number[]): readonly number[] {
  let most = 0
  for (let i = 0; i < numbers.length; i++) if (numbers[i]! > most) most = numbers[i]!
  const shift = Math.max(0, 32 - Math.clz32(most) - DRAWER_BITS)
  const counts = new Uint32Array(1 << DRAWER_BITS)
  for (let i = 0; i < numbers.length; i++) counts[numbers[i]! >>> shift]!++
  let [drawer, before] = [0, 0]
  let inside: Float64Array | null = null
  return places.map((place) => {
    while (before + counts[drawer]! <= place) {
      before += counts[drawer++]!
      inside = null
    }
    if (shift === 0) return drawer
    inside ??= insideOf(numbers, shift, drawer, counts[drawer]!)
    return selectPlace(inside, place - before)
  })
}

function insideOf(numbers: Uint32Array, shift: number, drawer: number, count: number): Float64Array {
  const inside = new Float64Array(count)
  let filled = 0
  for (let i = 0; i < numbers.length; i++)
    if (numbers[i]! >>> shift === drawer) inside[filled++] = numbers[i]!
  return inside
}

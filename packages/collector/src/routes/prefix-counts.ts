import { randomInt } from 'node:crypto'

/** Requests of each network prefix in the present window, in a fixed amount of memory however many prefixes there are: a
 *  count-min sketch. It never counts too little; with a million prefixes in one window it counts some 15 too many.
 *  Source: Cormode and Muthukrishnan, "An improved data stream summary: the count-min sketch", 2005. */
export interface PrefixCounts {
  /** @returns how often this prefix has been counted in the window that `now` lies in, this time included; saturates at 65,535 */
  add(prefix: string, now: number): number
  /** Milliseconds until the next window begins. */
  rest(now: number): number
}

const ROWS = 4
/** 4 rows of 2¹⁷ counters of two bytes: 1 MB. */
const WIDTH = 1 << 17
const HIGHEST = 0xffff

export function createPrefixCounts(windowMs: number): PrefixCounts {
  const counts = new Uint16Array(ROWS * WIDTH)
  // A stranger who knew where a prefix is counted could fill another's counters.
  const seed = randomInt(2 ** 32)
  let window = Number.NaN

  return {
    add(prefix, now) {
      const current = Math.floor(now / windowMs)
      if (current !== window) {
        counts.fill(0)
        window = current
      }
      let position = hashOf(prefix, seed)
      const step = Math.imul(position ^ (position >>> 15), 0x2c1b3c6d) | 1
      let least = HIGHEST
      for (let row = 0; row < ROWS; row++) {
        const cell = row * WIDTH + (position >>> 15)
        const count = Math.min(HIGHEST, counts[cell]! + 1)
        counts[cell] = count
        if (count < least) least = count
        position = (position + step) >>> 0
      }
      return least
    },
    rest: (now) => windowMs - (now % windowMs),
  }
}

/** FNV-1a with a seed, and the mix of Murmur3 at its end, because the upper bits choose the cell. */
function hashOf(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

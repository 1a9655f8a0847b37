import type { Census, Flock } from './census-port.ts'

/** Keeps what flocks add to a report, for as long as they stay what they are.
 *  @param make  what one adds; asks only for what its members did, never for a period
 *  @returns the part of a flock
 *  @example const viewsOf = partsOfFlocks(countViews) // viewsOf(census, flock) counts the first time */
export function partsOfFlocks<Part>(
  make: (census: Census, flock: Flock) => Part,
): (census: Census, flock: Flock) => Part {
  const parts = new WeakMap<Flock, Part>()
  return (census, flock) => {
    const known = parts.get(flock)
    if (known !== undefined) return known
    const part = make(census, flock)
    parts.set(flock, part)
    return part
  }
}

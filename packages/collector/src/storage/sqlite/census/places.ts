import type { CensusTables } from './census-tables.ts'

/** Visitors whose keys are between those of the lists before and after it. */
interface Stretch {
  readonly firstKey: number
  /** From here on those who stand first, in order of key; from `others` on the others, likewise. */
  readonly start: number
  readonly others: number
  end: number
}

/** Where the visitors of a census stand. In stretches of some thousand, those first who came more than once: reports look at these one by
 *  one, and at most others by flock; between them, each would be on a line of memory of its own. */
export class Places {
  readonly #tables: Pick<CensusTables, 'visitors'>
  readonly #stretches: Stretch[] = []
  /** The greatest key that has a place. */
  #last = Number.NEGATIVE_INFINITY

  constructor(tables: Pick<CensusTables, 'visitors'>) {
    this.#tables = tables
  }

  /** Gives visitors places, behind all others.
   *  @param keys  in order, greater than those of all others
   *  @param standsFirst  of each of them */
  add(keys: readonly number[], standsFirst: readonly boolean[]): void {
    const { visitors } = this.#tables
    const start = visitors.add(keys.length)
    const inOrder = [true, false].map((first) => keys.filter((_, i) => standsFirst[i] === first))
    for (const [i, key] of inOrder.flat().entries()) visitors.put('key', start + i, key)
    const others = start + inOrder[0]!.length
    this.#stretches.push({ firstKey: keys[0]!, start, others, end: start + keys.length })
    this.#last = keys.at(-1)!
  }

  /** Where a visitor stands, or a new place. Rows of the engine are numbered as they come, so each new one has the highest number.
   *  @returns null for a lower number that nobody here has: whoever had it last was erased, on another site */
  of(key: number): number | null {
    return key > this.#last ? this.#append(key) : this.find(key)
  }

  /** Where a visitor stands.
   *  @returns null when nobody has this key */
  find(key: number): number | null {
    const stretch = this.#stretchOf(key)
    if (stretch === undefined) return null
    const { start, others, end } = stretch
    return this.#findWithin(key, start, others) ?? this.#findWithin(key, others, end)
  }

  #append(key: number): number {
    const last = this.#stretches.at(-1)
    if (last === undefined || last.others > last.start) {
      this.add([key], [false])
      return this.#tables.visitors.count - 1
    }
    const place = this.#tables.visitors.add(1)
    this.#tables.visitors.put('key', place, key)
    last.end = place + 1
    this.#last = key
    return place
  }

  /** The last one that begins with this key or a lower one. */
  #stretchOf(key: number): Stretch | undefined {
    let [low, high] = [0, this.#stretches.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#stretches[middle]!.firstKey <= key) low = middle + 1
      else high = middle
    }
    return this.#stretches[low - 1]
  }

  /** @returns null when nobody from `start` up to `end` has this key */
  #findWithin(key: number, start: number, end: number): number | null {
    const keys = this.#tables.visitors.columns.key
    let [low, high] = [start, end]
    while (low < high) {
      const middle = (low + high) >> 1
      if (keys[middle]! < key) low = middle + 1
      else high = middle
    }
    return low < end && keys[low] === key ? low : null
  }
}

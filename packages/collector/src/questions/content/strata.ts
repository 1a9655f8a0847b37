import { CHANNELS, PHASES } from '@koopsignaal/protocol'
import type { Cell, Strata } from './lift.ts'

/** What makes two people comparable, as one number: phase, channel of the visit, page views before, and whether they are known. */

const BANDS = 5
const KNOWN = 2
const OF_PHASE = (CHANNELS.length + 1) * BANDS * KNOWN
export const STRATA = PHASES.length * OF_PHASE
const TOP_PHASE = PHASES.length - 1

/** @param channel  its place in CHANNELS; -1: none is known
 *  @param place  page views of the visit before this one
 *  @param known  1: with consent, so followed across days; 0: for a day */
export function stratumOf(phase: number, channel: number, place: number, known: number): number {
  return ((phase * (CHANNELS.length + 1) + channel + 1) * BANDS + bandOf(place)) * KNOWN + known
}

/** Whether nobody can climb from there. */
export function isTop(stratum: number): boolean {
  return Math.floor(stratum / OF_PHASE) === TOP_PHASE
}

/** 0, 1, 2–3, 4–7, 8 and more. Doubling, since the tenth page tells less than the second. */
function bandOf(place: number): number {
  return place >= 8 ? 4 : place >= 4 ? 3 : place >= 2 ? 2 : place
}

export const CLIMBED = 1
export const CONVERTED = 2
/** What came of a moment: CLIMBED, CONVERTED, both or neither. */
export type Outcome = number

const FIRST_SIZE = 1 << 12
/** A third of the places stays free, so that few are looked at. */
const FULL = 2 / 3
const FREE = -1
const OUTCOMES = (CLIMBED | CONVERTED) + 1

/** Of so many things every stratum has its place: 7 MB. Of more only those that somebody is in. */
const FEW_THINGS = 1_000

/** People by thing and stratum, with what came of them. */
export interface StrataCounts {
  add(thing: number, stratum: number, outcome: Outcome): void
  of(thing: number): Strata
}

/** @param things  their numbers are below this */
export function createStrataCounts(things: number): StrataCounts {
  return things <= FEW_THINGS ? new DenseCounts(things) : new SparseCounts()
}

class DenseCounts implements StrataCounts {
  readonly #counts: Uint32Array

  constructor(things: number) {
    this.#counts = new Uint32Array(things * STRATA * OUTCOMES)
  }

  add(thing: number, stratum: number, outcome: Outcome): void {
    this.#counts[OUTCOMES * (thing * STRATA + stratum) + outcome]!++
  }

  of(thing: number): Strata {
    return strataOf(this.#counts, (stratum) => thing * STRATA + stratum)
  }
}

class SparseCounts implements StrataCounts {
  /** thing · STRATA + stratum: enough for four million things. */
  #keys = new Int32Array(FIRST_SIZE).fill(FREE)
  /** By place and outcome. */
  #counts = new Float64Array(OUTCOMES * FIRST_SIZE)
  #used = 0

  add(thing: number, stratum: number, outcome: Outcome): void {
    const key = thing * STRATA + stratum
    const keys = this.#keys
    const mask = keys.length - 1
    let at = hashOf(key) & mask
    while (keys[at] !== key) {
      if (keys[at] === FREE) {
        at = this.#claim(key, at)
        break
      }
      at = (at + 1) & mask
    }
    this.#counts[OUTCOMES * at + outcome]!++
  }

  of(thing: number): Strata {
    return strataOf(this.#counts, (stratum) => this.#find(thing * STRATA + stratum))
  }

  /** Where a key is or would be. */
  #find(key: number): number {
    const mask = this.#keys.length - 1
    let at = hashOf(key) & mask
    while (this.#keys[at] !== FREE && this.#keys[at] !== key) at = (at + 1) & mask
    return at
  }

  /** Takes a free place.
   *  @returns it, or another when all were moved to have more */
  #claim(key: number, free: number): number {
    let at = free
    if (this.#used >= FULL * this.#keys.length) {
      this.#grow()
      at = this.#find(key)
    }
    this.#keys[at] = key
    this.#used++
    return at
  }

  #grow(): void {
    const [keys, counts] = [this.#keys, this.#counts]
    this.#keys = new Int32Array(2 * keys.length).fill(FREE)
    this.#counts = new Float64Array(2 * counts.length)
    for (const [i, key] of keys.entries()) {
      if (key === FREE) continue
      const at = this.#find(key)
      this.#keys[at] = key
      this.#counts.set(counts.subarray(OUTCOMES * i, OUTCOMES * (i + 1)), OUTCOMES * at)
    }
  }
}

/** @param placeOf  where a stratum is counted */
function strataOf(counts: ArrayLike<number>, placeOf: (stratum: number) => number): Strata {
  const strata = new Map<number, Cell>()
  for (let stratum = 0; stratum < STRATA; stratum++) {
    const at = OUTCOMES * placeOf(stratum)
    const [climbed, converted, both] = [
      counts[at + CLIMBED]!,
      counts[at + CONVERTED]!,
      counts[at + (CLIMBED | CONVERTED)]!,
    ]
    const n = counts[at]! + climbed + converted + both
    if (n > 0) strata.set(stratum, { n, climbed: climbed + both, converted: converted + both })
  }
  return strata
}

/** Spreads neighbours. Source: D. Knuth, The Art of Computer Programming 3, 6.4: multiplication by the golden ratio. */
function hashOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 9
}

/** All less those taken out. */
export function without(all: Strata, out: Strata): Strata {
  return new Map(
    [...all].map(([stratum, { n, climbed, converted }]) => {
      const less = out.get(stratum)
      return [
        stratum,
        {
          n: n - (less?.n ?? 0),
          climbed: climbed - (less?.climbed ?? 0),
          converted: converted - (less?.converted ?? 0),
        },
      ]
    }),
  )
}

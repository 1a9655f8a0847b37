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

const FIRST_SIZE = 1 << 10
/** A third of the places stays free, so that few are looked at. */
const FULL = 2 / 3
const FIGURES = 3

/** People by thing and stratum, with what came of them. Most things meet few strata: only those that somebody is in take room. */
export class StrataCounts {
  #keys = new Float64Array(FIRST_SIZE).fill(-1)
  #figures = new Float64Array(FIRST_SIZE * FIGURES)
  #used = 0

  add(thing: number, stratum: number, outcome: Outcome): void {
    const at = FIGURES * this.#placeOf(thing * STRATA + stratum)
    this.#figures[at]!++
    if (outcome & CLIMBED) this.#figures[at + 1]!++
    if (outcome & CONVERTED) this.#figures[at + 2]!++
  }

  of(thing: number): Strata {
    const strata = new Map<number, Cell>()
    for (let stratum = 0; stratum < STRATA; stratum++) {
      const at = FIGURES * this.#find(thing * STRATA + stratum)
      const n = this.#figures[at]!
      if (n > 0)
        strata.set(stratum, { n, climbed: this.#figures[at + 1]!, converted: this.#figures[at + 2]! })
    }
    return strata
  }

  /** Where a key is or would be. */
  #find(key: number): number {
    const mask = this.#keys.length - 1
    let at = Math.imul(key, 0x9e3779b1) >>> 7
    for (at &= mask; this.#keys[at] !== -1 && this.#keys[at] !== key; at = (at + 1) & mask);
    return at
  }

  #placeOf(key: number): number {
    const at = this.#find(key)
    if (this.#keys[at] === key) return at
    if (this.#used >= FULL * this.#keys.length) {
      this.#grow()
      return this.#placeOf(key)
    }
    this.#keys[at] = key
    this.#used++
    return at
  }

  #grow(): void {
    const [keys, figures] = [this.#keys, this.#figures]
    this.#keys = new Float64Array(2 * keys.length).fill(-1)
    this.#figures = new Float64Array(2 * figures.length)
    for (const [i, key] of keys.entries())
      if (key !== -1)
        this.#figures.set(figures.subarray(FIGURES * i, FIGURES * (i + 1)), FIGURES * this.#claim(key))
  }

  #claim(key: number): number {
    const at = this.#find(key)
    this.#keys[at] = key
    return at
  }
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

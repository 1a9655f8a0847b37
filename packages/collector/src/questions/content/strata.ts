import { CLIMBED, CONVERTED, OUTCOMES, outcomeIn, STRATA, stratumIn } from '../../storage/store.ts'
import type { Cell, Strata } from './lift.ts'

const FIRST_SIZE = 1 << 12
/** A third of the places stays free, so that few are looked at. */
const FULL = 2 / 3
const FREE = -1

/** Of so many things every stratum has its place: 7 MB. Of more only those that somebody is in. */
const FEW_THINGS = 1_000

/** People by thing and stratum, with what came of them. */
export interface StrataCounts {
  /** @param cell  stratum and outcome: `cellOf`
   *  @param people  how many; 1 when left out */
  add(thing: number, cell: number, people?: number): void
  at(thing: number, stratum: number): Cell
  /** The strata that anybody is in. */
  of(thing: number): Strata
}

/** @param things  their numbers are below this */
export function createStrataCounts(things: number): StrataCounts {
  return things <= FEW_THINGS ? new DenseCounts(things) : new SparseCounts()
}

class DenseCounts implements StrataCounts {
  readonly #things: number
  /** By cell, then by thing: most people are in few cells, which so lie close together. */
  readonly #counts: Uint32Array

  constructor(things: number) {
    this.#things = things
    this.#counts = new Uint32Array(things * STRATA * OUTCOMES)
  }

  add(thing: number, cell: number, people = 1): void {
    this.#counts[this.#things * cell + thing]! += people
  }

  at(thing: number, stratum: number): Cell {
    return toCell(this.#counts, this.#things * OUTCOMES * stratum + thing, this.#things)
  }

  of(thing: number): Strata {
    return strataOf((stratum) => this.at(thing, stratum))
  }
}

class SparseCounts implements StrataCounts {
  /** thing · STRATA + stratum: enough for four million things. */
  #keys = new Int32Array(FIRST_SIZE).fill(FREE)
  /** By place and outcome. */
  #counts = new Float64Array(OUTCOMES * FIRST_SIZE)
  #used = 0

  add(thing: number, cell: number, people = 1): void {
    const key = thing * STRATA + stratumIn(cell)
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
    this.#counts[OUTCOMES * at + outcomeIn(cell)]! += people
  }

  at(thing: number, stratum: number): Cell {
    return toCell(this.#counts, OUTCOMES * this.#find(thing * STRATA + stratum), 1)
  }

  of(thing: number): Strata {
    return strataOf((stratum) => this.at(thing, stratum))
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

/** @param first  the place of those of whom nothing came
 *  @param step  from one outcome to the next */
function toCell(counts: Uint32Array | Float64Array, first: number, step: number): Cell {
  const nothing = counts[first]!
  const climbed = counts[first + CLIMBED * step]!
  const converted = counts[first + CONVERTED * step]!
  const both = counts[first + (CLIMBED | CONVERTED) * step]!
  const n = nothing + climbed + converted + both
  return n === 0 ? NOBODY : { n, climbed: climbed + both, converted: converted + both }
}

const NOBODY: Cell = { n: 0, climbed: 0, converted: 0 }

function strataOf(at: (stratum: number) => Cell): Strata {
  const strata = new Map<number, Cell>()
  for (let stratum = 0; stratum < STRATA; stratum++) {
    const cell = at(stratum)
    if (cell !== NOBODY) strata.set(stratum, cell)
  }
  return strata
}

/** Spreads neighbours. Source: D. Knuth, The Art of Computer Programming 3, 6.4: multiplication by the golden ratio. */
function hashOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 9
}

/** All less those taken out. */
export function without(all: Cell, out: Cell): Cell {
  return {
    n: all.n - out.n,
    climbed: all.climbed - out.climbed,
    converted: all.converted - out.converted,
  }
}

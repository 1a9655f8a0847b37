import type { Lift } from '@koopsignaal/protocol'
import { isTop, STRATA, stratumIn } from '../../storage/store.ts'
import type { CellCounts } from './flock-moments.ts'
import { liftOf } from './lift.ts'
import { createStrataCounts, type StrataCounts, without } from './strata.ts'

/** Stands for all things. */
const ALL = 0
const FIRST_LENGTH = 64

/** Compares those who met a thing with everybody who had not met it yet, for many things at once: what all did is counted once, and
 *  for each thing only what is to be left out of it. Visitors are told one after another, each from `begin` to `end`. */
export class Comparison {
  readonly #all = createStrataCounts(1)
  readonly #seen
  /** Moments of those who met it, from the meeting on: these are nobody's comparison. */
  readonly #out
  /** The visitor's first moment in each stratum, in order of time: one person counts in a stratum once. */
  readonly #cells = new Uint16Array(STRATA)
  readonly #at = new Float64Array(STRATA)
  #moments = 0
  /** The visitor's first meetings with things. */
  #things = new Uint32Array(FIRST_LENGTH)
  #metAs = new Uint16Array(FIRST_LENGTH)
  #cutoffs = new Float64Array(FIRST_LENGTH)
  #meetings = 0
  /** By stratum and by thing: the last visitor who was there, or met it. */
  readonly #wasIn = new Uint32Array(STRATA)
  readonly #met: Uint32Array
  #turn = 0

  /** @param things  their numbers are below this */
  constructor(things: number) {
    this.#seen = createStrataCounts(things)
    this.#out = createStrataCounts(things)
    this.#met = new Uint32Array(things)
  }

  /** All of a visitor who stood somewhere once and, there, met one thing: as from `begin` to `end`, but most are such.
   *  @param thing  −1: none */
  addOne(thing: number, cell: number): void {
    this.#all.add(ALL, cell)
    if (thing < 0) return
    this.#seen.add(thing, cell)
    this.#out.add(thing, cell)
  }

  /** Visitors of whom all of this is known already, by path: they stood where they did, and met the things that these paths are.
   *  @param thingOf  by path; below 0: none */
  addFlock(stood: CellCounts, seen: CellCounts, out: CellCounts, thingOf: (path: number) => number): void {
    for (let i = 0; i < stood.cell.length; i++) this.#all.add(ALL, stood.cell[i]!, stood.count[i]!)
    addCells(seen, this.#seen, thingOf)
    addCells(out, this.#out, thingOf)
  }

  begin(): void {
    this.#turn++
    this.#moments = 0
    this.#meetings = 0
  }

  /** The visitor stood somewhere; told in order of time.
   *  @param cell  stratum and outcome: `cellOf` */
  stand(cell: number, at: number): void {
    const stratum = stratumIn(cell)
    if (this.#wasIn[stratum] === this.#turn) return
    this.#wasIn[stratum] = this.#turn
    this.#all.add(ALL, cell)
    this.#cells[this.#moments] = cell
    this.#at[this.#moments++] = at
  }

  /** The visitor meets a page, CTA or query; only the first time counts.
   *  @param cutoff  from here on this visitor is no longer one who has not met it: the page view during which it happened
   *  @returns whether it is the first time */
  meet(thing: number, cell: number, cutoff: number): boolean {
    if (this.#met[thing] === this.#turn) return false
    this.#met[thing] = this.#turn
    if (this.#meetings === this.#things.length) this.#grow()
    this.#things[this.#meetings] = thing
    this.#metAs[this.#meetings] = cell
    this.#cutoffs[this.#meetings++] = cutoff
    return true
  }

  end(): void {
    for (let m = 0; m < this.#meetings; m++) {
      const thing = this.#things[m]!
      const cutoff = this.#cutoffs[m]!
      this.#seen.add(thing, this.#metAs[m]!)
      // In order of time: those from the cutoff on are the last.
      for (let i = this.#moments - 1; i >= 0 && this.#at[i]! >= cutoff; i--)
        this.#out.add(thing, this.#cells[i]!)
    }
  }

  liftOf(thing: number): Lift {
    const seen = this.#seen.of(thing)
    // Strata without anybody who met it tell nothing.
    const others = new Map(
      [...seen.keys()].map((one) => [one, without(this.#all.at(ALL, one), this.#out.at(thing, one))]),
    )
    return liftOf(seen, others, isTop)
  }

  #grow(): void {
    const larger = <C extends Uint32Array | Uint16Array | Float64Array>(from: C, to: C): C => {
      to.set(from)
      return to
    }
    const length = 2 * this.#things.length
    this.#things = larger(this.#things, new Uint32Array(length))
    this.#metAs = larger(this.#metAs, new Uint16Array(length))
    this.#cutoffs = larger(this.#cutoffs, new Float64Array(length))
  }
}

function addCells(
  { path, end, cell, count }: CellCounts,
  to: StrataCounts,
  thingOf: (path: number) => number,
): void {
  let first = 0
  for (let p = 0; p < path.length; p++) {
    const [thing, last] = [thingOf(path[p]!), end[p]!]
    if (thing >= 0) for (let i = first; i < last; i++) to.add(thing, cell[i]!, count[i]!)
    first = last
  }
}

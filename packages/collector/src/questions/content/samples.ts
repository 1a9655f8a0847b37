import { type CensusNames, WHOLE_BELOW, type Whole } from '../../storage/store.ts'
import { selectWhole } from '../figures/select-whole.ts'
import { median } from './median.ts'

/** What was measured of some things, as codes; the middle of one of them is looked for when it is asked for. */
export class Samples {
  readonly #names: Pick<CensusNames, 'number'>
  /** By thing: where its codes begin, and where the next one goes. */
  readonly #starts: Uint32Array
  readonly #ends: Uint32Array
  readonly #codes: Uint32Array
  /** Only codes of whole numbers are in the order of these. */
  #isWhole = true

  /** @param most  by thing: no more than so many are added */
  constructor(most: readonly number[], names: Pick<CensusNames, 'number'>) {
    this.#names = names
    this.#starts = new Uint32Array(most.length)
    let room = 0
    for (const [thing, count] of most.entries()) {
      this.#starts[thing] = room
      room += count
    }
    this.#ends = this.#starts.slice()
    this.#codes = new Uint32Array(room)
  }

  add(thing: number, code: number): void {
    this.#codes[this.#ends[thing]!++] = code
    if (code >= WHOLE_BELOW) this.#isWhole = false
  }

  /** Those of `codes` from `first` up to `end`. */
  addAll(thing: number, codes: Whole, first: number, end: number): void {
    const own = this.#codes
    let at = this.#ends[thing]!
    let most = 0
    for (let i = first; i < end; i++) {
      const code = codes[i]!
      own[at++] = code
      if (code > most) most = code
    }
    this.#ends[thing] = at
    if (most >= WHOLE_BELOW) this.#isWhole = false
  }

  median(thing: number): number | null {
    const codes = this.#codes.subarray(this.#starts[thing]!, this.#ends[thing]!)
    const { length } = codes
    if (length === 0) return null
    if (!this.#isWhole) return median(Float64Array.from(codes, this.#numberOf))
    const half = length >> 1
    const middle = selectWhole(codes, length % 2 === 1 ? [half] : [half - 1, half]).map(this.#numberOf)
    return middle.reduce((sum, one) => sum + one, 0) / middle.length
  }

  readonly #numberOf = (code: number): number => this.#names.number(code)!
}

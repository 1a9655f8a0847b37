import { median } from './median.ts'

const FIRST_LENGTH = 1 << 10

/** What was measured of many things, one after another; the middle of one of them is looked for when it is asked for. */
export class Samples {
  #things = new Uint32Array(FIRST_LENGTH)
  #values = new Float64Array(FIRST_LENGTH)
  #count = 0
  /** By thing: where its values begin among all in order of thing. */
  #starts: Uint32Array | null = null
  #sorted = new Float64Array()

  add(thing: number, value: number): void {
    if (this.#count === this.#things.length) this.#grow()
    this.#things[this.#count] = thing
    this.#values[this.#count++] = value
  }

  /** After the last `add`. */
  median(thing: number): number | null {
    this.#starts ??= this.#order()
    const starts = this.#starts
    if (thing + 1 >= starts.length) return null
    return median(this.#sorted.subarray(starts[thing]!, starts[thing + 1]!))
  }

  /** Puts the values of each thing together. */
  #order(): Uint32Array {
    let last = -1
    for (let i = 0; i < this.#count; i++) last = Math.max(last, this.#things[i]!)
    const starts = new Uint32Array(last + 2)
    for (let i = 0; i < this.#count; i++) starts[this.#things[i]! + 1]!++
    for (let thing = 0; thing <= last; thing++) starts[thing + 1]! += starts[thing]!
    const next = starts.slice()
    this.#sorted = new Float64Array(this.#count)
    for (let i = 0; i < this.#count; i++) this.#sorted[next[this.#things[i]!]!++] = this.#values[i]!
    return starts
  }

  #grow(): void {
    const [things, values] = [this.#things, this.#values]
    this.#things = new Uint32Array(2 * things.length)
    this.#things.set(things)
    this.#values = new Float64Array(2 * values.length)
    this.#values.set(values)
  }
}

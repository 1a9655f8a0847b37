import type { Statements } from '../prepared.ts'

/** Chosen: of so many the ids are looked up instead, each time. */
const MOST_LATER = 20_000

/** Visitors of a site in the order of their ids, which a census does not hold: four bytes each, made when somebody asks for a list in which
 *  thousands are equal. Whoever came later is not in it, whoever is gone stays. */
export class IdOrder {
  readonly #read: Statements
  readonly #site: number
  readonly #placeOf: (key: number) => number | null
  #places = new Uint32Array(0)
  /** Those before this place are in it. */
  #end = 0

  constructor(read: Statements, site: number, placeOf: (key: number) => number | null) {
    this.#read = read
    this.#site = site
    this.#placeOf = placeOf
  }

  /** @param count  how many visitors the census has
   *  @returns `places` in order, and the first place of those who came later */
  upTo(count: number): { readonly places: Uint32Array; readonly end: number } {
    if (this.#end === 0 || count - this.#end > MOST_LATER) this.#make(count)
    return { places: this.#places, end: this.#end }
  }

  #make(count: number): void {
    const places = new Uint32Array(count)
    let length = 0
    const keys = this.#read.get('keysById').pluck().iterate({ site: this.#site }) as Iterable<number>
    for (const key of keys) {
      const place = this.#placeOf(key)
      if (place !== null && place < count) places[length++] = place
    }
    this.#places = places.slice(0, length)
    this.#end = count
  }
}

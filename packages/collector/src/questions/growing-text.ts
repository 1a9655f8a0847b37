/** Chosen: a part of an export as CSV; as NDJSON it grows twice. */
const FIRST_SIZE = 512 * 1024
/** The most bytes of UTF-8 that a unit of a string takes. */
const MOST_BYTES = 3

/** Text as UTF-8, which grows by what is added. As one string it would be too large for the young generation, and garbage of the old one. */
export class GrowingText {
  #bytes = Buffer.allocUnsafeSlow(FIRST_SIZE)
  #length = 0

  /** In bytes. */
  get length(): number {
    return this.#length
  }

  add(text: string): void {
    const most = this.#length + MOST_BYTES * text.length
    if (most > this.#bytes.length) this.#grow(most)
    this.#length += this.#bytes.write(text, this.#length)
  }

  /** @returns what it is now with some more in between, in a buffer of its own
   *  @param more  in order of the places that they come before */
  toBytes(more: readonly (readonly [place: number, bytes: Uint8Array])[] = []): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#length + more.reduce((sum, [, { length }]) => sum + length, 0))
    let [from, end] = [0, 0]
    const put = (bytes: Uint8Array): void => {
      whole.set(bytes, end)
      end += bytes.length
    }
    for (const [place, bytes] of more) {
      put(this.#bytes.subarray(from, place))
      put(bytes)
      from = place
    }
    put(this.#bytes.subarray(from, this.#length))
    return whole
  }

  #grow(least: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(least, 2 * this.#bytes.length))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}

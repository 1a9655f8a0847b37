/** Bytes of a digest. */
export const DIGEST = 8
const FIRST_CAPACITY = 1024

/** A set of digests outside of the heap, one behind the other as they came: a hundred thousand short texts would be as many objects for
 *  the collector of garbage to walk through. */
export class FreshIds {
  #digests = Buffer.alloc(DIGEST * FIRST_CAPACITY)
  #count = 0
  /** Places of digests, counted from one, each in the first free slot from that of its hash on; twice as many as there is room for. */
  #slots = new Int32Array(2 * FIRST_CAPACITY)

  get size(): number {
    return this.#count
  }

  /** @param digest  a character a byte */
  has(digest: string): boolean {
    return this.#slots[this.#slotOf(digest)] !== 0
  }

  /** @returns false when it was there already */
  add(digest: string): boolean {
    const slot = this.#slotOf(digest)
    if (this.#slots[slot] !== 0) return false
    const start = DIGEST * this.#count
    for (let i = 0; i < DIGEST; i++) this.#digests[start + i] = digest.charCodeAt(i)
    this.#slots[slot] = ++this.#count
    if (2 * this.#count >= this.#slots.length) this.#grow()
    return true
  }

  /** Adds digests that are not there. */
  addAll(digests: Buffer): void {
    for (let at = 0; at < digests.length; at += DIGEST) this.add(digests.toString('latin1', at, at + DIGEST))
  }

  /** The digests from the n-th on, in the order in which they came; valid until the next change. */
  from(n: number): Buffer {
    return this.#digests.subarray(DIGEST * n, DIGEST * this.#count)
  }

  clear(): void {
    this.#count = 0
    this.#slots.fill(0)
  }

  /** Where a digest's place stands, or would. */
  #slotOf(digest: string): number {
    const slots = this.#slots
    // It is a hash itself; the filters go by its first half.
    for (let slot = wordAt(digest, 4) % slots.length; ; slot = slot + 1 === slots.length ? 0 : slot + 1) {
      const place = slots[slot]!
      if (place === 0 || this.#isAt(place - 1, digest)) return slot
    }
  }

  #isAt(n: number, digest: string): boolean {
    const start = DIGEST * n
    for (let i = 0; i < DIGEST; i++) if (this.#digests[start + i] !== digest.charCodeAt(i)) return false
    return true
  }

  #grow(): void {
    const digests = this.from(0)
    this.#digests = Buffer.alloc(2 * this.#digests.length)
    this.#slots = new Int32Array(2 * this.#slots.length)
    this.#count = 0
    this.addAll(digests)
  }
}

/** Four bytes of a digest as a number. */
export function wordAt(digest: string, at: number): number {
  const high = (digest.charCodeAt(at + 2) << 16) | (digest.charCodeAt(at + 3) << 24)
  return (digest.charCodeAt(at) | (digest.charCodeAt(at + 1) << 8) | high) >>> 0
}

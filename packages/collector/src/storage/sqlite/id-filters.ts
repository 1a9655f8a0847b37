import { wordAt } from './fresh-ids.ts'

/** 13 bits for each id of a segment and 7 places: one other id in 600 looks as if it were there. */
const FILTER_BITS = 7 * 2 ** 18
const PLACES = 7
/** Segments whose filters stand in the bits of one byte. */
const TOGETHER = 8

/** Four bits as four bytes of which each has one of them, in the order of this machine. */
const FOUR_BYTES = new Uint32Array(
  Uint8Array.from({ length: 16 * 4 }, (_, i) => ((i >>> 2) >>> (i & 3)) & 1).buffer,
)

/** Makes the filter of a segment, as it is stored. */
export function filterOf(digests: Buffer): Buffer {
  const bits = Buffer.alloc(FILTER_BITS / 8)
  for (let at = 0; at < digests.length; at += 8) {
    const first = digests.readUInt32LE(at)
    const step = digests.readUInt32LE(at + 4)
    for (let i = 0; i < PLACES; i++) {
      const place = placeOf(first, step, i)
      bits[place >>> 3]! |= 1 << (place & 7)
    }
  }
  return bits
}

/** The filters of all segments, which tell of nearly every id that it is in none of them. The same bit of eight filters lies in one byte:
 *  eight are asked at once, so that what an event costs hardly grows with what is stored. */
export class IdFilters {
  #count = 0
  readonly #bytes: Uint8Array[] = []

  /** How many segments there are. */
  get count(): number {
    return this.#count
  }

  /** @param bits  of the next segment */
  add(bits: Buffer): void {
    const among = this.#count % TOGETHER
    if (among === 0) this.#bytes.push(new Uint8Array(FILTER_BITS))
    const fours = new Uint32Array(this.#bytes.at(-1)!.buffer)
    for (let i = 0; i < bits.length; i++) {
      fours[2 * i]! |= FOUR_BYTES[bits[i]! & 15]! << among
      fours[2 * i + 1]! |= FOUR_BYTES[bits[i]! >>> 4]! << among
    }
    this.#count++
  }

  /** @returns the segments that it may be in: nearly always it is then in one of them */
  mayHold(digest: string): readonly number[] {
    const first = wordAt(digest, 0)
    const step = wordAt(digest, 4)
    const found: number[] = []
    for (let group = 0; group < this.#bytes.length; group++) {
      const bytes = this.#bytes[group]!
      let those = 255
      for (let i = 0; i < PLACES && those !== 0; i++) those &= bytes[placeOf(first, step, i)]!
      for (let among = 0; those >>> among !== 0; among++)
        if (((those >>> among) & 1) === 1) found.push(group * TOGETHER + among)
    }
    return found
  }
}

/** Two numbers make them all. */
function placeOf(first: number, step: number, i: number): number {
  return ((first + Math.imul(step, i)) >>> 0) % FILTER_BITS
}

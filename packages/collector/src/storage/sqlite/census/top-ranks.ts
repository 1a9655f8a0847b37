/** Keeps the largest of many numbers, so that who is below all of them need not be looked at any closer. */
export class TopRanks {
  /** The smallest in front, as a heap. */
  readonly #heap: Float64Array
  #count = 0

  /** @param size  how many are kept, > 0 */
  constructor(size: number) {
    this.#heap = new Float64Array(size)
  }

  /** What is smaller than this is none of the largest so far; −Infinity while there is room. */
  get border(): number {
    return this.#count < this.#heap.length ? Number.NEGATIVE_INFINITY : this.#heap[0]!
  }

  add(rank: number): void {
    if (this.#count < this.#heap.length) this.#siftUp(this.#count++, rank)
    else if (rank > this.#heap[0]!) this.#siftDown(rank)
  }

  #siftUp(end: number, value: number): void {
    const heap = this.#heap
    let at = end
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (heap[parent]! <= value) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = value
  }

  /** Puts a value in the place of the smallest. */
  #siftDown(value: number): void {
    const heap = this.#heap
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++
      if (heap[child]! >= value) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = value
  }
}

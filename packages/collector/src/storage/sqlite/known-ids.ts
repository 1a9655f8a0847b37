import { hash } from 'node:crypto'
import { DIGEST, FreshIds } from './fresh-ids.ts'
import { filterOf, IdFilters } from './id-filters.ts'
import type { Statements } from './prepared.ts'

/** Which event ids were taken in before, by a hash of 64 bits: in a hundred million events the chance that any two different ids
 *  have the same is one in 3,700.
 *
 *  New hashes are kept in memory and added to the table `new_ids`, a row or more for each commit: no page of an index is written for each
 *  event. When there are `SEGMENT` of them they become a segment of `known_ids`: 256 rows by first byte, and a filter that
 *  tells of nearly every other id that it is not in there. Only the filters stay in memory, 1.7 bytes an event. */
export class KnownIds {
  readonly #statements: Statements
  readonly #segmentSize: number
  #fresh = new FreshIds()
  /** How many of the fresh ones are written. */
  #saved = 0
  #filters = new IdFilters()
  #isLoaded = false

  constructor(statements: Statements, segmentSize: number = SEGMENT) {
    this.#statements = statements
    this.#segmentSize = segmentSize
  }

  /** Takes an id in.
   *  @returns false when it was there already */
  add(site: number, id: string): boolean {
    this.#load()
    const digest = digestOf(site, id)
    return !this.#isOld(digest) && this.#fresh.add(digest)
  }

  has(site: number, id: string): boolean {
    this.#load()
    const digest = digestOf(site, id)
    return this.#fresh.has(digest) || this.#isOld(digest)
  }

  /** Writes what was added since the last time; within the transaction that keeps the events. */
  save(): void {
    const added = this.#fresh.from(this.#saved)
    for (let at = 0; at < added.length; at += DIGEST * ROW)
      this.#statements.get('addNewIds').run({ hashes: added.subarray(at, at + DIGEST * ROW) })
    this.#saved = this.#fresh.size
    if (this.#saved >= this.#segmentSize) this.#close()
  }

  /** When another process has written. */
  refresh(): void {
    this.#isLoaded = false
    this.#emptyFresh()
  }

  /** After a failed transaction, which may have made a filter that is not there now. */
  clear(): void {
    this.refresh()
    this.#filters = new IdFilters()
  }

  #emptyFresh(): void {
    this.#fresh.clear()
    this.#saved = 0
  }

  #load(): void {
    if (this.#isLoaded) return
    for (const row of this.#statements.get('newIds').pluck().all() as Buffer[]) this.#fresh.addAll(row)
    this.#saved = this.#fresh.size
    // Segments are numbered from 0 on.
    const more = this.#statements.get('idFilters').pluck().all({ from: this.#filters.count })
    for (const bits of more as Buffer[]) this.#filters.add(bits)
    this.#isLoaded = true
  }

  #isOld(digest: string): boolean {
    for (const segment of this.#filters.mayHold(digest))
      if (holds(this.#page(segment, digest.charCodeAt(0)), digest)) return true
    return false
  }

  #page(segment: number, first: number): Buffer {
    const row = this.#statements
      .get('knownIds')
      .pluck()
      .get({ page: segment * 256 + first })
    return (row as Buffer | undefined) ?? Buffer.alloc(0)
  }

  /** Turns what is fresh into a segment. */
  #close(): void {
    const digests = this.#fresh.from(0)
    const segment = this.#filters.count
    for (const [first, hashes] of byFirstByte(digests).entries())
      if (hashes.length > 0) this.#statements.get('putKnownIds').run({ page: segment * 256 + first, hashes })
    const bits = filterOf(digests)
    this.#statements.get('addIdFilter').run({ segment, bits })
    this.#statements.get('removeNewIds').run()
    this.#filters.add(bits)
    this.#emptyFresh()
  }
}

/** A row of `known_ids` holds all but the first byte of each digest. */
const REST = DIGEST - 1
/** Digests in a row of `new_ids`: longer rows leave more of a page unused, shorter ones have more heads. */
const ROW = 32
/** 526 for each first byte: a row of 3.7 KB, which fills a page of 4 KB and rarely needs a second. */
const SEGMENT = 526 * 256

/** The hash of an id, a character a byte. */
function digestOf(site: number, id: string): string {
  return hash('sha256', `${site}\0${id}`, 'binary').slice(0, DIGEST)
}

/** The digests without their first byte, which says in which of 256 lists they are. */
function byFirstByte(digests: Buffer): readonly Buffer[] {
  const counts = new Uint32Array(256)
  for (let at = 0; at < digests.length; at += DIGEST) counts[digests[at]!]!++
  const lists = Array.from(counts, (count) => Buffer.alloc(REST * count))
  counts.fill(0)
  for (let at = 0; at < digests.length; at += DIGEST) {
    const first = digests[at]!
    digests.copy(lists[first]!, REST * counts[first]!++, at + 1, at + DIGEST)
  }
  return lists
}

/** Whether a digest is in a row of `known_ids`. */
function holds(hashes: Buffer, digest: string): boolean {
  const rest = Buffer.from(digest.slice(1), 'latin1')
  for (let at = hashes.indexOf(rest); at !== -1; at = hashes.indexOf(rest, at + 1))
    if (at % REST === 0) return true
  return false
}

import { hash } from 'node:crypto'
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
  #fresh = new Set<string>()
  #added: string[] = []
  #filters: { readonly segment: number; readonly bits: Buffer }[] = []
  #isLoaded = false

  constructor(statements: Statements, segmentSize: number = SEGMENT) {
    this.#statements = statements
    this.#segmentSize = segmentSize
  }

  /** Takes an id in.
   *  @returns false when it was there already */
  add(site: number, id: string): boolean {
    this.#load()
    const text = digestOf(site, id)
    if (this.#fresh.has(text) || this.#isOld(text)) return false
    this.#fresh.add(text)
    this.#added.push(text)
    return true
  }

  has(site: number, id: string): boolean {
    this.#load()
    const text = digestOf(site, id)
    return this.#fresh.has(text) || this.#isOld(text)
  }

  /** Writes what was added since the last time; within the transaction that keeps the events. */
  save(): void {
    if (this.#added.length === 0) return
    this.#putFresh(this.#added)
    this.#added = []
    if (this.#fresh.size >= this.#segmentSize) this.#close()
  }

  /** When another process has written. */
  refresh(): void {
    this.#isLoaded = false
    this.#fresh = new Set()
    this.#added = []
  }

  /** After a failed transaction, which may have made a filter that is not there now. */
  clear(): void {
    this.refresh()
    this.#filters = []
  }

  #load(): void {
    if (this.#isLoaded) return
    const rows = this.#statements.get('newIds').pluck().all() as Buffer[]
    for (const row of rows) for (const text of split(row)) this.#fresh.add(text)
    const more = this.#statements.get('idFilters').all({ after: this.#filters.at(-1)?.segment ?? -1 })
    this.#filters = [...this.#filters, ...(more as { segment: number; bits: Buffer }[])]
    this.#isLoaded = true
  }

  #isOld(text: string): boolean {
    for (const { segment, bits } of this.#filters)
      if (mayHold(bits, text) && this.#holds(segment, Buffer.from(text, 'latin1'))) return true
    return false
  }

  #holds(segment: number, digest: Buffer): boolean {
    return findIn(this.#page(segment, digest[0]!), digest) !== -1
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
    const segment = (this.#filters.at(-1)?.segment ?? -1) + 1
    const pages = Array.from({ length: 256 }, () => '')
    const bits = Buffer.alloc(FILTER_BITS / 8)
    for (const text of this.#fresh) {
      pages[text.charCodeAt(0)] += text.slice(1)
      mark(bits, text)
    }
    for (const [first, page] of pages.entries())
      if (page !== '') this.#putPage(segment, first, Buffer.from(page, 'latin1'))
    this.#statements.get('addIdFilter').run({ segment, bits })
    this.#statements.get('removeNewIds').run()
    this.#filters = [...this.#filters, { segment, bits }]
    this.#fresh = new Set()
  }

  #putPage(segment: number, first: number, hashes: Buffer): void {
    this.#statements.get('putKnownIds').run({ page: segment * 256 + first, hashes })
  }

  #putFresh(texts: readonly string[]): void {
    for (let at = 0; at < texts.length; at += ROW) {
      const hashes = Buffer.from(texts.slice(at, at + ROW).join(''), 'latin1')
      this.#statements.get('addNewIds').run({ hashes })
    }
  }
}

/** Bytes of a hash; a row of `known_ids` holds all but the first of each. */
const DIGEST = 8
const REST = DIGEST - 1
/** Hashes in a row of `new_ids`: longer rows leave more of a page unused, shorter ones have more heads. */
const ROW = 32
/** 526 for each first byte: a row of 3.7 KB, which fills a page of 4 KB and rarely needs a second. */
const SEGMENT = 526 * 256
/** 13 bits for each id and 7 places: one other id in 400 looks as if it were there. */
const FILTER_BITS = 7 * 2 ** 18
const PLACES = 7

/** The hash of an id, a character a byte. */
function digestOf(site: number, id: string): string {
  return hash('sha256', `${site}\0${id}`, 'binary').slice(0, DIGEST)
}

/** Sets a filter's bits for a digest. */
function mark(bits: Buffer, digest: string): void {
  for (let i = 0; i < PLACES; i++) {
    const place = placeOf(digest, i)
    bits[place >>> 3]! |= 1 << (place & 7)
  }
}

/** Whether all of them are set: nearly always the digest is in there then. */
function mayHold(bits: Buffer, digest: string): boolean {
  for (let i = 0; i < PLACES; i++) {
    const place = placeOf(digest, i)
    if (((bits[place >>> 3]! >>> (place & 7)) & 1) === 0) return false
  }
  return true
}

/** Two numbers make them all. */
function placeOf(digest: string, i: number): number {
  return ((wordAt(digest, 0) + i * wordAt(digest, 4)) % 2 ** 32) % FILTER_BITS
}

function wordAt(text: string, at: number): number {
  const high = (text.charCodeAt(at + 2) << 16) | (text.charCodeAt(at + 3) << 24)
  return (text.charCodeAt(at) | (text.charCodeAt(at + 1) << 8) | high) >>> 0
}

/** @returns the place of a digest in a row of `known_ids`; -1 when it is not there */
function findIn(page: Buffer, digest: Buffer): number {
  const rest = digest.subarray(1)
  for (let at = page.indexOf(rest); at !== -1; at = page.indexOf(rest, at + 1)) if (at % REST === 0) return at
  return -1
}

function* split(row: Buffer): Generator<string> {
  for (let at = 0; at < row.length; at += DIGEST) yield row.toString('latin1', at, at + DIGEST)
}

import type { Census, CensusDepth } from '../../store.ts'
import { unpackKeys } from '../change-log.ts'
import type { FactValues } from '../facts.ts'
import type { Connection } from '../open.ts'
import type { Statements } from '../prepared.ts'
import { createTables, PARTS } from './census-tables.ts'
import { Names } from './names.ts'
import { readActs, readVisitors } from './read-visitors.ts'
import { viewOf } from './view.ts'

/** Read together; others get their turn in between. */
const AT_ONCE = 2_000
/** Chosen: a table is made anew when a third of it is nobody's. */
const MOST_UNUSED = 1 / 3

interface Reading {
  readonly db: Connection
  readonly read: Statements
  readonly facts: FactValues
}

/** Everybody of one site, read once and then kept up to date from the change log. */
export class SiteCensus {
  readonly #reading: Reading
  readonly #site: number
  readonly tables = createTables()
  readonly names = new Names()
  readonly view: Census
  /** The last change that was taken in; null: nothing was read yet. */
  #seq: number | null = null
  #hasActs = false

  constructor(reading: Reading, site: number) {
    this.#reading = reading
    this.#site = site
    this.view = viewOf(this.tables, this.names)
  }

  /** Takes in what was written since.
   *  @returns false when too much was written meanwhile to be told what: then a new one is needed */
  async refresh(depth: CensusDepth): Promise<boolean> {
    if (this.#seq === null) {
      this.#seq = this.#kept().last
      await this.#readAll()
    }
    if (depth === 'acts' && !this.#hasActs) {
      // From here on changes bring acts, too; those that come meanwhile are read twice.
      this.#hasActs = true
      await this.#readAllActs()
    }
    for (;;) {
      const { keys, last, isLost } = this.#changes(this.#seq)
      if (isLost) return false
      for (let i = 0; i < keys.length; i += AT_ONCE) {
        if (i > 0) await pause()
        this.#take(keys.slice(i, i + AT_ONCE))
      }
      this.#seq = last
      this.#compact()
      // What was written while others had their turn.
      if (keys.length <= AT_ONCE) return true
    }
  }

  #kept(): { first: number; last: number } {
    return this.#reading.read.get('changesKept').get() as { first: number; last: number }
  }

  #changes(after: number): { keys: readonly number[]; last: number; isLost: boolean } {
    return this.#reading.db.transaction(() => {
      const { first, last } = this.#kept()
      const rows = this.#reading.read.get('changesAfter').pluck().all({ after, site: this.#site }) as Buffer[]
      const keys = new Set(rows.flatMap((bytes) => unpackKeys(bytes)))
      return {
        keys: [...keys].sort((a, b) => a - b),
        last: Math.max(after, last),
        isLost: last > after && first > after + 1,
      }
    })()
  }

  async #readAll(): Promise<void> {
    for (let after = 0; ; await pause()) {
      const asked = { site: this.#site, after, limit: AT_ONCE }
      const keys = this.#reading.read.get('censusKeys').pluck().all(asked) as number[]
      if (keys.length === 0) return
      this.#take(keys)
      after = keys.at(-1)!
    }
  }

  async #readAllActs(): Promise<void> {
    const { visitors } = this.tables
    // Those who come meanwhile come with their acts.
    const { count } = visitors
    for (let first = 0; first < count; first += AT_ONCE) {
      const end = Math.min(count, first + AT_ONCE)
      const keys = Array.from(visitors.columns.key.subarray(first, end))
      this.#readActs(
        keys,
        keys.map((_, i) => first + i),
      )
      await pause()
    }
  }

  /** Reads these visitors, of this moment. */
  #take(keys: readonly number[]): void {
    const places = keys.map((key) => this.#placeOf(key))
    this.#reading.db.transaction(() => {
      readVisitors(this.#readable(), this.#site, keys, places)
      if (this.#hasActs) this.#readActs(keys, places)
    })()
  }

  #readActs(keys: readonly number[], places: readonly number[]): void {
    readActs(this.#readable(), this.#site, keys, places)
  }

  #readable() {
    const { read, facts } = this.#reading
    return { read, facts, tables: this.tables, names: this.names }
  }

  /** Where a visitor stands, or a new place. Rows of the engine are numbered as they come, so each new one has the highest number, and
   *  the table is in order. */
  #placeOf(key: number): number {
    const { visitors } = this.tables
    const keys = visitors.columns.key
    let [low, high] = [0, visitors.count]
    while (low < high) {
      const middle = (low + high) >> 1
      if (keys[middle]! < key) low = middle + 1
      else high = middle
    }
    if (low < visitors.count && keys[low] === key) return low
    if (low < visitors.count) throw new RangeError(`census: visitor ${key} came after ${keys[low]}`)
    const place = visitors.add(1)
    visitors.columns.key[place] = key
    return place
  }

  #compact(): void {
    const { visitors } = this.tables
    for (const part of PARTS) {
      const table = this.tables[part]
      if (table.unused > MOST_UNUSED * table.count && table.unused > AT_ONCE)
        table.compact(visitors.columns[`${part}Start`], visitors.columns[`${part}End`], visitors.count)
    }
  }
}

const pause = (): Promise<void> => new Promise<void>((done) => void setImmediate(done))

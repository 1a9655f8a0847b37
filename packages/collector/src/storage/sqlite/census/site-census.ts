import type { Census, CensusDepth } from '../../store.ts'
import { unpackKeys } from '../change-log.ts'
import type { FactValues } from '../facts.ts'
import type { Connection } from '../open.ts'
import type { Statements } from '../prepared.ts'
import { createTables, PARTS } from './census-tables.ts'
import { Flocks } from './flocks.ts'
import { IdOrder } from './id-order.ts'
import { Names } from './names.ts'
import { Places } from './places.ts'
import { derive, deriveStood, readActs, readVisitors } from './read-visitors.ts'
import { viewOf } from './view.ts'

/** Read one after another; others get their turn in between. */
const IN_A_ROW = 2_000
/** Chosen: the events of so many visitors take a tenth of a second, for which a question that needs none may wait. */
const ACTS_IN_A_ROW = 5 * IN_A_ROW
/** Whose rows are in memory together. Measured, docs/performance.md: those of eight times as many outlive the garbage of the young, and the
 *  old heap was collected seven times a second. */
const AT_ONCE = 250
/** Chosen: a table is made anew when a third of it is nobody's. */
const MOST_UNUSED = 1 / 3

interface Reading {
  readonly db: Connection
  readonly read: Statements
  readonly facts: FactValues
}

/** What came of bringing a census up to date.
 *  - `ready`: it is of this moment. `partial`: some of the events were read; the rest is for the next time.
 *  - `lost`: too much was written meanwhile to be told what: then a new one is needed. */
export type Refreshed = 'ready' | 'partial' | 'lost'

/** Everybody of one site, read once and then kept up to date from the change log. */
export class SiteCensus {
  readonly #reading: Reading
  readonly #site: number
  readonly #pause: () => Promise<void>
  readonly tables = createTables()
  readonly names = new Names()
  readonly #places = new Places(this.tables)
  readonly #flocks = new Flocks(this.tables)
  readonly #idOrder: IdOrder
  readonly view: Census
  /** The last change that was taken in; null: nothing was read yet. */
  #seq: number | null = null
  /** The events of those before this place were read; null: nobody has asked for any. */
  #actsUpTo: number | null = null
  #hasActs = false

  /** @param pause  between two parts of what is read */
  constructor(reading: Reading, site: number, pause: () => Promise<void>) {
    this.#reading = reading
    this.#site = site
    this.#pause = pause
    this.#idOrder = new IdOrder(reading.read, site, (key) => this.#places.find(key))
    this.view = viewOf(this.tables, this.names, this.#flocks)
  }

  /** How much of everybody it holds. */
  get depth(): CensusDepth {
    return this.#hasActs ? 'acts' : 'visits'
  }

  /** Of everybody. */
  idOrder(): ReturnType<IdOrder['upTo']> {
    return this.#idOrder.upTo(this.tables.visitors.count)
  }

  /** Takes in what was written since; not while somebody counts. */
  async refresh(depth: CensusDepth): Promise<Refreshed> {
    if (this.#seq === null) {
      this.#seq = this.#kept().last
      await this.#readAll()
      this.#trim()
    }
    if (!(await this.#takeChanges())) return 'lost'
    if (depth === 'visits' || this.#hasActs) return 'ready'
    this.#hasActs = await this.#readMoreActs()
    return this.#hasActs && (await this.#takeChanges()) ? 'ready' : 'partial'
  }

  #kept(): { first: number; last: number } {
    return this.#reading.read.get('changesKept').get() as { first: number; last: number }
  }

  /** @returns false when it cannot be told what has changed */
  async #takeChanges(): Promise<boolean> {
    for (;;) {
      const { keys, last, isLost } = this.#changes(this.#seq!)
      if (isLost) return false
      for (let i = 0; i < keys.length; i += IN_A_ROW) {
        if (i > 0) await this.#pause()
        if (!this.#take(keys.slice(i, i + IN_A_ROW))) return false
      }
      this.#seq = last
      this.#compact()
      // What was written while others had their turn.
      if (keys.length <= IN_A_ROW) return true
    }
  }

  #changes(after: number): { keys: readonly number[]; last: number; isLost: boolean } {
    return this.#reading.db.transaction(() => {
      const { first, last } = this.#kept()
      const rows = this.#reading.read.get('changesAfter').pluck().iterate({ after, site: this.#site })
      const keys = new Set<number>()
      for (const bytes of rows as Iterable<Buffer>) for (const key of unpackKeys(bytes)) keys.add(key)
      return {
        keys: [...keys].sort((a, b) => a - b),
        last: Math.max(after, last),
        isLost: last > after && first > after + 1,
      }
    })()
  }

  async #readAll(): Promise<void> {
    for (let after = 0; ; await this.#pause()) {
      const asked = { site: this.#site, after, limit: IN_A_ROW }
      const rows = this.#reading.read.get('censusKeys').raw().all(asked) as [key: number, cameAgain: 0 | 1][]
      if (rows.length === 0) return
      const keys = rows.map(([key]) => key)
      this.#places.add(
        keys,
        rows.map(([, cameAgain]) => cameAgain === 1),
      )
      this.#take(keys)
      after = keys.at(-1)!
    }
  }

  /** Reads the events of some more visitors, so that those who ask for none need not wait for all of them. From the first time on changes
   *  bring events, too: whoever comes meanwhile comes with theirs.
   *  @returns whether everybody's were read */
  async #readMoreActs(): Promise<boolean> {
    const { visitors } = this.tables
    this.#actsUpTo ??= 0
    const end = Math.min(visitors.count, this.#actsUpTo + ACTS_IN_A_ROW)
    while (this.#actsUpTo < end) {
      const first = this.#actsUpTo
      const keyOf = (place: number): number => visitors.columns.key[place]!
      const places = Array.from({ length: Math.min(end - first, IN_A_ROW) }, (_, i) => first + i)
      for (const part of inParts(places.map(keyOf), places)) this.#readActs(part.keys, part.places)
      this.#actsUpTo += places.length
      await this.#pause()
    }
    if (this.#actsUpTo < visitors.count) return false
    this.#trim()
    return true
  }

  /** Reads these visitors, of this moment.
   *  @returns false when one of them has a row that was somebody else's before: the table would be out of order */
  #take(keys: readonly number[]): boolean {
    const places: number[] = []
    for (const key of keys) {
      const place = this.#places.of(key)
      if (place === null) return false
      places.push(place)
    }
    for (const part of inParts(keys, places)) {
      this.#reading.db.transaction(() => {
        readVisitors(this.#readable(), this.#site, part.keys, part.places)
        deriveStood(this.tables, this.view, part.places)
        this.#flocks.read(part.places)
        if (this.#actsUpTo !== null) this.#readActs(part.keys, part.places)
      })()
    }
    return true
  }

  #readActs(keys: readonly number[], places: readonly number[]): void {
    readActs(this.#readable(), this.#site, keys, places)
    derive(this.tables, this.view, places)
    this.#flocks.read(places)
  }

  #readable() {
    const { read, facts } = this.#reading
    return { read, facts, tables: this.tables, names: this.names }
  }

  /** What was read at once grew by halves, and will not grow as fast any more. */
  #trim(): void {
    for (const table of Object.values(this.tables)) table.trim()
  }

  #compact(): void {
    const { visitors } = this.tables
    for (const part of PARTS) {
      const table = this.tables[part]
      if (table.unused > MOST_UNUSED * table.count && table.unused > IN_A_ROW)
        table.compact(visitors.columns[`${part}Start`], visitors.columns[`${part}End`], visitors.count)
    }
  }
}

/** Visitors in the order of their places, some at a time, and these in order of key: who stands together is read together. */
function inParts(
  keys: readonly number[],
  places: readonly number[],
): readonly { readonly keys: readonly number[]; readonly places: readonly number[] }[] {
  const order = [...keys.keys()].sort((a, b) => places[a]! - places[b]!)
  return Array.from({ length: Math.ceil(order.length / AT_ONCE) }, (_, part) => {
    const some = order.slice(part * AT_ONCE, (part + 1) * AT_ONCE).sort((a, b) => keys[a]! - keys[b]!)
    return { keys: some.map((i) => keys[i]!), places: some.map((i) => places[i]!) }
  })
}

import { crc32 } from 'node:zlib'
import { EngineFailure } from '../store.ts'
import type { Statements } from './prepared.ts'

/** What events of several visitors have in common: kept once as JSON, and named by a number in each event.
 *  - `agent`: [consent, device, browser, os, country]
 *  - `page`: [host, path, title, topic, item, category]
 *  - `source`: as `packSource` writes it
 *  - `referrer`: host and path
 *  - `text`: a part of one of these, or of an event's details */
export const FACT_KINDS = ['agent', 'page', 'source', 'referrer', 'text'] as const
export type FactKind = (typeof FACT_KINDS)[number]

/** Of each kind. Chosen: the pages of a large site, its sources and the agents; some 4 MB. */
const CAPACITY = 20_000
/** How often another visitor than the one before must name a fact before it is shared: a row of the table takes about as much
 *  as naming it three times in full. */
const ENOUGH = 3

interface Sighting {
  /** Who named it last. */
  visitor: number | null
  times: number
}

/** The writer's side of the table `facts`. What one visitor alone has named stands in that visitor's events only, and goes when
 *  they go: an address with somebody's name in it. A shared fact never changes and never goes. */
export class Facts {
  readonly #statements: Statements
  // By kind: putting the kind before a text would copy the text.
  readonly #shared = byKind<number>()
  readonly #seen = byKind<Sighting>()

  constructor(statements: Statements) {
    this.#statements = statements
  }

  /** The number of a shared fact; null when it must be written in full.
   *  @param visitor  who names it; null: nobody, of whom every mention may be somebody else's */
  keyOf(kind: FactKind, json: string, visitor: number | null): number | null {
    const known = this.#shared[kind].get(json)
    if (known !== undefined) return known
    const seen = this.#seen[kind].get(json)
    if (seen === undefined) return this.#meet(kind, json, visitor)
    if (visitor === null || seen.visitor !== visitor) {
      seen.times++
      seen.visitor = visitor
    }
    return seen.times < ENOUGH ? null : this.#share(kind, json)
  }

  /** After a failed transaction, or when another process has written. */
  clear(): void {
    for (const kind of FACT_KINDS) {
      this.#shared[kind].clear()
      this.#seen[kind].clear()
    }
  }

  #meet(kind: FactKind, json: string, visitor: number | null): number | null {
    const found = this.#statements.get('fact').pluck().get(factParameters(kind, json))
    if (found !== undefined) return this.#remember(kind, json, found as number)
    // An agent tells of nobody.
    if (kind === 'agent') return this.#share(kind, json)
    makeRoom(this.#seen[kind])
    this.#seen[kind].set(json, { visitor, times: 1 })
    return null
  }

  #share(kind: FactKind, json: string): number {
    const { lastInsertRowid } = this.#statements.get('addFact').run(factParameters(kind, json))
    this.#seen[kind].delete(json)
    return this.#remember(kind, json, Number(lastInsertRowid))
  }

  #remember(kind: FactKind, json: string, key: number): number {
    makeRoom(this.#shared[kind])
    this.#shared[kind].set(json, key)
    return key
  }
}

function byKind<T>(): Readonly<Record<FactKind, Map<string, T>>> {
  return { agent: new Map(), page: new Map(), source: new Map(), referrer: new Map(), text: new Map() }
}

function makeRoom(map: Map<unknown, unknown>): void {
  if (map.size >= CAPACITY) map.delete(map.keys().next().value)
}

function factParameters(kind: FactKind, fact: string) {
  const place = FACT_KINDS.indexOf(kind)
  return { kind: place, fact, checksum: crc32(fact, place) }
}

interface FactRow {
  readonly kind: number
  readonly fact: string
  readonly checksum: number
}

/** The reader's side: what a number stands for. Shared facts never change, so what is remembered stays true. */
export class FactValues {
  readonly #statements: Statements
  readonly #known = new Map<number, unknown>()

  constructor(statements: Statements) {
    this.#statements = statements
  }

  /** The fact as it was before `JSON.stringify`.
   *  @throws EngineFailure when it is gone or damaged */
  readonly get = (key: number): unknown => {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const value = JSON.parse(this.json(key)) as unknown
    makeRoom(this.#known)
    this.#known.set(key, value)
    return value
  }

  json(key: number): string {
    const row = this.#statements.get('factByKey').get({ key }) as FactRow | undefined
    if (row === undefined) throw new EngineFailure(new Error(`an event names fact ${key}, which is gone`))
    if (row.checksum !== crc32(row.fact, row.kind))
      throw new EngineFailure(new Error(`fact ${key} is damaged`))
    return row.fact
  }

  /** After a failed transaction: a number that it gave out may come to stand for something else. */
  clear(): void {
    this.#known.clear()
  }
}

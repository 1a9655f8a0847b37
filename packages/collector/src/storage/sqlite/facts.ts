import type { Statements } from './prepared.ts'

/** What events have in common: kept once, and named by a number in each event.
 *  - `agent`: [consent, device, browser, os, country]
 *  - `page`: [host, path, title, topic, item, category]
 *  - `source`: as `packSource` writes it
 *  - `referrer`: host and path */
export const FACT_KINDS = ['agent', 'page', 'source', 'referrer'] as const
export type FactKind = (typeof FACT_KINDS)[number]

interface Fact {
  readonly key: number
  readonly visitor: number | null
}

/** Chosen: the pages of a large site, its sources and the agents; some 4 MB. */
const CAPACITY = 20_000

/** The writer's side of the table `facts`, with the facts used last in memory. A fact belongs to a visitor as long as nobody
 *  else's events name it, and is erased with that visitor: an address with somebody's name in it goes when they go. */
export class Facts {
  readonly #statements: Statements
  readonly #known = new Map<string, Fact>()

  constructor(statements: Statements) {
    this.#statements = statements
  }

  /** Whether `keyOf` will answer without writing. */
  has(kind: FactKind, text: string, visitor: number | null): boolean {
    const fact = this.#known.get(kind + text)
    return fact !== undefined && (fact.visitor === null || fact.visitor === visitor)
  }

  /** The number of a fact that an event of this visitor names; null: an event of nobody, or a fact that tells of nobody. */
  keyOf(kind: FactKind, text: string, visitor: number | null): number {
    const name = kind + text
    const fact = this.#known.get(name) ?? this.#find(kind, text) ?? this.#add(kind, text, visitor)
    const isShared = fact.visitor !== null && fact.visitor !== visitor
    if (isShared) this.#statements.get('shareFact').run({ key: fact.key })
    this.#remember(name, isShared ? { key: fact.key, visitor: null } : fact)
    return fact.key
  }

  clear(): void {
    this.#known.clear()
  }

  #find(kind: FactKind, fact: string): Fact | undefined {
    return this.#statements.get('fact').get({ kind: FACT_KINDS.indexOf(kind), fact }) as Fact | undefined
  }

  #add(kind: FactKind, fact: string, visitor: number | null): Fact {
    const { lastInsertRowid } = this.#statements
      .get('addFact')
      .run({ kind: FACT_KINDS.indexOf(kind), fact, visitor })
    return { key: Number(lastInsertRowid), visitor }
  }

  #remember(name: string, fact: Fact): void {
    if (this.#known.size >= CAPACITY && !this.#known.has(name))
      this.#known.delete(this.#known.keys().next().value!)
    this.#known.set(name, fact)
  }
}

import { ByteReader, ByteWriter } from './bytes.ts'
import type { Statements } from './prepared.ts'

/** How many changes are kept: whoever is further behind than that reads everything again. Chosen: some minutes of a busy site, a few
 *  MB; one change is one commit. */
export const KEPT_CHANGES = 50_000
/** Removing is done for so many at a time. */
const SWEEP = 1_000

/** The writer's side of the change log: which visitors' rows a transaction has touched, so that whoever keeps something derived of them in
 *  memory (census.ts) need not look at the others. It names rows, no ids: what is told of a visitor who was erased is a number. */
export class ChangeLog {
  readonly #write: Statements
  readonly #touched = new Map<number, Set<number>>()

  constructor(write: Statements) {
    this.#write = write
  }

  /** @param site, visitor  keys of their rows */
  note(site: number, visitor: number): void {
    const visitors = this.#touched.get(site)
    if (visitors === undefined) this.#touched.set(site, new Set([visitor]))
    else visitors.add(visitor)
  }

  /** Writes what was noted; within the transaction that has touched it. */
  save(): void {
    for (const [site, visitors] of this.#touched) {
      const { lastInsertRowid } = this.#write.get('addChange').run({ site, visitors: packKeys(visitors) })
      const seq = Number(lastInsertRowid)
      if (seq % SWEEP === 0) this.#write.get('removeChanges').run({ before: seq - KEPT_CHANGES })
    }
    this.#touched.clear()
  }

  /** After a failed transaction. */
  clear(): void {
    this.#touched.clear()
  }
}

const writer = new ByteWriter()

/** In order, each as the distance to the one before: those who come together lie together. */
function packKeys(keys: ReadonlySet<number>): Buffer {
  writer.reset()
  let last = 0
  for (const key of [...keys].sort((a, b) => a - b)) {
    writer.varint(key - last)
    last = key
  }
  return writer.finish()
}

/** Law: unpackKeys gives what was noted, in order. */
export function unpackKeys(bytes: Buffer): readonly number[] {
  const reader = new ByteReader(bytes)
  const keys: number[] = []
  for (let key = 0; !reader.isAtEnd; keys.push(key)) key += reader.varint()
  return keys
}

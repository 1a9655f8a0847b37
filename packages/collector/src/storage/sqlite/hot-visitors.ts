import type { Statement } from 'better-sqlite3'
import type { StoredVisitor } from '../store.ts'
import type { Connection } from './open.ts'
import type { EventOwner, RecentEvents } from './recent-events.ts'
import { type Remembered, recallVisitor } from './remembered-visitor.ts'
import { type ProfileRow, toStoredVisitor } from './rows.ts'

/** A visitor's row as it was read; null for a yardstick: nothing was derived. */
export type VisitorRow = Omit<ProfileRow, 'yardstick'> & {
  readonly yardstick: string | null
  readonly recent: Buffer
}

/** What the writer remembers of a visitor that it has just written. The present group changes it, and a transaction that fails forgets
 *  everybody. */
export interface HotVisitor {
  readonly owner: EventOwner
  /** As it was found; null since it was made or changed here. */
  row: VisitorRow | null
  /** As it was changed here, by `rememberVisitor`; null when it has no profile. */
  remembered: string | null
  /** Its newest events; undefined when they have not been read. */
  recent: RecentEvents | undefined
}

/** Of each generation. Chosen: the visits under way on a busy site; some 1 KB each. */
const CAPACITY = 20_000

/** The visitors written last, so that their next event needs no look-up. A copy of what is committed: it is emptied when a
 *  transaction fails, when rows are changed past it, and when another process has committed. */
export class HotVisitors {
  readonly #dataVersion: Statement
  /** Who was asked for since the older ones were put aside; moving each to the end of one map took longer than to find it. */
  #younger = new Map<string, HotVisitor>()
  #older = new Map<string, HotVisitor>()
  #version = -1

  readonly #capacity: number

  constructor(db: Connection, capacity: number = CAPACITY) {
    this.#capacity = capacity
    this.#dataVersion = db.prepare('PRAGMA data_version').pluck()
  }

  /** Forgets everything when another connection has committed since the last call. Inside a transaction that writes, nobody
   *  else can until it ends.
   *  @returns whether it forgot */
  refresh(): boolean {
    const version = this.#dataVersion.get() as number
    if (version === this.#version) return false
    this.#version = version
    this.clear()
    return true
  }

  /** A visitor who is remembered, and for longer from now on. */
  get(name: string): HotVisitor | undefined {
    const young = this.#younger.get(name)
    if (young !== undefined) return young
    const old = this.#older.get(name)
    if (old === undefined) return undefined
    this.#older.delete(name)
    this.add(name, old)
    return old
  }

  /** Whoever was added or asked for stays until as many others were as a generation holds: longer than a group lasts. */
  add(name: string, visitor: HotVisitor): void {
    if (this.#younger.size >= this.#capacity) {
      this.#older = this.#younger
      this.#younger = new Map()
    }
    this.#younger.set(name, visitor)
  }

  /** A visitor as last written; null when it has no profile, undefined when that is not remembered. */
  stored(name: string): StoredVisitor | null | undefined {
    const visitor = this.#younger.get(name) ?? this.#older.get(name)
    return visitor && knownOf(visitor).stored
  }

  remove(name: string): void {
    this.#younger.delete(name)
    this.#older.delete(name)
  }

  clear(): void {
    this.#younger.clear()
    this.#older.clear()
  }
}

/** What is known of a visitor without asking the database; without `tail` the end of the timeline is there only. */
export interface Known {
  /** Null when it has no profile. */
  readonly stored: StoredVisitor | null
  readonly tail?: Remembered['tail']
}

/** @throws EngineFailure when its row is damaged */
export function knownOf({ owner, row, remembered }: HotVisitor): Known {
  const { site, visitor } = owner
  // Those who are only counted have no profile; without one nothing else was derived either.
  if (visitor === null) return NOTHING
  if (row === null) return remembered === null ? NOTHING : recallVisitor(remembered, { site, visitor })
  return isDerived(row) ? { stored: toStoredVisitor(row, site) } : NOTHING
}

const NOTHING: Known = { stored: null, tail: [] }

const isDerived = (row: VisitorRow): row is VisitorRow & ProfileRow => row.yardstick !== null

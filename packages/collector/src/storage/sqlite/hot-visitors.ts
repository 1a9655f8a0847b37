import type { Span } from '@koopsignaal/scoring'
import type { Statement } from 'better-sqlite3'
import type { StoredVisitor, VisitorKey } from '../store.ts'
import type { Connection } from './open.ts'
import type { RecentEvents } from './recent-events.ts'
import { fromPacked, type PackedProfile } from './rows.ts'

/** What the writer remembers of a visitor that it has just written. */
export interface HotVisitor {
  /** Its row in `visitors`. */
  readonly key: number
  /** As committed; null when it has no profile, undefined when that has not been looked up. */
  readonly stored: PackedProfile | null | undefined
  /** The spans that its last change left at the end of its timeline; undefined when they have not been looked up. */
  readonly tail: readonly Span[] | undefined
  /** Its newest events; undefined when they have not been looked up. */
  readonly recent: RecentEvents | undefined
}

/** Chosen: the visits under way on a busy site; some 1 KB each. */
const CAPACITY = 20_000

/** The visitors written last, so that their next event needs no look-up. A copy of what is committed: it is emptied when a
 *  transaction fails, when rows are changed past it, and when another process has committed. */
export class HotVisitors {
  readonly #dataVersion: Statement
  // A Map keeps the order of insertion: the first key is the one that was not asked for longest.
  readonly #kept = new Map<string, HotVisitor>()
  /** Of the group that was taken in last, unpacked: who sent it is about to be told. */
  readonly #latest = new Map<string, StoredVisitor>()
  #version = -1

  constructor(db: Connection) {
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

  get(name: string): HotVisitor | undefined {
    return this.#kept.get(name)
  }

  put(name: string, visitor: HotVisitor): void {
    this.#kept.delete(name)
    if (this.#kept.size >= CAPACITY) this.#kept.delete(this.#kept.keys().next().value!)
    this.#kept.set(name, visitor)
  }

  /** A new group begins. */
  begin(): void {
    this.#latest.clear()
  }

  /** Remembers what the present group has made of a visitor. */
  putLatest(name: string, stored: StoredVisitor): void {
    this.#latest.set(name, stored)
  }

  /** A visitor as last written; null when it has no profile, undefined when that is not remembered. */
  stored(name: string, { site, visitor }: VisitorKey): StoredVisitor | null | undefined {
    const packed = this.#kept.get(name)?.stored
    return this.#latest.get(name) ?? (packed && fromPacked(packed, visitor, site))
  }

  remove(name: string): void {
    this.#kept.delete(name)
    this.#latest.delete(name)
  }

  clear(): void {
    this.#kept.clear()
    this.#latest.clear()
  }
}

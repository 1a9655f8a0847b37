import type { Span } from '@koopsignaal/scoring'
import type { Statement } from 'better-sqlite3'
import type { StoredVisitor } from '../store.ts'
import type { Connection } from './open.ts'
import type { EventOwner, RecentEvents } from './recent-events.ts'
import { fromPacked, type PackedProfile, type ProfileRow, toStoredVisitor } from './rows.ts'

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
  /** As it was changed here; null when it has no profile. */
  stored: PackedProfile | null
  /** The spans that its last change left at the end of its timeline; undefined when they have not been looked up. */
  tail: readonly Span[] | undefined
  /** Its newest events; undefined when they have not been read. */
  recent: RecentEvents | undefined
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
  readonly #latest = new Map<HotVisitor, StoredVisitor>()
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

  /** A visitor who is remembered, and for longer from now on. */
  get(name: string): HotVisitor | undefined {
    const visitor = this.#kept.get(name)
    if (visitor === undefined) return undefined
    this.#kept.delete(name)
    this.#kept.set(name, visitor)
    return visitor
  }

  add(name: string, visitor: HotVisitor): void {
    if (this.#kept.size >= CAPACITY) this.#kept.delete(this.#kept.keys().next().value!)
    this.#kept.set(name, visitor)
  }

  /** A new group begins. */
  begin(): void {
    this.#latest.clear()
  }

  /** Remembers what the present group has made of a visitor. */
  putLatest(visitor: HotVisitor, stored: StoredVisitor): void {
    this.#latest.set(visitor, stored)
  }

  /** A visitor as last written; null when it has no profile, undefined when that is not remembered. */
  stored(name: string): StoredVisitor | null | undefined {
    const visitor = this.#kept.get(name)
    return visitor && (this.#latest.get(visitor) ?? storedOf(visitor))
  }

  remove(name: string): void {
    const visitor = this.#kept.get(name)
    if (visitor === undefined) return
    this.#kept.delete(name)
    this.#latest.delete(visitor)
  }

  clear(): void {
    this.#kept.clear()
    this.#latest.clear()
  }
}

/** @throws EngineFailure when its row is damaged */
export function storedOf({ owner, row, stored }: HotVisitor): StoredVisitor | null {
  const { site, visitor } = owner
  // Those who are only counted have no profile.
  if (visitor === null) return null
  if (row === null) return stored && fromPacked(stored, { site, visitor })
  return isDerived(row) ? toStoredVisitor(row, site) : null
}

const isDerived = (row: VisitorRow): row is VisitorRow & ProfileRow => row.yardstick !== null

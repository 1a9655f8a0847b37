import { isDeepStrictEqual } from 'node:util'
import Database from 'better-sqlite3'
import { KnownIds } from './known-ids.ts'
import { MIGRATIONS } from './migrations.ts'
import type { Connection } from './open.ts'
import { ACT_TYPES, packActs, unpackActs } from './packed-acts.ts'
import type { Statements } from './prepared.ts'
import { type EventOwner, loadEvents, unpackEvents } from './recent-events.ts'

interface Owner {
  readonly key: number
  readonly id: string
}

/** Reads all that is truth, each row against its checksum and each number against what it points at.
 *  @returns sentences about what is wrong; at most some of each kind */
export function findDamage(db: Connection, read: Statements): string[] {
  const findings = (db.pragma('integrity_check') as { integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok')
  findings.push(...schemaFindings(db))
  const lost = (db.pragma('foreign_key_check') as unknown[]).length
  if (lost > 0) findings.push(`${lost} rows point at rows that are gone`)
  for (const { key } of read.get('damagedSites').all() as { key: number }[])
    findings.push(`the settings of site ${key} are damaged`)
  for (const { key } of read.get('factKeys').iterate() as IterableIterator<{ key: number }>) {
    note(findings, () => read.facts.json(key))
  }
  const ids = new KnownIds(read)
  for (const { key: site } of read.get('siteKeys').all() as { key: number }[]) {
    for (const owner of ownersOf(read, site)) note(findings, () => checkOwner(read, ids, site, owner))
  }
  return findings
}

/** Tables, indexes and views against those of a new database: a view with a letter changed answers, and answers wrongly. Other
 *  programs may have tables of their own here, as Litestream has. */
function schemaFindings(db: Connection): string[] {
  const present = schemaOf(db)
  const fresh = new Database(':memory:')
  try {
    for (const step of MIGRATIONS) fresh.exec(step)
    return [...schemaOf(fresh)]
      .filter(([name, sql]) => present.get(name) !== sql)
      .map(([name]) => `${name} is not what this version made it`)
  } finally {
    fresh.close()
  }
}

const schemaOf = (db: Connection) =>
  new Map(
    db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').raw().all() as [string, string | null][],
  )

const MOST = 20

function note(findings: string[], check: () => void): void {
  try {
    check()
  } catch (error) {
    if (findings.length < MOST) findings.push((error as Error).message)
  }
}

function checkOwner(read: Statements, ids: KnownIds, site: number, { key, id }: Owner): void {
  const events = loadEvents(read, { key, site: '', visitor: id === '' ? null : id })
  const unknown = events.filter((event) => !ids.has(site, event.id)).length
  if (unknown > 0) throw new Error(`${unknown} events of visitor ${key} are not among the known ids`)
  if (id === '') checkActs(read, { key, site: '', visitor: null })
}

function checkActs(read: Statements, owner: EventOwner): void {
  const blocks = read.get('blocksOfCounted').iterate({ visitor: owner.key })
  for (const { events, acts } of blocks as Iterable<{ events: Buffer; acts: Buffer | null }>) {
    const own = packActs(unpackEvents(events, owner, read.facts), owner)
    if (!isDeepStrictEqual(allActs(own, owner.key), allActs(acts, owner.key)))
      throw new Error(`what is told beside a block of visitor ${owner.key} is not what is in it`)
  }
}

const allActs = (sealed: Buffer | null, key: number) =>
  sealed === null ? [] : ACT_TYPES.map((type) => unpackActs(sealed, key, type))

export function* ownersOf(read: Statements, site: number): Generator<Owner> {
  let key = 0
  for (;;) {
    const some = read.get('owners').all({ site, key }) as Owner[]
    if (some.length === 0) return
    yield* some
    key = some.at(-1)!.key
  }
}

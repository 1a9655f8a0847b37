import { chmodSync, existsSync, mkdirSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { crc32 } from 'node:zlib'
import Database from 'better-sqlite3'
import { StartError } from '../../errors.ts'
import { MIGRATIONS } from './migrations.ts'

export type Connection = Database.Database

export const DATABASE_FILE = 'koopsignaal.db'

const CACHE_KB = 32 * 1024

/** Older versions can corrupt a WAL when it is reset. Source: sqlite.org, release notes of 3.51.3. */
const OLDEST_SQLITE = [3, 51, 3]

/** File systems without the shared memory and locks that a WAL needs. Source: statfs(2), f_type. */
const NETWORK_FILE_SYSTEMS = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x564c, 'NCP'],
  [0x01021997, '9P'],
])

/** Makes the folder where it is missing and checks that a database may live there.
 *  @throws StartError with a sentence that says what to change */
export function prepareDataDir(dir: string): void {
  try {
    makeFolder(dir)
  } catch (error) {
    throw new StartError(
      `The data folder ${dir} cannot be made: ${reason(error)}. Set KOOPSIGNAAL_DATA to a folder that can be written.`,
    )
  }
  if (!statSync(dir).isDirectory()) {
    throw new StartError(`The data folder ${dir} is not a folder. Set KOOPSIGNAAL_DATA to one.`)
  }
  const network = NETWORK_FILE_SYSTEMS.get(Number(statfsSync(dir).type))
  if (network !== undefined) {
    throw new StartError(
      `The data folder ${dir} is on ${network}: SQLite is not safe on a network file system. Set KOOPSIGNAAL_DATA to a local folder.`,
    )
  }
  closeToOthers(dir)
}

/** One folder after the other: where nothing can be made, as in /proc, `recursive` never comes back. */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return
  const parent = dirname(resolve(dir))
  if (parent !== resolve(dir)) makeFolder(parent)
  mkdirSync(dir, { mode: 0o700 })
}

function closeToOthers(dir: string): void {
  if (process.platform === 'win32' || (statSync(dir).mode & 0o007) === 0) return
  if (readdirSync(dir).length > 0) {
    throw new StartError(
      `The data folder ${dir} can be read by every user of this machine. Run: chmod 700 ${dir}`,
    )
  }
  chmodSync(dir, 0o700)
}

/** Opens the writing connection and brings the schema up to date.
 *  @throws StartError for a folder that cannot be written, a database of a newer version or a damaged one */
export function openWriter(dir: string): Connection {
  prepareDataDir(dir)
  const file = join(dir, DATABASE_FILE)
  const db = connect(file, false)
  try {
    refuseOldSqlite(db)
    // WAL: readers never block the writer. FULL: an answer of 2xx means that the commit is on the disk; the connection that
    // makes a WAL database reports FULL by itself, every later one NORMAL, so set it always.
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    // Erased rows are overwritten, not only unlinked.
    db.pragma('secure_delete = ON')
    db.pragma('foreign_keys = ON')
    // The pages that visits under way are in; with the default of 2 MB they are read again for each commit. Chosen.
    db.pragma(`cache_size = -${CACHE_KB}`)
    // 64 MB: a page that many commits change is copied into the database once. Measured in docs/performance.md.
    db.pragma('wal_autocheckpoint = 16384')
    if (
      db.pragma('journal_mode', { simple: true }) !== 'wal' ||
      db.pragma('synchronous', { simple: true }) !== 2
    ) {
      throw new StartError(`The database in ${dir} does not take journal_mode=WAL and synchronous=FULL.`)
    }
    migrate(db, dir)
    return db
  } catch (error) {
    db.close()
    throw error instanceof StartError
      ? error
      : new StartError(`The database ${file} cannot be opened: ${reason(error)}. Nothing was changed.`)
  }
}

/** A second connection that can only read. */
export function openReader(dir: string): Connection {
  const db = connect(join(dir, DATABASE_FILE), true)
  db.pragma('query_only = ON')
  return db
}

function connect(file: string, readonly: boolean): Connection {
  const isNew = !existsSync(file)
  try {
    const db = new Database(file, { readonly, timeout: 5_000 })
    // For rows that statements change in place; SQLite has no checksum of its own.
    db.function('checksum', { deterministic: true }, (text) => crc32(String(text)))
    if (isNew && process.platform !== 'win32') chmodSync(file, 0o600)
    return db
  } catch (error) {
    throw new StartError(
      `The database ${file} cannot be opened: ${reason(error)}. Check that the data folder can be written.`,
    )
  }
}

function refuseOldSqlite(db: Connection): void {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get())
  const parts = version.split('.').map(Number)
  const older = OLDEST_SQLITE.map((part, i) => Math.sign((parts[i] ?? 0) - part)).find((sign) => sign !== 0)
  if (older === -1) {
    throw new StartError(
      `SQLite ${version} is too old: at least ${OLDEST_SQLITE.join('.')} is needed. Install the dependencies again.`,
    )
  }
}

/** Runs the missing steps, each whole or not at all: a start killed halfway can be started again. */
function migrate(db: Connection, dir: string): void {
  const current = Number(db.pragma('user_version', { simple: true }))
  if (current > MIGRATIONS.length) {
    throw new StartError(
      `The database in ${dir} was made by a newer Koopsignaal (schema ${current}, this version knows ${MIGRATIONS.length}). Use the newer version; nothing was changed.`,
    )
  }
  for (let step = current; step < MIGRATIONS.length; step++) {
    db.transaction(() => {
      // Another process may have taken the step while this one waited for the lock.
      if (Number(db.pragma('user_version', { simple: true })) !== step) return
      db.exec(MIGRATIONS[step]!)
      db.pragma(`user_version = ${step + 1}`)
    }).immediate()
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

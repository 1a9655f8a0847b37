import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { StartError } from '../../errors.ts'
import { temporaryFolder } from '../fixtures.ts'
import { MIGRATIONS } from './migrations.ts'
import { DATABASE_FILE, openReader, openWriter, prepareDataDir } from './open.ts'

vi.mock('node:fs', { spy: true })
afterEach(() => vi.mocked(fs.statfsSync).mockRestore())

/** The sentence of the refusal. */
function refusalOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof StartError) return error.message
    throw error
  }
  throw new Error('it was not refused')
}

function made(folder = temporaryFolder()): string {
  openWriter(folder).close()
  return folder
}

const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const mode = (file: string) => (statSync(file).mode & 0o777).toString(8)

describe('the writing connection', () => {
  it.each(['that makes the database', 'that finds it there'])(
    'waits for the disk when it is one %s',
    (which) => {
      const folder = temporaryFolder()
      if (which === 'that finds it there') made(folder)
      const db = openWriter(folder)
      expect(db.pragma('synchronous', { simple: true })).toBe(2)
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
      expect(db.pragma('secure_delete', { simple: true })).toBe(1)
      expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
      db.close()
    },
  )

  it('turns a database with another journal into one with a WAL', () => {
    const folder = made()
    const raw = new Database(join(folder, DATABASE_FILE))
    raw.pragma('journal_mode = DELETE')
    raw.close()
    const db = openWriter(folder)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    db.close()
  })

  it('makes files that only their owner can read', () => {
    const folder = join(temporaryFolder(), 'new')
    const db = openWriter(folder)
    db.exec("INSERT INTO sites (id, settings, seal) VALUES ('a', '{}', 0)")
    expect(mode(folder)).toBe('700')
    const files = readdirSync(folder)
    expect(files.toSorted()).toEqual([DATABASE_FILE, `${DATABASE_FILE}-shm`, `${DATABASE_FILE}-wal`])
    for (const file of files) expect(`${file} ${mode(join(folder, file))}`).toBe(`${file} 600`)
    db.close()
  })
})

describe('the reading connection', () => {
  it('cannot write', () => {
    const reader = openReader(made())
    expect(() => reader.exec("INSERT INTO sites (id, settings, seal) VALUES ('a', '{}', 0)")).toThrow(
      /readonly|query_only/,
    )
    reader.close()
  })
})

describe('the data folder', () => {
  it('is closed to others when it is new or empty', () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o755)
    prepareDataDir(folder)
    expect(mode(folder)).toBe('700')
  })

  it('is refused when others can read what is in it', () => {
    const folder = made()
    chmodSync(folder, 0o755)
    expect(refusalOf(() => openWriter(folder))).toBe(
      `The data folder ${folder} can be read by every user of this machine. Run: chmod 700 ${folder}`,
    )
    expect(mode(folder)).toBe('755')
  })

  it('is refused when it is a file', () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, 'mine')
    expect(refusalOf(() => openWriter(file))).toContain(`The data folder ${file} `)
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  it('is refused when it cannot be made', () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, 'mine')
    expect(refusalOf(() => openWriter(join(file, 'data')))).toMatch(/cannot be made: .* Set KOOPSIGNAAL_DATA/)
  })

  it.runIf(process.platform === 'linux')('is refused where nothing can be made, at once', () => {
    expect(refusalOf(() => openWriter('/proc/koopsignaal/data'))).toMatch(/cannot be made: .*ENOENT/)
  })

  it('is made with the folders above it', () => {
    const dir = join(temporaryFolder(), 'a', 'b')
    openWriter(dir).close()
    expect(existsSync(dir)).toBe(true)
  })

  it('is refused when the database in it cannot be opened', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, DATABASE_FILE))
    chmodSync(folder, 0o700)
    expect(refusalOf(() => openWriter(folder))).toContain('cannot be opened')
  })

  it.each([
    [0x6969, 'NFS'],
    [0xff534d42, 'CIFS'],
  ])('is refused on a network file system (%i: %s)', (type, name) => {
    const folder = temporaryFolder()
    vi.mocked(fs.statfsSync).mockReturnValue({ type } as fs.StatsFs)
    expect(refusalOf(() => openWriter(folder))).toContain(
      `is on ${name}: SQLite is not safe on a network file system`,
    )
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('the schema', () => {
  const added: string[] = []
  /** Gives this version one more step. */
  function addStep(sql: string): void {
    ;(MIGRATIONS as string[]).push(sql)
    added.push(sql)
  }
  afterEach(() => {
    for (; added.length > 0; added.pop()) (MIGRATIONS as string[]).pop()
  })
  const version = (folder: string) => {
    const raw = new Database(join(folder, DATABASE_FILE), { readonly: true })
    const found = raw.pragma('user_version', { simple: true })
    const tables = raw.prepare('SELECT name FROM sqlite_schema').pluck().all()
    raw.close()
    return { found, tables }
  }

  it('takes a step whole or not at all, and can be started again', () => {
    const folder = made()
    addStep('CREATE TABLE extra (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1);')
    expect(refusalOf(() => openWriter(folder))).toContain('Nothing was changed')
    expect(version(folder).found).toBe(1)
    expect(version(folder).tables).not.toContain('extra')
    ;(MIGRATIONS as string[])[1] = 'CREATE TABLE extra (a INTEGER) STRICT;'
    made(folder)
    expect(version(folder).found).toBe(2)
    expect(version(folder).tables).toContain('extra')
  })

  it('keeps the steps before one that fails', () => {
    const folder = temporaryFolder()
    addStep('CREATE TABLE extra (a INTEGER) STRICT;')
    addStep('not sql')
    refusalOf(() => openWriter(folder))
    expect(version(folder).found).toBe(2)
  })

  it('refuses a database of a newer version and leaves it as it is', () => {
    const folder = made()
    const file = join(folder, DATABASE_FILE)
    const raw = new Database(file)
    raw.pragma('user_version = 99')
    raw.pragma('wal_checkpoint(TRUNCATE)')
    raw.close()
    const before = digest(file)
    expect(refusalOf(() => openWriter(folder))).toBe(
      `The database in ${folder} was made by a newer Koopsignaal (schema 99, this version knows 1). Use the newer version; nothing was changed.`,
    )
    expect(digest(file)).toBe(before)
    expect(existsSync(`${file}-wal`)).toBe(false)
  })

  it('refuses a file that is no database and leaves it as it is', () => {
    const folder = temporaryFolder()
    const file = join(folder, DATABASE_FILE)
    writeFileSync(file, 'a shopping list '.repeat(500))
    chmodSync(folder, 0o700)
    const before = digest(file)
    expect(refusalOf(() => openWriter(folder))).toMatch(/cannot be opened: file is not a database/)
    expect(digest(file)).toBe(before)
  })
})

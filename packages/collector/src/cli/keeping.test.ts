import { createHash } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { event, koperReturning } from '../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../advance-visitor.ts'
import { pageViews, SHOP, temporaryFolder } from '../storage/fixtures.ts'
import { DATABASE_FILE } from '../storage/sqlite/open.ts'
import { openSqliteStore } from '../storage/sqlite/sqlite-store.ts'
import { run } from './run.fixture.ts'

/** rebuild, backup, export and doctor: commands on a data folder with a few visitors in it. */

const hash = 'd1'.repeat(16)

async function withVisitors(count = 3): Promise<string> {
  const folder = temporaryFolder()
  const store = openSqliteStore(folder)
  await store.putSite(SHOP)
  const others = Array.from({ length: count }, (_, i) => pageViews(`visitor-${i + 2}`, 3)).flat()
  const cookieless = event({ id: 'event-hash', visitor: hash, consent: 'cookieless' })
  await store.commit({ events: [...koperReturning, ...others, cookieless], drops: [] }, advanceVisitor)
  await store.close()
  return folder
}

const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

describe('rebuild', () => {
  it('finds nothing different in what was derived live', async () => {
    const { code, out, notes } = await run(await withVisitors(), 'rebuild')
    expect(code).toBe(0)
    expect(out).toEqual(['example: 5 visitors rebuilt, 0 came out differently'])
    expect(notes.at(-1)).toBe('example: visitors: 5 of 5 (100 %)')
  })

  it('mends what was damaged in the derived tables and says how many', async () => {
    const folder = await withVisitors()
    const raw = new Database(join(folder, DATABASE_FILE))
    raw.exec(
      'UPDATE visitors SET page_views = 99, waarom = 1 WHERE key = 1; DELETE FROM standings WHERE visitor = 2',
    )
    raw.close()
    expect((await run(folder, 'rebuild')).out).toEqual([
      'example: 5 visitors rebuilt, 2 came out differently',
    ])
    expect((await run(folder, 'rebuild', '--site', 'example')).out[0]).toContain(', 0 came out differently')
  })

  it('refuses a site that is not there', async () => {
    expect(await run(await withVisitors(), 'rebuild', '--site', 'other')).toMatchObject({
      code: 1,
      notes: [expect.stringContaining("There is no site 'other'")],
    })
  })
})

describe('backup', () => {
  it('gives a file that a collector can be started from with the same answers', async () => {
    const folder = await withVisitors()
    const file = join(temporaryFolder(), 'koop-backup.db')
    const { code, out } = await run(folder, 'backup', file)
    expect({ code, out }).toEqual({ code: 0, out: [`Backed up to ${file}`] })
    expect(statSync(file).mode & 0o777).toBe(0o600)

    const restored = join(temporaryFolder(), 'restored')
    mkdirSync(restored, { mode: 0o700 })
    copyFileSync(file, join(restored, DATABASE_FILE))
    const answers = async (data: string) => {
      const export_ = join(temporaryFolder(), 'events.ndjson')
      await run(data, 'export', '--site', 'example', '--file', export_)
      return [
        (await run(data, 'site', 'list')).out,
        readFileSync(export_, 'utf8'),
        (await run(data, 'rebuild')).out,
        (await run(data, 'doctor', '--port', '1')).code,
      ]
    }
    expect(await answers(restored)).toEqual(await answers(folder))
  })

  it('works while the collector has the database open and writes', async () => {
    const folder = await withVisitors()
    const store = openSqliteStore(folder)
    onTestFinished(() => store.close())
    const file = join(temporaryFolder(), 'backup.db')
    let written = 0
    let stop = false
    const writing = (async () => {
      while (!stop) {
        await store.commit(
          { events: [event({ id: `live-${written++}-0000`, visitor: 'visitor-9' })], drops: [] },
          advanceVisitor,
        )
        await new Promise(setImmediate)
      }
    })()
    expect((await run(folder, 'backup', file)).code).toBe(0)
    stop = true
    await writing
    const copy = new Database(file, { readonly: true })
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(copy.pragma('foreign_key_check')).toEqual([])
    copy.close()
  })

  it('says so when it cannot write there', async () => {
    const { code, notes } = await run(
      await withVisitors(),
      'backup',
      join(temporaryFolder(), 'no', 'folder.db'),
    )
    expect(code).toBe(1)
    expect(notes).toEqual([expect.stringMatching(/^The backup failed: .+\.$/)])
  })
})

describe.each([['backup'], ['export', '--site', 'example', '--file']])('%s', (...command) => {
  const taken = () => {
    const file = join(temporaryFolder(), 'taken')
    writeFileSync(file, 'the only copy', { mode: 0o644 })
    return file
  }
  const beside = (file: string) => readdirSync(dirname(file))

  it('never writes over a file', async () => {
    const file = taken()
    const { code, out, notes } = await run(await withVisitors(), ...command, file)
    expect({ code, out }).toEqual({ code: 1, out: [] })
    expect(notes).toEqual([`${file} is there already: give another name, or --force to replace the file.`])
    expect(readFileSync(file, 'utf8')).toBe('the only copy')
  })

  it('replaces it with --force, by the same as a new name gets', async () => {
    const folder = await withVisitors()
    const [file, other] = [taken(), join(temporaryFolder(), 'new')]
    expect((await run(folder, ...command, file, '--force')).code).toBe(0)
    expect((await run(folder, ...command, other)).code).toBe(0)
    expect(digest(file)).toBe(digest(other))
    expect([statSync(file).mode & 0o777, beside(file)]).toEqual([0o600, ['taken']])
  })
})

describe('export', () => {
  it('writes every event in order of arrival, with no id of who gave no consent', async () => {
    const folder = await withVisitors(1)
    const file = join(temporaryFolder(), 'events.ndjson')
    const { code, out, notes } = await run(folder, 'export', '--site', 'example', '--file', file)
    expect({ code, out, notes }).toEqual({ code: 0, out: [], notes: ['10 events exported'] })
    const text = readFileSync(file, 'utf8')
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; visitor: string | null })
    expect(lines).toHaveLength(10)
    expect(lines[0]).toEqual(koperReturning[0])
    expect(lines.at(-1)).toMatchObject({ id: 'event-hash', visitor: null })
    expect(text).not.toContain(hash)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('writes the events of all sites where none is named, each line with its own', async () => {
    const folder = await withVisitors(1)
    const store = openSqliteStore(folder)
    await store.putSite({ ...SHOP, id: 'second' })
    await store.commit({ events: [event({ id: 'event-second', site: 'second' })], drops: [] }, advanceVisitor)
    await store.close()
    const file = join(temporaryFolder(), 'events.ndjson')
    expect((await run(folder, 'export', '--file', file)).notes).toEqual(['11 events exported'])
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).site)).toEqual([...Array(10).fill('example'), 'second'])
  })

  it('refuses a site that is not there', async () => {
    expect((await run(await withVisitors(), 'export', '--site', 'other')).code).toBe(1)
  })

  it('says in a sentence that it cannot write', async () => {
    const file = join(temporaryFolder(), 'nowhere', 'events.ndjson')
    const { code, notes } = await run(await withVisitors(), 'export', '--site', 'example', '--file', file)
    expect(code).toBe(1)
    expect(notes).toEqual([expect.stringMatching(/^The file .*events.ndjson cannot be written: ENOENT/)])
  })
})

describe('doctor', () => {
  it('finds a whole database, and tells what is in it', async () => {
    const folder = await withVisitors()
    const { code, out, notes } = await run(folder, 'doctor', '--port', '1')
    expect(code).toBe(0)
    expect(notes).toEqual([])
    expect(out[0]).toMatch(/: \d+ bytes, 1 sites, whole$/)
    expect(out[1]).toBe('  example: last event 2026-11-03T09:05:00.000Z'.replace('09:05', '09:02'))
    expect(out.at(-2)).toBe('Collector: nothing answers at http://127.0.0.1:1')
    expect(out.at(-1)).toMatch(
      /^The data is whole, but nothing is collected at http:\/\/127\.0\.0\.1:1: start/,
    )
  })

  it('says that all is well when the collector answers too', async () => {
    const listener = createServer((_, answer) => answer.end('{"status":"ok"}'))
    await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done))
    onTestFinished(() => void listener.close())
    const { port } = listener.address() as AddressInfo
    const { out } = await run(await withVisitors(), 'doctor', '--port', String(port))
    expect(out.at(-1)).toBe('All is well.')
  })

  it('counts what stands in the WAL', async () => {
    const folder = await withVisitors()
    const raw = new Database(join(folder, DATABASE_FILE))
    onTestFinished(() => void raw.close())
    raw.pragma('wal_autocheckpoint = 0')
    raw.exec('CREATE TABLE scratch AS SELECT * FROM visits')
    const bytes = [DATABASE_FILE, `${DATABASE_FILE}-wal`].map((name) => statSync(join(folder, name)).size)
    expect(bytes[1]).toBeGreaterThan(0)
    const { out } = await run(folder, 'doctor', '--quick', '--port', '1')
    const told = Number(/: (\d+) bytes/.exec(out[0]!)![1])
    expect(told).toBeGreaterThanOrEqual(bytes[0]! + bytes[1]!)
  })

  /** Overwrites some bytes of the database, as a failing disk does. */
  function damage(folder: string, at: number, bytes: Buffer): void {
    const file = openSync(join(folder, DATABASE_FILE), 'r+')
    writeSync(file, bytes, 0, bytes.length, at)
    closeSync(file)
  }

  it.each([
    ['the header', 0],
    ['the schema', 100],
    ['a page of a table', 4096],
    ['a page in the middle', 8 * 4096],
    ['a page near the end', -3 * 4096],
  ])('finds damage in %s, says what to do and changes nothing', async (_, at) => {
    const folder = await withVisitors(200)
    const from = at < 0 ? statSync(join(folder, DATABASE_FILE)).size + at : at
    damage(folder, from, Buffer.alloc(4096, 0xa5))
    const before = digest(join(folder, DATABASE_FILE))
    const { code, out, notes } = await run(folder, 'doctor', '--port', '1')
    expect(code).toBe(1)
    expect(out).not.toContain('All is well.')
    expect(notes.at(-1)).toMatch(/cannot be opened|Restore the last backup/)
    expect(digest(join(folder, DATABASE_FILE))).toBe(before)
  })

  it('finds rows that point at rows that are gone', async () => {
    const folder = await withVisitors()
    const raw = new Database(join(folder, DATABASE_FILE))
    raw.pragma('foreign_keys = OFF')
    raw.exec('DELETE FROM visitors WHERE key = 2')
    raw.close()
    const { code, notes } = await run(folder, 'doctor', '--port', '1')
    expect(code).toBe(1)
    expect(notes[0]).toMatch(/^\d+ rows point at rows that are gone$/)
  })

  it('finds what is derived and is not what the events say, and what mends it', async () => {
    const folder = await withVisitors()
    const raw = new Database(join(folder, DATABASE_FILE))
    const { changes } = raw.prepare('UPDATE visitors SET visit_page_views = visit_page_views + 1').run()
    raw.close()
    expect(changes).toBeGreaterThan(0)
    const { code, notes } = await run(folder, 'doctor', '--port', '1')
    expect(code).toBe(1)
    expect(notes[0]).toMatch(
      /^example: \d+ visitors are not what their events say; run: koopsignaal rebuild$/,
    )
    expect(notes.at(-1)).toBe('The events are whole: nothing is lost.')
    expect((await run(folder, 'doctor', '--quick', '--port', '1')).code).toBe(0)
    expect((await run(folder, 'rebuild')).code).toBe(0)
    expect((await run(folder, 'doctor', '--port', '1')).code).toBe(0)
  })

  it('lets other commands say so too, without a stack trace', async () => {
    const folder = await withVisitors(200)
    const raw = new Database(join(folder, DATABASE_FILE), { readonly: true })
    const page = Number(
      raw.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'visitors'").pluck().get(),
    )
    raw.close()
    damage(folder, (page - 1) * 4096, Buffer.alloc(4096, 0xa5))
    const { code, notes } = await run(folder, 'rebuild')
    expect(code).toBe(1)
    expect(notes.at(-1)).toMatch(/cannot be used: .*Restore the last backup/)
  })
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { event, koperReturning, MONDAY } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { AppError } from '../../errors.ts'
import { describeStore } from '../contract.ts'
import { drop, idsIn, pageViews, SHOP, temporaryFolder } from '../fixtures.ts'
import { EngineFailure, type Store } from '../store.ts'
import type * as Open from './open.ts'
import { DATABASE_FILE } from './open.ts'
import { openSqliteStore } from './sqlite-store.ts'

/** Pragmas that the next writing connection gets besides its own. */
const pragmas: string[] = []
vi.mock('./open.ts', async (original) => {
  const real = await original<typeof Open>()
  return {
    ...real,
    openWriter: (dir: string) => {
      const db = real.openWriter(dir)
      for (const pragma of pragmas) db.pragma(pragma)
      return db
    },
  }
})
afterEach(() => {
  pragmas.length = 0
})

describeStore('SQLite', {
  open: async (folder) => openSqliteStore(folder),
  restore: async (backup, folder) => {
    await mkdir(folder, { recursive: true })
    await copyFile(backup, join(folder, DATABASE_FILE))
  },
})

async function openHere(folder: string): Promise<Store> {
  const store = openSqliteStore(folder)
  onTestFinished(() => store.close())
  await store.putSite(SHOP)
  return store
}

/** Another process that writes to the same folder.
 *  @returns once it writes, with what it will have been told */
async function startWriter(folder: string, batches: number) {
  const file = join(import.meta.dirname, 'writer.fixture.ts')
  const child = spawn(process.execPath, [file, folder, String(batches)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ready = once(child.stdout, 'data')
  const output = text(child.stdout)
  await ready
  const counts = async () => JSON.parse((await output).split('\n')[1]!) as Record<string, number>
  return { counts }
}

describe('SQLite: beside another process', () => {
  it('keeps each id once when two processes send the same events at once', async () => {
    const folder = temporaryFolder()
    const store = await openHere(folder)
    const writers = await Promise.all([startWriter(folder, 60), startWriter(folder, 60)])
    const [a, b] = await Promise.all(writers.map(({ counts }) => counts()))
    expect((a?.accepted ?? 0) + (b?.accepted ?? 0)).toBe(600)
    expect((a?.duplicate ?? 0) + (b?.duplicate ?? 0)).toBe(600)
    expect(new Set(idsIn(store)).size).toBe(600)
    expect(idsIn(store)).toHaveLength(600)
    const views = await Promise.all(
      Array.from({ length: 7 }, (_, i) => store.visitor({ site: 'example', visitor: `visitor-${i}` })),
    )
    expect(views.reduce((sum, one) => sum + one!.profile.state.pageViews, 0)).toBe(600)
    expect((await store.rebuild(SHOP, advanceVisitor)).changed).toBe(0)
  })

  it('finishes a backup while somebody else keeps writing, and it is of one moment', async () => {
    const folder = temporaryFolder()
    const store = await openHere(folder)
    // More pages than one step of the copy takes, so that commits fall in between.
    const long = 'x'.repeat(2_000)
    const events = Array.from({ length: 4_000 }, (_, n) =>
      event({ id: `long-event-${n}`, visitor: null, consent: 'count', title: `${n} ${long}` }),
    )
    await store.commit({ events, drops: [] }, advanceVisitor)
    const other = new Database(join(folder, DATABASE_FILE))
    onTestFinished(() => void other.close())
    const file = join(temporaryFolder(), 'backup.db')
    let steps = 0
    await store.backup(file, () => {
      if (++steps > 100) throw new Error('the copy starts again and again')
      other.exec("INSERT INTO quarantine (site, at, reason, message, event) VALUES (1, 1, 'a', 'b', 'c')")
    })
    expect(steps).toBeGreaterThan(2)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const copy = new Database(file, { readonly: true })
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(copy.prepare('SELECT count(*) FROM quarantine').pluck().get()).toBe(0)
    copy.close()
    const restored = temporaryFolder()
    await copyFile(file, join(restored, DATABASE_FILE))
    expect(idsIn(await openHere(restored))).toHaveLength(4_000)
  })

  it('says that the database is busy when another program holds it, and works when it lets go', async () => {
    pragmas.push('busy_timeout = 50')
    const folder = temporaryFolder()
    const store = await openHere(folder)
    const other = new Database(join(folder, DATABASE_FILE))
    other.exec('BEGIN IMMEDIATE')
    const commit = () => store.commit({ events: [event()], drops: [] }, advanceVisitor)
    await expect(commit()).rejects.toMatchObject({ code: 'store_busy', retryAfter: 2 })
    await expect(store.ready()).rejects.toMatchObject({ code: 'store_busy' })
    await expect(store.erase({ site: 'example', visitor: 'visitor-1' }, MONDAY)).rejects.toThrow(AppError)
    other.exec('ROLLBACK')
    other.close()
    expect(idsIn(store)).toEqual([])
    expect((await commit()).verdicts).toEqual(['accepted'])
  })
})

describe('SQLite: what goes wrong', () => {
  it('says that the disk is full, goes on reading and takes events when there is room', async () => {
    const folder = temporaryFolder()
    const store = await openHere(folder)
    await store.commit({ events: pageViews('visitor-1', 2), drops: [] }, advanceVisitor)
    await store.close()
    const pages = statSync(join(folder, DATABASE_FILE)).size / 4096
    pragmas.push(`max_page_count = ${pages + 4}`)
    const tight = openSqliteStore(folder)
    const many = pageViews('visitor-2', 500)
    await expect(tight.commit({ events: many, drops: [] }, advanceVisitor)).rejects.toMatchObject({
      code: 'store_full',
    })
    expect(await tight.history({ site: 'example', visitor: 'visitor-1' })).toHaveLength(2)
    expect(await tight.erase({ site: 'example', visitor: 'visitor-1' }, MONDAY)).toBe(true)
    await tight.close()
    pragmas.length = 0
    const roomy = openSqliteStore(folder)
    onTestFinished(() => roomy.close())
    expect(idsIn(roomy)).toEqual([])
    expect((await roomy.commit({ events: many, drops: [] }, advanceVisitor)).verdicts).toHaveLength(500)
  })

  it('calls a failure of the engine by its name', async () => {
    const folder = temporaryFolder()
    const store = await openHere(folder)
    const other = new Database(join(folder, DATABASE_FILE))
    other.exec('DROP TABLE quarantine')
    other.close()
    const commit = store.commit({ events: [event()], drops: [drop()] }, advanceVisitor)
    await expect(commit).rejects.toThrow(EngineFailure)
    expect(idsIn(store)).toEqual([])
  })

  it('takes values that do not fit for a fault of theirs and not of the engine', async () => {
    const store = await openHere(temporaryFolder())
    const wrong = store.commit({ events: [event({ at: 0.5 })], drops: [] }, advanceVisitor)
    await expect(wrong).rejects.not.toThrow(EngineFailure)
    expect((await store.commit({ events: [event()], drops: [] }, advanceVisitor)).verdicts).toEqual([
      'accepted',
    ])
  })
})

describe('SQLite: erasing', () => {
  /** The files of the folder that hold the text. */
  function filesWith(folder: string, needle: string): readonly string[] {
    return readdirSync(folder).filter((file) => readFileSync(join(folder, file)).includes(needle))
  }

  it('leaves no byte of the id in any file', async () => {
    const folder = temporaryFolder()
    const store = await openHere(folder)
    const visitor = 'b1946ac92492d2347c6235b4d2611184'
    for (const one of koperReturning) {
      await store.commit({ events: [{ ...one, visitor }], drops: [] }, advanceVisitor)
      await store.commit({ events: pageViews(`other-${one.at}`, 3), drops: [] }, advanceVisitor)
    }
    expect(filesWith(folder, visitor)).not.toEqual([])
    await store.erase({ site: 'example', visitor }, MONDAY)
    expect(filesWith(folder, visitor)).toEqual([])
    for (const { id } of koperReturning) expect(filesWith(folder, id)).toEqual([])
    expect(filesWith(folder, 'other-')).not.toEqual([])
  })

  it('leaves no byte of it either when somebody was reading at that moment', async () => {
    const folder = temporaryFolder()
    const store = await openHere(folder)
    const visitor = 'b1946ac92492d2347c6235b4d2611184'
    await store.commit(
      { events: koperReturning.map((one) => ({ ...one, visitor })), drops: [] },
      advanceVisitor,
    )
    const reader = new Database(join(folder, DATABASE_FILE), { readonly: true })
    reader.exec('BEGIN; SELECT count(*) FROM visitors')
    expect(await store.erase({ site: 'example', visitor }, MONDAY)).toBe(true)
    expect(await store.history({ site: 'example', visitor })).toEqual([])
    reader.close()
    await vi.waitFor(() => expect(filesWith(folder, visitor)).toEqual([]), { timeout: 15_000, interval: 100 })
  })
})

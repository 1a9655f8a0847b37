import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { configOf } from '../../../../test/support/config.ts'
import { koperReturning } from '../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../advance-visitor.ts'
import { AppError, StartError } from '../errors.ts'
import { askOf } from '../questions/reports.ts'
import { describeStore } from '../storage/contract.ts'
import { drop, pageViews, SHOP, temporaryFolder } from '../storage/fixtures.ts'
import { DATABASE_FILE } from '../storage/sqlite/open.ts'
import { openSqliteStore } from '../storage/sqlite/sqlite-store.ts'
import { type Advance, EngineFailure, type Store } from '../storage/store.ts'
import { answerCalls, type Callee } from '../storage/threads/answer-calls.ts'
import { type Caller, createCaller, type Thread } from '../storage/threads/caller.ts'
import { createThreadedStore } from '../storage/threads/threaded-store.ts'
import { openThreads, toCallee } from './store-thread.ts'

/** Both sides in this thread, which starts at once: what is said and how it arrives is the same. */
function callHere(open: () => Callee): Caller {
  const { port1, port2 } = new MessageChannel()
  answerCalls(port2, open)
  const thread = {
    postMessage: (message: unknown) => port1.postMessage(message),
    on: (event: string, listener: () => void) => port1.on(event === 'exit' ? 'close' : event, listener),
  }
  return createCaller(thread as Thread)
}

/** The store as threads make it, with the `advance` of the test in the writing one. */
function openHere(folder: string): Store {
  let given: Advance = advanceVisitor
  const open = () => toCallee(openSqliteStore(folder), (...args) => given(...args))
  const local = openSqliteStore(folder)
  const [writer, reader, counter] = [callHere(open), callHere(open), callHere(open)]
  const close = async () => {
    for (const caller of [reader, counter, writer]) await caller.close()
    await local.close()
  }
  const store = createThreadedStore({
    local,
    writer,
    reader: () => reader,
    counter: () => counter,
    close,
  })
  return {
    ...store,
    commit: (commit, advance) => {
      given = advance
      return store.commit(commit, advance)
    },
  }
}

describeStore('SQLite behind messages', {
  open: async (folder) => openHere(folder),
  restore: async (backup, folder) => {
    await mkdir(folder, { recursive: true })
    await copyFile(backup, join(folder, DATABASE_FILE))
  },
})

async function openStorage(folder = temporaryFolder()) {
  const storage = await openThreads(configOf(folder))
  onTestFinished(() => storage.store.close().catch(() => {}))
  await storage.store.putSite(SHOP)
  return storage
}

describe('threads', () => {
  it('keeps events in one thread and answers about them from another', async () => {
    const { store, keep } = await openStorage()
    const visitor = koperReturning[0]!.visitor!
    const at = koperReturning.at(-1)!.at
    const asked = { site: SHOP.id, visitor, at, by: 'page' } as const
    const kept = await keep({ events: koperReturning, drops: [drop()], asked: [asked] })
    expect(kept.verdicts).toEqual(koperReturning.map(() => 'accepted'))
    expect(kept.assessed).toMatchObject([{ segment: 'koper' }])
    expect(await store.history({ site: SHOP.id, visitor })).toHaveLength(koperReturning.length)
  })

  it('makes a report in a thread that reads, the same as would be made here', async () => {
    const { store, keep, ask } = await openStorage()
    await keep({ events: koperReturning, drops: [], asked: [] })
    const now = koperReturning.at(-1)!.at + 1_000
    const query = { compare: 'previous' } as const
    const answer = await ask('funnel', SHOP, query, now, 'nl')
    expect(answer).toEqual(await askOf(store)('funnel', SHOP, query, now, 'nl'))
    expect(answer.steps[0]).toMatchObject({ reached: 1 })
    await expect(ask('funnel', SHOP, { ...query, from: '2030-01-01' }, now, 'nl')).rejects.toMatchObject({
      code: 'invalid_request',
    })
  })

  it('sees what it has changed in a site at once, and what another process has changed soon', async () => {
    const folder = temporaryFolder()
    const { store } = await openStorage(folder)
    await store.putSite({ ...SHOP, kind: 'services' })
    expect((await store.site(SHOP.id))?.kind).toBe('services')
    const other = openSqliteStore(folder)
    await other.putSite({ ...SHOP, kind: 'content' })
    await other.close()
    await vi.waitFor(async () => expect((await store.site(SHOP.id))?.kind).toBe('content'))
  })

  it('passes on what the storage refuses as what it is', async () => {
    const { keep } = await openStorage()
    const events = pageViews('visitor-1', 1).map((event) => ({ ...event, site: 'nobodys' }))
    const refused = await keep({ events, drops: [], asked: [] }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(AppError)
    expect(refused).toMatchObject({ code: 'unknown_site', status: 404 })
  })

  it('refuses to start where no database can be', async () => {
    await expect(openThreads(configOf('/dev/null/data'))).rejects.toBeInstanceOf(StartError)
  })
})

describe('a callee', () => {
  it('keeps nothing after its engine has failed', async () => {
    let commits = 0
    const store = {
      commit: async () => {
        commits++
        throw new EngineFailure(new Error('disk I/O error'))
      },
    } as unknown as Store
    const callee = toCallee(store)
    const link = { onProgress: () => {}, isCancelled: () => false }
    const group = JSON.stringify({ events: [], drops: [], asked: [] })
    for (let i = 0; i < 2; i++) {
      await expect(callee.call('keep', [group], link)).rejects.toBeInstanceOf(EngineFailure)
    }
    expect(commits).toBe(1)
  })
})

describe('a caller', () => {
  it('fails what was asked of a thread that ends, and what is asked afterwards', async () => {
    const { port1, port2 } = new MessageChannel()
    onTestFinished(() => port2.close())
    const thread = {
      postMessage: (message: unknown) => port1.postMessage(message),
      on: (event: string, listener: () => void) => port1.on(event === 'exit' ? 'close' : event, listener),
    }
    const caller = createCaller(thread as Thread)
    const asked = caller.call('ready', [])
    port2.close()
    await expect(asked).rejects.toBeInstanceOf(EngineFailure)
    await expect(caller.call('ready', [])).rejects.toBeInstanceOf(EngineFailure)
    expect(await caller.failed).toBeInstanceOf(EngineFailure)
  })

  it('tells how far a long call is, and stops it', async () => {
    const said: number[] = []
    let told = false
    const caller = callHere(() => ({
      async call(_method, _args, { onProgress, isCancelled }) {
        for (let done = 1; !isCancelled(); done++) {
          onProgress(done, 9)
          await new Promise(setImmediate)
        }
        told = true
        return null
      },
      close: async () => {},
    }))
    await caller.call('rebuild', [], (done) => said.push(done) < 3)
    expect(told).toBe(true)
    expect(said.slice(0, 3)).toEqual([1, 2, 3])
    await caller.close()
  })
})

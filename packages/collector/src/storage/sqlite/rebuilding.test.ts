import { join } from 'node:path'
import type { Event } from '@koopsignaal/protocol'
import type { Model } from '@koopsignaal/scoring'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { event, koperReturning, MONDAY, zoekerWithProblem } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { modelOf } from '../../models.ts'
import { pageViews, SHOP, temporaryFolder } from '../fixtures.ts'
import type { Advance, Site, Store } from '../store.ts'
import { DATABASE_FILE } from './open.ts'
import { openSqliteStore } from './sqlite-store.ts'

const model = modelOf(SHOP)
const as = (visitor: string, events: readonly Event[]) =>
  events.map((one, i) => ({ ...one, id: `${visitor}-${String(i).padStart(4, '0')}`, visitor }))
const TABLES = ['visitors', 'standings', 'past_visits', 'conversions']

function open(folder: string): Store {
  const store = openSqliteStore(folder)
  onTestFinished(() => store.close())
  return store
}

/** A koper, a zoeker, a passant and a customer. */
async function shopOf() {
  const folder = temporaryFolder()
  const store = open(folder)
  await store.putSite(SHOP)
  const events = [
    ...as('visitor-koper', koperReturning),
    ...as('visitor-zoeker', zoekerWithProblem),
    ...pageViews('visitor-passant', 3),
    ...as('visitor-customer', [event(), event({ type: 'conversion', at: MONDAY + 1 })]),
  ]
  await store.commit({ events, drops: [] }, advanceVisitor)
  const db = new Database(join(folder, DATABASE_FILE))
  onTestFinished(() => void db.close())
  return { store, folder, rows: () => TABLES.map((table) => db.prepare(`SELECT * FROM ${table}`).all()) }
}

const withModel = (change: Partial<Model>): Site => ({
  ...SHOP,
  model: { ...model, version: 'next', ...change },
})
const renew = (store: Store, site: Site, advance: Advance = advanceVisitor) =>
  store.rebuild(site, advance, { present: modelOf(site) })

/** Does something once a visitor's events have been read, and before what comes of them is written. */
function whileDeriving(visitor: string, act: () => Promise<unknown>): Advance {
  let isDone = false
  return (site, stored, events) => {
    // The engine is done before it promises anything.
    if (!isDone && events[0]?.visitor === visitor) {
      isDone = true
      void act()
    }
    return advanceVisitor(site, stored, events)
  }
}

it.each<[string, Partial<Model>, number]>([
  ['the average alone', { average: { focus: 1 } }, 0],
  ['a zoeker who has to do more', { zoeker: { enter: 40, exit: 13 } }, 3],
  ['a zoeker who has to do less', { zoeker: { enter: 12, exit: 6 } }, 3],
  ['a koper who has to do more', { koper: { enter: 90, exit: 50 } }, 1],
  ['other points', { base: 4.5 }, 4],
])(
  'derives those whom a model makes something else of, and comes to what all of it comes to: %s',
  async (_name, change, outdated) => {
    const { store, rows } = await shopOf()
    const site = withModel(change)
    expect(await renew(store, site)).toEqual({ visitors: outdated, changed: outdated })
    const renewed = rows()
    expect(await store.rebuild(site, advanceVisitor)).toEqual({ visitors: 4, changed: 0 })
    expect(rows()).toEqual(renewed)
    expect(await store.check()).toEqual([])
    expect(await renew(store, site)).toEqual({ visitors: 0, changed: 0 })
  },
)

it('says of a koper what the present borders say', async () => {
  const { store } = await shopOf()
  const koper = { site: SHOP.id, visitor: 'visitor-koper' }
  const segments = async () => (await store.timeline(koper)).map(({ segment }) => segment)
  expect(await segments()).toContain('koper')
  await renew(store, withModel({ koper: { enter: 90, exit: 50 } }))
  expect(await segments()).not.toContain('koper')
})

it('does not take back what another connection keeps while it derives', async () => {
  const { store, folder } = await shopOf()
  const other = open(folder)
  const late = event({ id: 'late-0001', visitor: 'visitor-passant', at: MONDAY + 86_400_000 })
  const site = withModel({ base: 4.5 })
  await store.putSite(site)
  await renew(
    store,
    site,
    whileDeriving('visitor-passant', () => other.commit({ events: [late], drops: [] }, advanceVisitor)),
  )
  const passant = await store.visitor({ site: SHOP.id, visitor: 'visitor-passant' })
  expect(passant?.profile.state.pageViews).toBe(4)
  expect(await store.rebuild(site, advanceVisitor)).toEqual({ visitors: 4, changed: 0 })
})

it('brings nobody back who is erased while it derives', async () => {
  const { store, folder } = await shopOf()
  const other = open(folder)
  const passant = { site: SHOP.id, visitor: 'visitor-passant' }
  const site = withModel({ base: 4.5 })
  await renew(
    store,
    site,
    whileDeriving(passant.visitor, () => other.erase(passant, MONDAY)),
  )
  expect(await store.visitor(passant)).toBeNull()
  expect(await store.check()).toEqual([])
})

describe('with threads that derive', () => {
  /** So many that threads are worth their start. */
  async function crowd() {
    const { store, folder, rows } = await shopOf()
    const many = Array.from({ length: 6_000 }, (_, i) => pageViews(`visitor-of-many-${i}`, 1)).flat()
    await store.commit({ events: many, drops: [] }, advanceVisitor)
    return { store, folder, rows, other: open(folder) }
  }
  const site = withModel({ base: 4.5 })
  const koper = { site: SHOP.id, visitor: 'visitor-koper' }

  /** Threads of another store on the same folder; messages between threads are copies.
   *  @param act  what happens once the first stretch has been derived, before anything of it is written */
  function threadsOf(other: Store, act: () => Promise<unknown> = async () => null) {
    let acted: Promise<unknown> | undefined
    const derive = async (asked: unknown) => {
      const derived = await other.derive(structuredClone(asked), advanceVisitor)
      acted ??= act()
      await acted
      return structuredClone(derived)
    }
    return () => [derive, derive]
  }

  it('comes to what it comes to alone', async () => {
    const { store, rows, other } = await crowd()
    const told: number[] = []
    const options = { present: modelOf(site), threads: threadsOf(other) }
    const onProgress = (done: number) => void told.push(done)
    expect(await store.rebuild(site, advanceVisitor, { ...options, onProgress })).toEqual({
      visitors: 6_004,
      changed: 6_004,
    })
    expect(told.at(-1)).toBe(6_004)
    const renewed = rows()
    expect(await store.rebuild(site, advanceVisitor)).toEqual({ visitors: 6_004, changed: 0 })
    expect(rows()).toEqual(renewed)
    const dryRun = { model: modelOf(site) }
    const threads = threadsOf(other)
    expect((await store.rebuild(site, advanceVisitor, { dryRun, threads })).changed).toBe(0)
    expect(await store.check()).toEqual([])
  })

  it('does not take back what was kept after it was derived', async () => {
    const { store, other } = await crowd()
    await store.putSite(site)
    const late = event({ id: 'late-0001', visitor: koper.visitor, at: MONDAY + 20 * 86_400_000 })
    const threads = threadsOf(other, () => other.commit({ events: [late], drops: [] }, advanceVisitor))
    await store.rebuild(site, advanceVisitor, { present: modelOf(site), threads })
    const views = koperReturning.filter(({ type }) => type === 'page_view').length
    expect((await store.visitor(koper))?.profile.state.pageViews).toBe(views + 1)
    expect((await store.rebuild(site, advanceVisitor)).changed).toBe(0)
  })

  it('brings nobody back who is erased after it was derived', async () => {
    const { store, other } = await crowd()
    const threads = threadsOf(other, () => other.erase(koper, MONDAY))
    await store.rebuild(site, advanceVisitor, { present: modelOf(site), threads })
    expect(await store.visitor(koper)).toBeNull()
    expect(await store.timeline(koper)).toEqual([])
    expect(await store.check()).toEqual([])
  })

  it('goes on where it was killed, and fails with a thread that fails', async () => {
    const { store, other } = await crowd()
    const derive = threadsOf(other)()[0]!
    let stretches = 0
    const dying = async (asked: unknown) => {
      stretches++
      if (stretches > 2) throw new Error('the thread has ended')
      return derive(asked)
    }
    const present = modelOf(site)
    await expect(store.rebuild(site, advanceVisitor, { present, threads: () => [dying] })).rejects.toThrow(
      'the thread has ended',
    )
    const { visitors, changed } = await store.rebuild(site, advanceVisitor, {
      present,
      threads: () => [derive],
    })
    expect(changed).toBe(visitors)
    expect(visitors).toBeGreaterThan(1_000)
    expect(await renew(store, site)).toEqual({ visitors: 0, changed: 0 })
    expect((await store.rebuild(site, advanceVisitor)).changed).toBe(0)
  })
})

it('stops where it is told to', async () => {
  const { store } = await shopOf()
  const options = { present: modelOf(withModel({ base: 4.5 })), isCancelled: () => true }
  expect(await store.rebuild(withModel({ base: 4.5 }), advanceVisitor, options)).toEqual({
    visitors: 0,
    changed: 0,
  })
})

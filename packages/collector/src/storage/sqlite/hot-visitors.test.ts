import { isProfileOf, priorFor } from '@koopsignaal/scoring'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { MONDAY } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { pageViews, SHOP, temporaryFolder } from '../fixtures.ts'
import type { Advance, Store } from '../store.ts'
import { type HotVisitor, HotVisitors } from './hot-visitors.ts'
import { openSqliteStore } from './sqlite-store.ts'

const visitor = { site: 'example', visitor: 'visitor-1' }
const [first, second, third] = pageViews('visitor-1', 3).map((one) => [one])

async function openAt(folder: string): Promise<Store> {
  const store = openSqliteStore(folder)
  onTestFinished(() => store.close())
  await store.putSite(SHOP)
  return store
}

const pageViewsOf = async (store: Store) => (await store.visitor(visitor))?.profile.state.pageViews

it('goes on from what another connection has committed', async () => {
  const folder = temporaryFolder()
  const [store, other] = [await openAt(folder), await openAt(folder)]
  await store.commit({ events: first!, drops: [] }, advanceVisitor)
  await other.commit({ events: second!, drops: [] }, advanceVisitor)
  expect(await pageViewsOf(store)).toBe(2)
  await store.commit({ events: third!, drops: [] }, advanceVisitor)
  expect(await pageViewsOf(store)).toBe(3)
  expect((await other.rebuild(SHOP, advanceVisitor)).changed).toBe(0)
})

it('knows nobody any more whom another connection has erased', async () => {
  const folder = temporaryFolder()
  const [store, other] = [await openAt(folder), await openAt(folder)]
  await store.commit({ events: first!, drops: [] }, advanceVisitor)
  await other.erase(visitor, MONDAY)
  const late = await store.commit({ events: second!, drops: [] }, advanceVisitor)
  expect(late.verdicts).toEqual(['erased'])
  expect(await store.visitor(visitor)).toBeNull()
})

it('scores by the settings that another connection has put', async () => {
  const folder = temporaryFolder()
  const [store, other] = [await openAt(folder), await openAt(folder)]
  await store.commit({ events: first!, drops: [] }, advanceVisitor)
  await other.putSite({ ...SHOP, kind: 'services' })
  await store.commit({ events: second!, drops: [] }, advanceVisitor)
  const { profile } = (await store.visitor(visitor))!
  expect(isProfileOf(profile, priorFor('services'))).toBe(true)
})

it('remembers nothing of a commit that failed', async () => {
  const store = await openAt(temporaryFolder())
  await store.commit({ events: first!, drops: [] }, advanceVisitor)
  const failing: Advance = (site, stored, fresh) => {
    if (fresh[0]!.visitor === 'visitor-2') throw new Error('cannot advance')
    return advanceVisitor(site, stored, fresh)
  }
  const events = [...second!, ...pageViews('visitor-2', 1)]
  await expect(store.commit({ events, drops: [] }, failing)).rejects.toThrow('cannot advance')
  expect(await pageViewsOf(store)).toBe(1)
  await store.commit({ events: [...third!, ...events], drops: [] }, advanceVisitor)
  expect(await pageViewsOf(store)).toBe(3)
})

it('remembers who is asked for again and again, and forgets who is not while others come', () => {
  const db = new Database(':memory:')
  onTestFinished(() => void db.close())
  const hot = new HotVisitors(db, 2)
  const visitorOf = (key: number): HotVisitor => ({
    owner: { key, site: 'example', visitor: `visitor-${key}` },
    row: null,
    remembered: null,
    recent: undefined,
  })
  hot.add('asked', visitorOf(0))
  hot.add('left', visitorOf(1))
  for (let key = 2; key < 10; key++) {
    hot.add(`other-${key}`, visitorOf(key))
    expect(hot.get('asked')?.owner.key).toBe(0)
  }
  expect(hot.get('left')).toBeUndefined()
  hot.remove('asked')
  expect(hot.get('asked')).toBeUndefined()
})

import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Event } from '@koopsignaal/protocol'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { MONDAY } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { drop, idsIn, pageViews, SHOP, temporaryFolder } from '../fixtures.ts'
import type { Advance, Drop, JournalCommit, Store } from '../store.ts'
import { JOURNAL_FILE } from './journal.ts'
import { openSqliteStore } from './sqlite-store.ts'

// No time passes: a group that comes after another comes at once, and nothing is settled that nobody asks for.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

async function openAt(folder: string): Promise<Store> {
  const store = openSqliteStore(folder, { journal: true })
  onTestFinished(() => store.close().catch(() => {}))
  await store.putSite(SHOP)
  return store
}

function toGroup(events: readonly Event[], drops: readonly Drop[] = []): JournalCommit {
  return { events, drops, bytes: Buffer.from(JSON.stringify({ events, drops })) }
}

/** Keeps groups one right after another, so that all but the first wait in the journal. */
async function keepBusy(store: Store, groups: readonly JournalCommit[], advance: Advance = advanceVisitor) {
  return Promise.allSettled(groups.map((group) => store.commitSoon(group, advance)))
}

/** The folder as a process that is killed now would leave it. */
function killed(folder: string): string {
  const left = temporaryFolder()
  for (const name of readdirSync(folder)) cpSync(join(folder, name), join(left, name))
  return left
}

const groups = ['visitor-1', 'visitor-2', 'visitor-1', 'visitor-3'].map((visitor, i) =>
  toGroup(pageViews(visitor, 2, MONDAY + i * 600_000), [drop({ message: `group ${i}` })]),
)
const all = groups.flatMap(({ events }) => events.map(({ id }) => id)).toSorted()

it('shows readers what was kept when it is asked to settle, and whoever asks', async () => {
  const folder = temporaryFolder()
  const [store, other] = [await openAt(folder), await openAt(folder)]
  await keepBusy(store, groups)
  expect(idsIn(other)).toHaveLength(2)
  expect((await store.visitor({ site: SHOP.id, visitor: 'visitor-3' }))?.profile.state.pageViews).toBe(2)
  await store.settle()
  expect(idsIn(other).toSorted()).toEqual(all)
  await keepBusy(store, [toGroup(pageViews('visitor-4', 1)), toGroup(pageViews('visitor-5', 1))])
  expect(await store.history({ site: SHOP.id, visitor: 'visitor-5' })).toHaveLength(1)
})

it('settles by itself when nothing more comes', async () => {
  const folder = temporaryFolder()
  const [store, other] = [await openAt(folder), await openAt(folder)]
  await keepBusy(store, groups)
  expect(idsIn(other)).toHaveLength(2)
  vi.advanceTimersByTime(1_000)
  expect(idsIn(other)).toHaveLength(all.length)
})

it('has all that was kept after a kill, once, however often it recovers', async () => {
  const folder = temporaryFolder()
  const store = await openAt(folder)
  await keepBusy(store, groups)
  const again = await openAt(killed(folder))
  expect(idsIn(again)).toHaveLength(2)
  for (let i = 0; i < 2; i++) {
    await again.recover(advanceVisitor)
    expect(idsIn(again).toSorted()).toEqual(all)
    expect((await again.drops(SHOP.id, 10)).map(({ message }) => message)).toEqual([
      'group 3',
      'group 2',
      'group 1',
      'group 0',
    ])
  }
  expect((await again.rebuild(SHOP, advanceVisitor)).changed).toBe(0)
  const repeated = await again.commit(groups[3]!, advanceVisitor)
  expect(repeated.verdicts).toEqual(['duplicate', 'duplicate'])
})

it('takes nothing from a journal whose rows are committed', async () => {
  const folder = temporaryFolder()
  const store = await openAt(folder)
  await keepBusy(store, groups)
  await store.settle()
  const again = await openAt(killed(folder))
  await again.recover(advanceVisitor)
  expect(await again.drops(SHOP.id, 10)).toHaveLength(groups.length)
})

it('takes in what comes before a record that did not reach the disk whole', async () => {
  const folder = temporaryFolder()
  const store = await openAt(folder)
  await keepBusy(store, groups)
  const left = killed(folder)
  const journal = readFileSync(join(left, JOURNAL_FILE))
  journal[journal.lastIndexOf('group 3')]! ^= 1
  writeFileSync(join(left, JOURNAL_FILE), journal)
  const again = await openAt(left)
  await again.recover(advanceVisitor)
  expect(idsIn(again)).toHaveLength(6)
})

it('starts on another database with what of the journal is about its sites', async () => {
  const folder = temporaryFolder()
  const store = await openAt(folder)
  await store.putSite({ ...SHOP, id: 'other' })
  const elsewhere = pageViews('visitor-9', 2).map((event) => ({ ...event, site: 'other' }))
  await keepBusy(store, [groups[0]!, toGroup([...elsewhere, ...groups[1]!.events]), groups[3]!])
  const left = temporaryFolder()
  const again = await openAt(left)
  cpSync(join(folder, JOURNAL_FILE), join(left, JOURNAL_FILE))
  await again.recover(advanceVisitor)
  expect(idsIn(again)).toHaveLength(4)
})

it('keeps the neighbours of a group that cannot be kept', async () => {
  const folder = temporaryFolder()
  const store = await openAt(folder)
  const failing: Advance = (site, stored, fresh) => {
    if (fresh[0]!.visitor === 'visitor-2') throw new Error('cannot advance')
    return advanceVisitor(site, stored, fresh)
  }
  const outcomes = await keepBusy(store, groups, failing)
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  const kept = idsIn(store)
  expect(kept).toHaveLength(6)
  expect(kept.some((id) => id.startsWith('visitor-2'))).toBe(false)
  expect((await store.rebuild(SHOP, advanceVisitor)).changed).toBe(0)
})

it('keeps those that wait when a later group fails', async () => {
  const folder = temporaryFolder()
  const store = await openAt(folder)
  const failing: Advance = (site, stored, fresh) => {
    if (fresh[0]!.visitor === 'visitor-3') throw new Error('cannot advance')
    return advanceVisitor(site, stored, fresh)
  }
  await keepBusy(store, groups, failing)
  const killedNow = killed(folder)
  expect(idsIn(store)).toHaveLength(6)
  expect((await store.rebuild(SHOP, advanceVisitor)).changed).toBe(0)
  const again = await openAt(killedNow)
  await again.recover(advanceVisitor)
  expect(idsIn(again)).toHaveLength(6)
})

it('leaves no byte of an erased visitor in the journal', async () => {
  const folder = temporaryFolder()
  const store = await openAt(folder)
  await keepBusy(store, groups)
  expect(readFileSync(join(folder, JOURNAL_FILE)).includes('visitor-3')).toBe(true)
  expect(await store.erase({ site: SHOP.id, visitor: 'visitor-3' }, MONDAY)).toBe(true)
  for (const name of readdirSync(folder))
    expect(readFileSync(join(folder, name)).includes('visitor-3'), name).toBe(false)
})

it('leaves the journal of a running collector alone when another process erases', async () => {
  const folder = temporaryFolder()
  const store = await openAt(folder)
  await keepBusy(store, groups)
  const left = killed(folder)
  const other = await openAt(left)
  // Before it has recovered: as beside a collector that cannot commit on a full disk.
  await other.erase({ site: SHOP.id, visitor: 'visitor-1' }, MONDAY)
  await other.recover(advanceVisitor)
  expect(idsIn(other).filter((id) => id.startsWith('visitor-3'))).toHaveLength(2)
})

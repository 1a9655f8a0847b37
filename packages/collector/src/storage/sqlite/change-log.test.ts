import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { advanceVisitor } from '../../advance-visitor.ts'
import { pageViews, SHOP, temporaryFolder } from '../fixtures.ts'
import { ChangeLog, unpackKeys } from './change-log.ts'
import { openReader } from './open.ts'
import { Statements } from './prepared.ts'
import { openSqliteStore } from './sqlite-store.ts'

async function openLogged() {
  const dir = temporaryFolder()
  const store = openSqliteStore(dir)
  const db = openReader(dir)
  onTestFinished(async () => {
    db.close()
    await store.close()
  })
  await store.putSite(SHOP)
  const read = new Statements(db)
  const log = () =>
    (read.get('changesAfter').all({ after: 0, site: 1 }) as { visitors: Buffer }[]).map(({ visitors }) => [
      ...unpackKeys(visitors),
    ])
  const keyOf = (id: string) => (read.get('visitorKey').get({ site: 1, id }) as { key: number }).key
  return { store, log, keyOf }
}

it('names the visitors of each commit once, and nobody for events that change nothing', async () => {
  const { store, log, keyOf } = await openLogged()
  const events = [...pageViews('visitor-a', 3), ...pageViews('visitor-b', 1)]
  await store.commit({ events, drops: [] }, advanceVisitor)
  await store.commit({ events, drops: [] }, advanceVisitor)
  expect(log()).toEqual([[keyOf('visitor-a'), keyOf('visitor-b')]])
})

it('names who was erased, and whose rows a rebuild made other than they were', async () => {
  const { store, log, keyOf } = await openLogged()
  await store.commit(
    { events: [...pageViews('visitor-a', 1), ...pageViews('visitor-b', 1)], drops: [] },
    advanceVisitor,
  )
  const [a, b] = [keyOf('visitor-a'), keyOf('visitor-b')]
  await store.erase({ site: 'example', visitor: 'visitor-a' }, 0)
  await store.rebuild(SHOP, advanceVisitor)
  await store.rebuild(SHOP, (site, stored, fresh) => {
    const change = advanceVisitor(site, stored, fresh)
    return change === 'needs_history' ? change : { ...change, figures: { ...change.figures, base: 1 } }
  })
  expect(log()).toEqual([[a, b], [a], [b]])
})

it('writes any keys so that they can be read again', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 45 })), (keys) => {
      let packed: Buffer = Buffer.alloc(0)
      const run = ({ visitors }: { visitors: Buffer }) => {
        packed = visitors
        return { lastInsertRowid: 1 }
      }
      const log = new ChangeLog({ get: () => ({ run }) } as unknown as Statements)
      for (const key of keys) log.note(1, key)
      log.save()
      expect(unpackKeys(packed)).toEqual(keys.toSorted((a, b) => a - b))
    }),
  )
})

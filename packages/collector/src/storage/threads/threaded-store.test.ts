import { expect, it, onTestFinished } from 'vitest'
import { advanceVisitor } from '../../advance-visitor.ts'
import { ALWAYS, pageViews, query, SHOP, temporaryFolder } from '../fixtures.ts'
import { openSqliteStore } from '../sqlite/sqlite-store.ts'
import type { Caller } from './caller.ts'
import { createThreadedStore } from './threaded-store.ts'

it('asks one thread alone for whatever is counted, and the other for single visitors', async () => {
  const local = openSqliteStore(temporaryFolder())
  onTestFinished(() => local.close())
  await local.putSite(SHOP)
  await local.commit({ events: pageViews('visitor-1', 1), drops: [] }, advanceVisitor)
  const calls: Record<'writer' | 'reader' | 'counter', string[]> = { writer: [], reader: [], counter: [] }
  const callerOf = (thread: keyof typeof calls) =>
    ({
      call: (method: keyof typeof local, args: readonly unknown[]) => {
        calls[thread].push(method)
        return (local[method] as (...args: readonly unknown[]) => unknown)(...args)
      },
    }) as unknown as Caller
  const store = createThreadedStore({
    local,
    writer: callerOf('writer'),
    reader: () => callerOf('reader'),
    counter: () => callerOf('counter'),
    close: async () => {},
  })
  const asked = { period: ALWAYS, filter: {} }
  const key = { site: SHOP.id, visitor: 'visitor-1' }
  await store.segmentCounts(SHOP.id, asked)
  await store.segmentsByDay(SHOP.id, [ALWAYS], asked)
  await store.prepareCensus(SHOP.id, 10)
  expect(await store.visitors(query())).toHaveLength(1)
  await store.visitor(key)
  await store.history(key)
  await store.drops(SHOP.id, 1)
  expect(calls).toEqual({
    writer: [],
    reader: ['visitor', 'history', 'drops'],
    counter: ['segmentCounts', 'segmentsByDay', 'prepareCensus', 'visitors'],
  })
})

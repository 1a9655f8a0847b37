import { HOUR, MINUTE } from '@koopsignaal/protocol'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { EngineFailure } from '../storage/store.ts'
import type { Caller } from '../storage/threads/caller.ts'
import { createReader } from './reader.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function createThreads() {
  const started: { isBusy: boolean; isClosed: boolean; fail: () => void }[] = []
  const reader = createReader(() => {
    const { promise: failed, resolve } = Promise.withResolvers<EngineFailure>()
    const thread = { isBusy: false, isClosed: false, fail: () => resolve(new EngineFailure('died')) }
    started.push(thread)
    const close = async () => {
      thread.isClosed = true
    }
    return { failed, close, isBusy: () => thread.isBusy } as unknown as Caller
  })
  return { started, reader }
}

it('starts a thread with the first question, and ends it when there was none for a quarter of an hour', async () => {
  const { started, reader } = createThreads()
  expect(started).toHaveLength(0)
  const first = reader.get()
  await vi.advanceTimersByTimeAsync(15 * MINUTE)
  expect(reader.get()).toBe(first)
  await vi.advanceTimersByTimeAsync(15 * MINUTE)
  expect(started[0]!.isClosed).toBe(false)
  await vi.advanceTimersByTimeAsync(2 * MINUTE)
  expect(started[0]!.isClosed).toBe(true)
  expect(reader.get()).not.toBe(first)
})

it('leaves a thread alone that is still at work', async () => {
  const { started, reader } = createThreads()
  reader.get()
  started[0]!.isBusy = true
  await vi.advanceTimersByTimeAsync(HOUR)
  expect(started[0]!.isClosed).toBe(false)
  started[0]!.isBusy = false
  await vi.advanceTimersByTimeAsync(HOUR)
  expect(started[0]!.isClosed).toBe(true)
})

it('replaces a thread that died', async () => {
  const { started, reader } = createThreads()
  reader.get()
  started[0]!.fail()
  await vi.advanceTimersByTimeAsync(0)
  reader.get()
  expect(started).toHaveLength(2)
  await reader.close()
  expect(started.map(({ isClosed }) => isClosed)).toEqual([false, true])
})

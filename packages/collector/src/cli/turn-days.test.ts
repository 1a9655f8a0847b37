import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { configOf } from '../../../../test/support/config.ts'
import { startCollector } from './serve.ts'

/** What a running collector forgets by itself. Clock and timers are the test's. */

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'koopsignaal-days-'))
  vi.useFakeTimers({
    now: Date.UTC(2026, 10, 21, 23, 58, 30),
    toFake: ['Date', 'setInterval', 'clearInterval'],
  })
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(dataDir, { recursive: true })
})

it('throws the salt of a day away when the day is over, though nobody comes by', async () => {
  const collector = await startCollector(configOf(dataDir), { demo: false })
  const salt = () => readFileSync(join(dataDir, 'day-salt.json'), 'utf8')
  const first = salt()
  vi.advanceTimersByTime(60_000)
  expect(salt()).toBe(first)
  vi.advanceTimersByTime(60_000)
  expect(salt()).not.toBe(first)
  vi.useRealTimers()
  // Behind the housekeeping that it began with.
  await collector.store.expire(Date.now())
  await collector.store.expire(Date.now())
  await collector.stop()
})

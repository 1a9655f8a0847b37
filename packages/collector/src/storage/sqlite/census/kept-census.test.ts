import { DAY, MINUTE, SECOND } from '@koopsignaal/protocol'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CensusDepth } from '../../store.ts'
import { KeptCensus } from './kept-census.ts'
import type { Refreshed, SiteCensus } from './site-census.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A census that is made as often as it is needed; each says which one it is. */
function createKept(refreshes: (number: number, depth: CensusDepth) => Refreshed = () => 'ready') {
  const made: { refreshed: CensusDepth[] }[] = []
  const ended = { idle: 0 }
  const kept = new KeptCensus(
    (pause) => {
      const number = made.length
      const one: { refreshed: CensusDepth[] } = { refreshed: [] }
      made.push(one)
      return {
        number,
        depth: 'acts',
        refresh: async (depth: CensusDepth) => {
          one.refreshed.push(depth)
          await pause()
          return refreshes(number, depth)
        },
      } as unknown as SiteCensus
    },
    () => void ended.idle++,
  )
  const ask = async (depth: CensusDepth) => {
    const answer = kept.within(depth, (census) => (census as unknown as { number: number }).number)
    await vi.advanceTimersByTimeAsync(SECOND)
    return answer
  }
  return { kept, made, ended, ask }
}

it('follows what is written often while it is asked, and now and then for a while after', async () => {
  const { made, ask } = createKept()
  await ask('visits')
  const before = made[0]!.refreshed.length
  await vi.advanceTimersByTimeAsync(MINUTE / 3)
  expect(made[0]!.refreshed.length - before).toBeGreaterThan(70)
  await vi.advanceTimersByTimeAsync(MINUTE / 3)
  const then = made[0]!.refreshed.length
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(made[0]!.refreshed.length - then).toBeGreaterThan(10)
  expect(made[0]!.refreshed.length - then).toBeLessThan(14)
})

it('follows now and then what was made ready for whoever will ask', async () => {
  const { kept, made, ask } = createKept()
  await ask('acts')
  void kept.prepare()
  await vi.advanceTimersByTimeAsync(SECOND)
  const before = made[0]!.refreshed.length
  await vi.advanceTimersByTimeAsync(MINUTE / 3)
  expect(made[0]!.refreshed.length - before).toBeGreaterThan(2)
  expect(made[0]!.refreshed.length - before).toBeLessThan(6)
})

it('is given back when nobody has asked for a quarter of an hour', async () => {
  const { ended, made, ask } = createKept()
  await ask('visits')
  await vi.advanceTimersByTimeAsync(14 * MINUTE)
  await ask('visits')
  await vi.advanceTimersByTimeAsync(14 * MINUTE)
  expect(ended.idle).toBe(0)
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(ended.idle).toBe(1)
  const { length } = made[0]!.refreshed
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(made[0]!.refreshed).toHaveLength(length)
})

it('is made anew each day where somebody always looks, and serves until the new one is read', async () => {
  let isSlow = true
  const { made, ask } = createKept((number) => (number === 1 && isSlow ? 'partial' : 'ready'))
  for (let at = 0; at < DAY; at += 10 * MINUTE) {
    expect(await ask('acts')).toBe(0)
    await vi.advanceTimersByTimeAsync(10 * MINUTE - SECOND)
  }
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect([made.length, await ask('acts')]).toEqual([2, 0])
  isSlow = false
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(await ask('acts')).toBe(1)
  expect(new Set(made[1]!.refreshed.slice(0, 2))).toEqual(new Set(['acts']))
})

it('begins anew when it cannot be told what has changed', async () => {
  const { ask, made } = createKept((number) => (number === 0 ? 'lost' : 'ready'))
  expect(await ask('visits')).toBe(1)
  expect(made).toHaveLength(2)
})

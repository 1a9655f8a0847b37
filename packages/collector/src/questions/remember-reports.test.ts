import { describe, expect, it } from 'vitest'
import { newSite } from '../sites.ts'
import { rememberReports } from './remember-reports.ts'
import type { AskReport } from './reports.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const site = newSite({ id: 'example', domains: ['example.nl'] }, NOW)

/** A question that takes as long as it is told to, and counts how often it was asked. */
function slowly(took: number) {
  const clock = { now: 0 }
  let asked = 0
  const ask = (async () => {
    await Promise.resolve()
    clock.now += took
    return ++asked
  }) as unknown as AskReport
  const { ask: remembering, forget } = rememberReports(ask, () => clock.now)
  const funnel = (query = {}, now = NOW, of = site) =>
    remembering('funnel', of, query as never, now, 'nl') as unknown as Promise<number>
  return { clock, ask: funnel, remembering, forget, asked: () => asked }
}

describe('rememberReports', () => {
  it('asks anew each time where the answer is quick', async () => {
    const { ask } = slowly(200)
    expect([await ask(), await ask()]).toEqual([1, 2])
  })

  it('gives an answer that took a second for twenty, whenever it is asked', async () => {
    const { clock, ask } = slowly(1_000)
    expect(await ask()).toBe(1)
    clock.now += 19_999
    expect(await ask({}, NOW + 19_999)).toBe(1)
    clock.now += 2
    expect(await ask({}, NOW + 20_001)).toBe(2)
  })

  it('gives no answer for longer than a minute', async () => {
    const { clock, ask } = slowly(30_000)
    await ask()
    clock.now += 60_001
    expect(await ask()).toBe(2)
  })

  it('makes one answer for all who ask while it is made', async () => {
    const { ask, asked } = slowly(1)
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
    expect(asked()).toBe(1)
  })

  it('keeps apart what is asked of another period, another site or under other settings', async () => {
    const { ask } = slowly(1_000)
    expect(await ask({ from: '2026-11-01' })).toBe(1)
    expect(await ask({ from: '2026-11-02' })).toBe(2)
    expect(await ask({ from: '2026-11-01' }, NOW, { ...site, id: 'other' })).toBe(3)
    expect(await ask({ from: '2026-11-01' }, NOW, { ...site, timeZone: 'UTC' })).toBe(4)
  })

  it('forgets everything when it is told to', async () => {
    const { ask, forget } = slowly(5_000)
    await ask()
    forget()
    expect(await ask()).toBe(2)
  })

  it('remembers no list of people', async () => {
    const { remembering } = slowly(5_000)
    const people = () => remembering('visitors', site, {} as never, NOW, 'nl') as unknown as Promise<number>
    expect([await people(), await people()]).toEqual([1, 2])
  })

  it('asks again after a failure', async () => {
    let calls = 0
    const failing = (async () => {
      if (++calls === 1) throw new Error('no')
      return calls
    }) as unknown as AskReport
    const { ask } = rememberReports(failing, () => 0)
    await expect(ask('funnel', site, {} as never, NOW, 'nl')).rejects.toThrow('no')
    expect(await ask('funnel', site, {} as never, NOW, 'nl')).toBe(2)
  })

  it('forgets the oldest of more than a hundred', async () => {
    const { ask } = slowly(10_000)
    for (let n = 0; n <= 100; n++) await ask({ n })
    expect(await ask({ n: 100 })).toBe(101)
    expect(await ask({ n: 0 })).toBe(102)
  })
})

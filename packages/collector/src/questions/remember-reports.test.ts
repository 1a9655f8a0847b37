import { describe, expect, it } from 'vitest'
import { newSite } from '../sites.ts'
import { rememberReports } from './remember-reports.ts'
import type { AskReport } from './reports.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const site = newSite({ id: 'example', domains: ['example.nl'] }, NOW)

/** A question that takes as long as it is told to, and counts how often it was asked. */
function slowly(took: number, onAsk: (now: number) => void = () => {}) {
  const clock = { now: 0 }
  let asked = 0
  const later: { at: number; work: () => void }[] = []
  let gate: Promise<void> = Promise.resolve()
  const ask = (async (_name: string, _site: object, _query: object, now: number) => {
    onAsk(now)
    await gate
    clock.now += took
    return ++asked
  }) as unknown as AskReport
  const { ask: remembering, forget } = rememberReports(ask, {
    now: () => clock.now,
    later: (after, work) => void later.push({ at: clock.now + after, work }),
  })
  /** Lets time go by, and what is due happen. */
  const pass = async (ms: number) => {
    const end = clock.now + ms
    for (;;) {
      const due = later.toSorted((a, b) => a.at - b.at).find(({ at }) => at <= end)
      if (due === undefined) break
      later.splice(later.indexOf(due), 1)
      clock.now = Math.max(clock.now, due.at)
      due.work()
      await new Promise(setImmediate)
    }
    clock.now = Math.max(clock.now, end)
  }
  const funnel = (query = {}, now = NOW, of = site) =>
    remembering('funnel', of, query as never, now, 'nl') as unknown as Promise<number>
  /** Holds answers back until it is called. */
  const held = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    gate = promise
    return () => {
      gate = Promise.resolve()
      resolve()
    }
  }
  return { clock, held, pass, ask: funnel, remembering, forget, asked: () => asked }
}

describe('rememberReports', () => {
  it('asks anew each time where the answer is quick', async () => {
    const { ask } = slowly(49)
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

  it('makes an answer that somebody looks at again before it is asked for, of that moment', async () => {
    const moments: number[] = []
    const { pass, ask } = slowly(1_000, (now) => moments.push(now - NOW))
    await ask()
    await ask()
    await pass(20_000)
    // Asked for the first time at 0, there at 1,000, due 20,000 later.
    expect([await ask({}, NOW + 21_000), moments]).toEqual([2, [0, 21_000]])
  })

  it('gives the answer before while it is made again', async () => {
    const { clock, pass, ask, held } = slowly(1_000)
    await ask()
    await ask()
    const release = held()
    await pass(20_000)
    clock.now += 5_000
    expect(await ask()).toBe(1)
    release()
    await new Promise(setImmediate)
    expect(await ask()).toBe(2)
  })

  it('makes nothing again that nobody has asked for in five minutes', async () => {
    const { pass, ask, asked } = slowly(1_000)
    await ask()
    await ask()
    await pass(10 * 60_000)
    const times = asked()
    expect(times).toBeLessThan(17)
    await pass(10 * 60_000)
    expect(asked()).toBe(times)
    expect(await ask()).toBe(times + 1)
  })

  it('makes nothing again that was asked for once', async () => {
    const { pass, ask, asked } = slowly(1_000)
    for (let n = 0; n < 50; n++) await ask({ n })
    await pass(60_000)
    expect(asked()).toBe(50)
  })

  it('makes many that are looked at no more often than they may take together', async () => {
    const { pass, ask, asked } = slowly(1_000)
    for (let n = 0; n < 10; n++) await ask({ n })
    for (let n = 0; n < 10; n++) await ask({ n })
    const before = asked()
    await pass(4 * 60_000)
    // A twentieth of four minutes is twelve; those that were made before the others were looked at come once early.
    expect(asked() - before).toBeLessThanOrEqual(22)
    expect(asked() - before).toBeGreaterThanOrEqual(10)
  })

  it('makes nothing again that was forgotten', async () => {
    const { pass, ask, forget, asked } = slowly(1_000)
    await ask()
    await ask()
    forget()
    await pass(60_000)
    expect(asked()).toBe(1)
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
    const { ask } = rememberReports(failing, { now: () => 0, later: () => {} })
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

import { DAY, type ForecastAnswer, HOUR } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { from, newId, pageView } from '../support/visitors.ts'

/** What the coming days will bring, over HTTP. */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})
afterEach(() => test.close())

const ask = async (query = '', headers: Record<string, string> = {}) =>
  (
    await test.get<ForecastAnswer>(`/v1/sites/example/forecast${query}`, {
      authorization: `Bearer ${test.adminToken}`,
      ...headers,
    })
  ).body
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** `perDay(day)` orders on each of the last `days` whole days, by visitors who came that morning. */
async function orders(days: number, perDay: (day: number) => number, value = 25) {
  const midnight = Date.UTC(2026, 10, 20, 23)
  for (let day = 1; day <= days; day++)
    for (let n = 0; n < perDay(day); n++) {
      const at = midnight - day * DAY + 9 * HOUR + n * 60_000
      await test.postAsOwner(
        from(`visitor-${day}-${n}`, [
          pageView('/?gclid=x', { at }),
          { id: newId(), type: 'conversion', name: 'order', value, currency: 'EUR', at: at + HOUR / 4 },
        ]),
      )
    }
}

describe('the forecast', () => {
  it('of a steady site goes on as it went, with what it is worth and how good it was', async () => {
    await orders(90, () => 2)
    const answer = await ask('?days=14&goal=20')
    expect(answer).toMatchObject({
      enough: true,
      reason: null,
      days: 14,
      from: '2026-11-21T23:00:00.000Z',
      to: '2026-12-05T23:00:00.000Z',
    })
    expect(answer.expected).toBeCloseTo(28, 0)
    const [in80, in95] = answer.intervals
    expect([in80!.level, in95!.level]).toEqual([0.8, 0.95])
    expect(in95!.low).toBeLessThan(in80!.low)
    expect(in80!.low).toBeLessThan(28)
    expect(in80!.high).toBeGreaterThan(28)
    expect(in95!.high).toBeGreaterThan(in80!.high)
    expect(answer.value!.currency).toBe('EUR')
    expect(answer.value!.expected).toBeCloseTo(answer.expected! * 25, 1)
    expect(answer.parts!.present + answer.parts!.arrivals).toBeCloseTo(answer.expected!, 6)
    expect(answer.goal!.probability).toBeGreaterThan(0.85)
    expect(answer.goal!.text).toMatch(/^De kans op 20 of meer conversies is 9\d%\.$/)
    expect(answer.series.map(({ day }) => day)[0]).toBe('2026-11-22')
    expect(sum(answer.series.map(({ expected }) => expected))).toBeCloseTo(answer.expected!, 2)
    expect(answer.past).toHaveLength(56)
    expect(answer.past.every(({ conversions }) => conversions === 2)).toBe(true)
    expect(answer.past.at(-1)!.day).toBe('2026-11-20')
    expect(answer.backtest).toMatchObject({ coverage80: 1, coverage95: 1 })
    expect(answer.backtest!.origins).toBeGreaterThan(3)
    expect(answer.backtest!.error).toBeLessThan(1)
  })

  it('counts what the events count, day by day', async () => {
    await orders(40, (day) => day % 4)
    const { past } = await ask()
    const dayOf = (at: number) => new Date(at + HOUR).toISOString().slice(0, 10)
    const events = [...test.store.events('example')].filter(({ type }) => type === 'conversion')
    for (const { day, conversions } of past)
      expect([day, conversions]).toEqual([day, events.filter(({ at }) => dayOf(at) === day).length])
    expect(sum(past.map(({ conversions }) => conversions))).toBe(events.length)
  })

  it('of a goal says in the language asked for how likely it is, and a higher one is less so', async () => {
    await orders(40, () => 1)
    const { goal: low } = await ask('?days=10&goal=5')
    const { goal: high } = await ask('?days=10&goal=15', { 'accept-language': 'en' })
    expect(low!.probability).toBeGreaterThan(high!.probability)
    expect(high!.text).toMatch(/^The chance of 15 conversions or more is \d+%\.$/)
  })

  it('is held against the goals of the site when none is asked for, by the names that count', async () => {
    await orders(60, () => 2)
    // One newsletter a day beside them, which is no goal.
    for (let day = 1; day <= 60; day++)
      await test.postAsOwner(
        from(`reader-${day}`, [
          { id: newId(), type: 'conversion', name: 'newsletter', at: NOON - day * DAY },
        ]),
      )
    expect((await ask('?days=30')).goal).toBeNull()
    await test.store.changeSite('example', { goals: [{ conversion: 'order', perMonth: 70 }] })
    const { goal, expected } = await ask('?days=30')
    expect(expected).toBeCloseTo(90, -1)
    // 70 a month of 30.4 days; two orders a day come to 60.
    expect(goal).toMatchObject({ conversions: 69, names: ['order'] })
    expect(goal!.probability).toBeLessThan(0.35)
    expect(goal!.text).toMatch(/^De kans op 69 of meer conversies \(order\) is \d+%\.$/)
    await test.store.changeSite('example', {
      goals: [
        { conversion: 'order', perMonth: 60 },
        { conversion: 'newsletter', perMonth: 10 },
      ],
    })
    const both = (await ask('?days=30')).goal!
    expect([both.conversions, both.names]).toEqual([69, ['order', 'newsletter']])
    expect(both.probability).toBeGreaterThan(0.9)
    // What is asked for goes before what is set.
    expect((await ask('?days=30&goal=5')).goal).toMatchObject({ conversions: 5, names: null })
  })

  it('says so when the goal has too few conversions to go by', async () => {
    await orders(60, () => 2)
    await test.store.changeSite('example', { goals: [{ conversion: 'offerte', perMonth: 10 }] })
    const { goal, notes } = await ask()
    expect(goal).toBeNull()
    expect(notes).toContain(
      'Van het doel (offerte) zijn er nog geen 10 conversies om de kans mee te schatten.',
    )
  })

  it('as of a moment in the past knows nothing that came later', async () => {
    await orders(60, () => 1)
    const before = await ask('?at=2026-11-10T12:00:00Z&days=7')
    for (let n = 0; n < 30; n++)
      await test.postAsOwner(
        from(`visitor-late-${n}`, [{ id: newId(), type: 'conversion', name: 'order', at: NOON - DAY + n }]),
      )
    const again = await ask('?at=2026-11-10T12:00:00Z&days=7')
    expect(again).toEqual(before)
    expect(before.from).toBe('2026-11-10T23:00:00.000Z')
  })

  it('learns from the period asked for alone', async () => {
    await orders(90, (day) => (day > 40 ? 6 : 1))
    const all = await ask('?days=14')
    const lately = await ask('?days=14&from=2026-10-20')
    expect(lately.learnedFrom).toEqual({ from: '2026-10-19T22:00:00.000Z', to: '2026-11-20T23:00:00.000Z' })
    expect(all.learnedFrom.from).toBe('2026-08-22T22:00:00.000Z')
    expect(lately.past.map(({ day }) => day)[0]).toBe('2026-10-20')
    expect(lately.expected).toBeCloseTo(14, 0)
    // As of the end of the six a day: what came after it is not known.
    const then = await ask('?days=7&from=2026-08-20&to=2026-10-11')
    expect(then.from).toBe('2026-10-11T22:00:00.000Z')
    expect(then.past.at(-1)).toEqual({ day: '2026-10-11', conversions: 6 })
    expect(then.expected).toBeGreaterThan(35)
    // A day of which only a part was asked for does not count as a whole one.
    expect((await ask('?days=14&from=2026-10-20T12:00:00Z')).past[0]!.day).toBe('2026-10-21')
  })

  it.each([
    ['?from=2026-11-22', 'from: lies after to'],
    ['?from=2026-11-22&to=2026-12-01', 'from: there is no past after it to learn from'],
    ['?from=2026-11-10&at=2026-11-09', 'from: lies after to'],
  ])('refuses %s by name', async (query, message) => {
    const { status, body } = await test.get(`/v1/sites/example/forecast${query}`)
    expect([status, body]).toEqual([400, { error: { code: 'invalid_request', message } }])
  })

  it('says when the period asked for is too short to learn from', async () => {
    await orders(60, () => 2)
    const { enough, reason } = await ask('?from=2026-11-01')
    expect([enough, reason]).toEqual([
      false,
      'De gevraagde periode is korter dan 28 dagen; kies een eerdere `from`.',
    ])
  })

  it.each([
    [3, 2, /^Alleen volle dagen tellen mee, en daarop zijn 6 conversies gemeten; vanaf 10 /],
    [12, 2, /^Er zijn nog geen 28 dagen gemeten/],
  ])('says that %i days are too little and why', async (days, perDay, reason) => {
    await orders(days, () => perDay)
    const answer = await ask('?goal=5')
    expect(answer).toMatchObject({
      enough: false,
      reason: expect.stringMatching(reason),
      expected: null,
      intervals: [],
      goal: null,
      backtest: null,
    })
    expect(answer.past).toHaveLength(days)
  })

  describe('after an import of a few old orders', () => {
    const old = (visitor: string, day: number) =>
      test.postAsOwner(
        from(visitor, [{ id: newId(), type: 'conversion', name: 'order', at: NOON - day * DAY }]),
      )

    it('takes the empty weeks between for not measured', async () => {
      await orders(12, () => 2)
      for (const n of [0, 1, 2]) await old(`visitor-old-${n}`, 200 + n)
      expect(await ask()).toMatchObject({
        enough: false,
        reason: expect.stringMatching(/^Er zijn nog geen 28 dagen gemeten/),
      })
    })

    it('expects no less than without it, and says how many weeks it left out', async () => {
      await orders(42, () => 2)
      const without = await ask('?days=14')
      for (const n of [0, 1, 2]) await old(`visitor-old-${n}`, 200 + n)
      const answer = await ask('?days=14')
      expect(answer.expected).toBeCloseTo(28, -1)
      expect(Math.abs(answer.expected! - without.expected!)).toBeLessThan(2)
      expect(answer.notes).toContain('In 22 weken is niets gemeten; die tellen niet mee.')
      expect(without.notes.join()).not.toContain('gemeten;')
    })

    it.each([
      ['somebody looked at pages', 'granted'],
      ['somebody was only counted', 'count'],
    ] as const)('counts a week without orders in which %s', async (_name, consent) => {
      await orders(42, () => 2)
      await old('visitor-old', 100)
      const notes = async () => (await ask('?days=14')).notes.join()
      expect(await notes()).toContain('In 8 weken is niets gemeten')
      const view = { ...pageView('/'), at: NOON - 60 * DAY }
      const batch = { ...from('visitor-between', [view]), consent }
      if (consent === 'count') Reflect.deleteProperty(batch, 'visitor')
      expect((await test.postAsOwner(batch)).body.accepted).toBe(1)
      expect(await notes()).toContain('In 7 weken is niets gemeten')
    })
  })

  it('does not look ahead across a silence', async () => {
    await orders(40, () => 1)
    test.clock.now += 40 * DAY
    expect((await ask()).reason).toMatch(/^Er is al 30 dagen niets gemeten/)
  })

  it('of an empty site says so', async () => {
    const answer = await ask()
    expect([answer.enough, answer.past]).toEqual([false, []])
  })

  it('of a part of the visitors is a part of the forecast', async () => {
    await orders(60, () => 2)
    expect((await ask('?channel=email')).enough).toBe(false)
    expect((await ask('?channel=ads&days=7')).expected).toBe((await ask('?days=7')).expected)
  })

  it.each([
    ['days=0', /^days: /],
    ['days=91', /^days: /],
    ['goal=0', /^goal: /],
  ])('refuses %s by name', async (query, message) => {
    const { status, body } = await test.get(`/v1/sites/example/forecast?${query}`)
    expect([status, body.error.message]).toEqual([400, expect.stringMatching(message)])
  })
})

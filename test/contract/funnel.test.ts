import { DAY, type FunnelAnswer, HOUR, MINUTE } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { plainLadder, plainPeople } from '../support/plain-people.ts'
import { importPopulation, population } from '../support/population.ts'
import { from, koperWithQuote, newId, pageView } from '../support/visitors.ts'

/** The ladder over HTTP, held against a count of the events themselves. */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})
afterEach(() => test.close())

const ask = async (query = '') => (await test.get<FunnelAnswer>(`/v1/sites/example/funnel${query}`)).body
const span = ({ from, to }: { from: string; to: string }) => ({ from: Date.parse(from), to: Date.parse(to) })
const countsOf = (steps: readonly { reached: number; wentOn: number | null; lost: number | null }[]) =>
  steps.map(({ reached, wentOn, lost }) => [reached, wentOn, lost])
const plainCounts = async (period: { from: number; to: number }) =>
  plainLadder(await plainPeople(test), period).map(({ reached, wentOn, lost }, rank) =>
    rank === 4 ? [reached, null, null] : [reached, wentOn, lost],
  )

describe('the funnel', () => {
  it.each([
    '',
    '?from=2026-11-10&to=2026-11-18',
    '?from=2026-11-15T13:20:00Z&to=2026-11-19T03:00:00Z',
    '?from=2026-09-01',
  ])('counts what a plain count of the events counts, now and before: %s', async (query) => {
    await importPopulation(test, population(150, NOON))
    const answer = await ask(query)
    expect(countsOf(answer.steps)).toEqual(await plainCounts(span(answer)))
    expect(countsOf(answer.steps.map(({ previous }) => previous!))).toEqual(
      await plainCounts(span(answer.comparedWith!)),
    )
    expect(answer.steps[0]!.reached).toBeGreaterThan(0)
  })

  it('is a ladder: who goes on reaches the next step, and the rest is lost or under way', async () => {
    await importPopulation(test, population(150, NOON))
    const { steps } = await ask()
    expect(steps.map(({ phase }) => phase)).toEqual(['latent', 'bewust', 'visie', 'leverancier', 'deal'])
    for (const [i, step] of steps.slice(0, -1).entries()) {
      expect(step.next).toBe(steps[i + 1]!.phase)
      expect(step.wentOn).toBe(steps[i + 1]!.reached)
      expect(step.wentOn! + step.lost! + step.underWay!).toBe(step.reached)
      expect(step.conversionRate).toBe(step.wentOn! / step.reached)
      expect(step.interval!.low).toBeLessThanOrEqual(step.conversionRate!)
      expect(step.interval!.high).toBeGreaterThanOrEqual(step.conversionRate!)
    }
    expect(steps[4]).toMatchObject({ next: null, wentOn: null, conversionRate: null, timeToNext: null })
  })

  it('says how long it took from phase to phase', async () => {
    // Looks for a problem, comes back a day later for a quote, and orders three days after that.
    await test.postAsOwner(
      from('visitor-slow', [
        pageView('/problemen/natte-tuin', { at: NOON - 5 * DAY, topic: 'problem' }),
        { id: newId(), type: 'conversion', name: 'order', at: NOON - DAY },
      ]),
    )
    const { steps } = await ask()
    const { events } = (await plainPeople(test))[0]!
    const before = steps[Math.max(0, events[0]!.rank)]!
    expect(before.timeToNext).toEqual({
      count: 1,
      quartile1Ms: 4 * DAY,
      medianMs: 4 * DAY,
      quartile3Ms: 4 * DAY,
    })
    // What was skipped was passed at the moment of the order.
    expect(steps[3]!.timeToNext).toMatchObject({ count: 1, medianMs: 0 })
  })

  it('counts a climb for those who arrived within the period only', async () => {
    await test.postAsOwner(from('visitor-1', [pageView('/a', { at: NOON - 9 * DAY, topic: 'problem' })]))
    await test.postAsOwner(
      from('visitor-1', [{ id: newId(), type: 'conversion', name: 'order', at: NOON - HOUR }]),
    )
    const { steps } = await ask('?from=2026-11-01&to=2026-11-15')
    expect(steps[4]!.reached).toBe(0)
    expect((await ask('?from=2026-11-20')).steps[4]!.reached).toBe(1)
  })

  it('adds up over a filter and its complement', async () => {
    await importPopulation(test, population(90, NOON))
    const all = await ask('?from=2026-11-01')
    for (const [one, other] of [
      ['device=mobile', 'device=desktop,tablet,other'],
      ['customer=new', 'customer=existing'],
      ['segment=koper', 'segment=passant,zoeker'],
    ]) {
      const [a, b] = [await ask(`?from=2026-11-01&${one}`), await ask(`?from=2026-11-01&${other}`)]
      expect(a.steps.map((step, i) => step.reached + b.steps[i]!.reached)).toEqual(
        all.steps.map(({ reached }) => reached),
      )
      expect(a.steps.map((step, i) => (step.lost ?? 0) + (b.steps[i]!.lost ?? 0))).toEqual(
        all.steps.map(({ lost }) => lost ?? 0),
      )
    }
  })

  it('agrees with the segments report about who was there', async () => {
    await importPopulation(test, population(90, NOON))
    const { steps } = await ask('?from=2026-10-01')
    const { totals } = (await test.get('/v1/sites/example/segments?from=2026-10-01')).body
    expect(steps[0]!.reached).toBe(totals.visitors)
  })

  it('compares with the year before, or with nothing', async () => {
    await importPopulation(test, population(30, NOON))
    await importPopulation(
      test,
      population(60, NOON)
        .slice(30)
        .map(({ id, events }) => ({
          id,
          events: events.map((event) => ({ ...event, at: event.at! - 365 * DAY })),
        })),
    )
    const year = await ask('?from=2026-11-01&to=2026-11-20&compare=year')
    expect(span(year.comparedWith!)).toEqual({
      from: Date.UTC(2025, 9, 31, 23),
      to: Date.UTC(2025, 10, 20, 23),
    })
    expect(countsOf(year.steps.map(({ previous }) => previous!))).toEqual(
      await plainCounts(span(year.comparedWith!)),
    )
    expect(year.steps[0]!.previous!.reached).toBeGreaterThan(20)
    const none = await ask('?compare=none')
    expect([none.comparedWith, none.steps.map(({ previous }) => previous)]).toEqual([
      null,
      [null, null, null, null, null],
    ])
  })

  it('takes its days from the site’s time zone, also in the night that the clock goes back', async () => {
    test.clock.now = Date.UTC(2026, 10, 5)
    const midnight = Date.UTC(2026, 9, 24, 22)
    const moments = [midnight - 1, midnight, midnight + 25 * HOUR - 1, midnight + 25 * HOUR]
    for (const at of moments) await test.postAsOwner(from(`visitor-${at}`, [pageView('/', { at })]))
    const answer = await ask('?from=2026-10-25&to=2026-10-25')
    expect([answer.from, answer.to]).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'])
    expect(answer.steps[0]!.reached).toBe(2)
  })

  it('points at the step that got worse, in the language asked for', async () => {
    const cameBack = async (day: number, count: number, converted: number, prefix: string) => {
      for (let n = 0; n < count; n++) {
        const at = NOON - day * DAY + n * MINUTE
        const visitor = `visitor-${prefix}-${n}`
        await test.postAsOwner({
          ...koperWithQuote(visitor),
          events: koperWithQuote(visitor).events.map((event, i) => ({ ...event, at: at + i * 10_000 })),
        })
        if (n >= converted) continue
        await test.postAsOwner(
          from(visitor, [{ id: newId(), type: 'conversion', name: 'order', at: at + HOUR }]),
        )
      }
    }
    await cameBack(15, 40, 30, 'before')
    await cameBack(5, 40, 4, 'after')
    const query = '?from=2026-11-11T12:00:00Z&to=2026-11-21T12:00:00Z'
    const { bottleneck, steps, notes } = await ask(query)
    expect(bottleneck).toMatchObject({
      phase: 'leverancier',
      next: 'deal',
      kind: 'worsened',
      conversionRate: 4 / 40,
      previousRate: 30 / 40,
      text: 'Van leverancier naar deal gaan er minder door dan in de vergeleken periode: 10% tegen 75%. Dat kostte naar schatting 26 conversies.',
    })
    expect(bottleneck!.conversionsLost).toBeCloseTo(26, 9)
    expect(bottleneck!.conversionsPerPoint).toBeCloseTo(0.4, 9)
    expect([steps[3]!.reached, notes]).toEqual([40, []])
    const english = await test.get(`/v1/sites/example/funnel${query}`, {
      authorization: `Bearer ${test.adminToken}`,
      'accept-language': 'en',
    })
    expect(english.body.bottleneck.text).toBe(
      'From leverancier to deal fewer go on than in the period compared with: 10% against 75%. That cost an estimated 26 conversions.',
    )
  })

  it('points at nothing with too few visitors, and says so', async () => {
    const { bottleneck, notes, steps } = await ask()
    expect([bottleneck, notes]).toEqual([null, [expect.stringMatching(/^Nog te weinig bezoekers/)]])
    expect(steps.every(({ reached, interval }) => reached === 0 && interval === null)).toBe(true)
  })
})

import { DAY, type ForecastAnswer } from '@koopsignaal/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modelOf } from '../packages/collector/src/models.ts'
import { createTestApp, NOON, type TestApp } from './support/app.ts'
import type { Demo } from './support/demo-collector.ts'
import { runEndedDemo } from './support/ended-demo.ts'
import { longShop } from './support/long-shop.ts'
import type { PlainPublic } from './support/plain-desk.ts'
import {
  type PlainForecast,
  plainChance,
  plainForecast,
  plainInterval,
  plainOrigins,
  plainPast,
  salesOf,
} from './support/plain-forecast.ts'
import { plainPeople } from './support/plain-people.ts'
import { importPopulation } from './support/population.ts'

/** The forecast against one that is reckoned anew from the raw events by what docs/reports.md says of the method. */

type Asked = (query: string) => Promise<ForecastAnswer>

describe('of the demo public, or of the stream that FIGURES_OF names', () => {
  let demo: Demo
  let all: PlainPublic
  let end: number
  beforeAll(async () => {
    const ended = await runEndedDemo(240)
    ;({ demo, all } = ended)
    end = ended.period.to
  })
  afterAll(() => demo?.close())

  it.each([
    [0, 30],
    [0, 7],
    [3 * DAY, 14],
    [10 * DAY, 30],
    [17 * DAY, 5],
  ])('is what its method comes to, %d ms before the end, for %d days', (before, days) =>
    compare((query) => demo.ask(`/v1/sites/${demo.site}/forecast?${query}`), all, end - before, days),
  )
})

describe('of a shop that was half a year without a week of its measurements', () => {
  let test: TestApp
  let all: PlainPublic
  beforeAll(async () => {
    test = await createTestApp()
    await importPopulation(test, longShop(190, NOON))
    const site = (await test.store.site('example'))!
    all = { people: await plainPeople(test), counted: [], model: modelOf(site), timeZone: site.timeZone }
  })
  afterAll(() => test.close())

  it.each([
    [0, 30],
    [0, 3],
    [2 * DAY + 7, 14],
    [60 * DAY, 30],
    [150 * DAY, 7],
  ])('is what its method comes to, %d ms before the end, for %d days', (before, days) =>
    compare(
      async (query) => (await test.get(`/v1/sites/example/forecast?${query}`)).body,
      all,
      NOON - before,
      days,
    ),
  )

  it('goes by what came of those who are known, and leaves out the weeks without any', async () => {
    const { backtest, notes, parts } = (await test.get('/v1/sites/example/forecast?days=14')).body
    expect(backtest.origins).toBe(12)
    expect(parts.present).toBeGreaterThan(1)
    expect(notes.join(' ')).toContain('In één week is niets gemeten')
  })
})

/** To a ten thousandth of the figure, or of one. */
const near = (figure: number) =>
  expect.closeTo(figure, 3 - Math.max(0, Math.floor(Math.log10(figure + 1e-9))))

async function compare(ask: Asked, all: PlainPublic, at: number, days: number): Promise<void> {
  const past = plainPast(all, at)
  const told = await ask(`days=${days}&at=${iso(at)}`)
  if (told.expected === null) {
    const sales = salesOf(past, 0, past.today).length
    expect(sales < 10 || daysBefore(past, past.today).length < 28).toBe(true)
    return
  }
  const plain = plainForecast(past, days)
  const intervalOf = (level: 0.8 | 0.95) => {
    const { low, high } = plainInterval(plain.expected, plain.variance, level)
    return { level, low: near(low), high: near(high) }
  }
  expect(told).toMatchObject({
    learnedFrom: { from: iso(past.startOf(0)), to: iso(past.startOf(past.today)) },
    expected: near(plain.expected),
    parts: { present: near(plain.present), arrivals: near(plain.expected - plain.present) },
    intervals: [intervalOf(0.8), intervalOf(0.95)],
    series: plain.series.map(({ expected, low, high }) => ({
      expected: near(expected),
      low: near(low),
      high: near(high),
    })),
  })
  expect(told.backtest).toEqual(trialsOf(past, days))
  const goal = Math.ceil(plain.expected)
  const { probability } = (await ask(`days=${days}&at=${iso(at)}&goal=${goal}`)).goal!
  expect(probability).toBeCloseTo(plainChance(plain, goal), 4)
}

const iso = (at: number) => new Date(at).toISOString()

/** The same from each weekly moment of the past that had 28 days and ten conversions behind it. */
function trialsOf(past: ReturnType<typeof plainPast>, days: number) {
  const trials = plainOrigins(past, days)
    .filter((day) => daysBefore(past, day).length >= 28 && salesOf(past, 0, day).length >= 10)
    .map((day) => {
      const plain = plainForecast(past, days, day)
      const fact = salesOf(past, day + 1, day + 1 + days).length
      const last = daysBefore(past, day).slice(-days)
      const daily = last.map((one) => salesOf(past, one, one + 1).length)
      return {
        error: Math.abs(plain.expected - fact),
        naiveError: Math.abs((average(daily) ?? 0) * days - fact),
        in80: isWithin(plain, 0.8, fact),
        in95: isWithin(plain, 0.95, fact),
      }
    })
  if (trials.length === 0) return null
  return {
    origins: trials.length,
    coverage80: expect.closeTo(average(trials.map(({ in80 }) => in80))!, 9),
    coverage95: expect.closeTo(average(trials.map(({ in95 }) => in95))!, 9),
    error: near(average(trials.map(({ error }) => error))!),
    naiveError: near(average(trials.map(({ naiveError }) => naiveError))!),
    text: expect.any(String),
  }
}

const daysBefore = ({ isMeasured }: ReturnType<typeof plainPast>, day: number) =>
  Array.from({ length: day }, (_, i) => i).filter(isMeasured)
const average = (numbers: readonly number[]) =>
  numbers.length === 0 ? null : numbers.reduce((total, one) => total + one, 0) / numbers.length

/** A count is within an interval that reaches into its own whole number. */
function isWithin({ expected, variance }: PlainForecast, level: 0.8 | 0.95, fact: number): number {
  const { low, high } = plainInterval(expected, variance, level)
  return Number(fact >= Math.floor(low) && fact <= Math.ceil(high))
}

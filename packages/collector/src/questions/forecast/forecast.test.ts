import { DAY, HOUR } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import type { DatedConversion, Outcome } from '../../storage/store.ts'
import { backtestForecast } from './backtest-forecast.ts'
import { chanceOfAtLeast, intervalOf, normalBelow } from './count-interval.ts'
import { historyOf } from './history.ts'
import { forecastFrom, originDays } from './origins.ts'
import {
  type DailySeries,
  dispersionOf,
  expectDays,
  fitSeries,
  varianceAhead,
  varianceOfSum,
} from './series-model.ts'
import { inMeanValues, worthOf } from './worth-of.ts'

/** Chance that comes out the same each time. Source: T. Ettinger, mulberry32. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
/** Source: D. Knuth, the count of events until their waiting times are over. */
function poisson(mean: number, random: () => number): number {
  let count = 0
  for (let product = random(); product > Math.exp(-mean); product *= random()) count++
  return count
}
const WEEK = [0.4, 1.4, 1.3, 1.2, 1.1, 1, 0.6]
const seriesOf = (days: number, meanOf: (day: number) => number, seed = 1): DailySeries => {
  const random = chance(seed)
  const weekdays = Array.from({ length: days }, (_, day) => day % 7)
  return { weekdays, counts: weekdays.map((weekday, day) => poisson(meanOf(day) * WEEK[weekday]!, random)) }
}
const next = (series: DailySeries, days: number) =>
  Array.from({ length: days }, (_, i) => (series.counts.length + i) % 7)
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

describe('the series', () => {
  it('that is the same every day goes on so', () => {
    const weekdays = Array.from({ length: 60 }, (_, day) => day % 7)
    const model = fitSeries({ counts: weekdays.map(() => 5), weekdays })
    for (const mean of expectDays(model, [0, 1, 2, 3, 4, 5, 6])) expect(mean).toBeCloseTo(5, 9)
    expect(dispersionOf(model)).toBeCloseTo(1, 9)
  })

  it('learns the shape of the week', () => {
    const { weekdayFactors } = fitSeries(seriesOf(200, () => 30))
    expect(sum(weekdayFactors) / 7).toBeCloseTo(1, 12)
    for (const [weekday, factor] of weekdayFactors.entries()) {
      // Twelve weeks against a prior of two: somewhat nearer to 1 than the truth.
      expect(Math.sign(factor - 1) === Math.sign(WEEK[weekday]! - 1) || WEEK[weekday] === 1).toBe(true)
    }
    expect(weekdayFactors[0]).toBeLessThan(0.8)
    expect(weekdayFactors[1]).toBeGreaterThan(1.15)
  })

  it('follows a level that has changed', () => {
    const series = seriesOf(200, (day) => (day < 120 ? 4 : 16))
    const mean = sum(expectDays(fitSeries(series), next(series, 28))) / 28
    expect(mean).toBeGreaterThan(12)
    expect(mean).toBeLessThan(20)
  })

  it('never expects less than nothing, and a trend dies out', () => {
    const series = seriesOf(100, (day) => Math.max(0, 20 - day / 4))
    const days = expectDays(fitSeries(series), next(series, 90))
    expect(Math.min(...days)).toBeGreaterThanOrEqual(0)
    const weeks = [0, 1, 2, 3].map((week) => sum(days.slice(week * 7, week * 7 + 7)))
    expect(Math.abs(weeks[3]! - weeks[2]!)).toBeLessThanOrEqual(Math.abs(weeks[1]! - weeks[0]!) + 1e-9)
  })

  it('is less sure of a later day, and of more days together than of each', () => {
    const model = fitSeries(seriesOf(200, () => 8))
    const days = [0, 1, 2, 3, 4, 5, 6]
    const all = varianceAhead(model, days)
    expect(all).toBeGreaterThan(sum(expectDays(model, days)))
    // The same day of the week, tomorrow and six days on.
    expect(varianceAhead(model, days, 6)).toBeGreaterThan(varianceAhead(model, [6]))
    expect(varianceAhead(model, days, 6)).toBeLessThan(all)
  })

  it('has the variance of a walk: a miss on a day moves all days after it by what the level takes of it', () => {
    const way = { level: 1, trend: 0, smoothing: { level: 0.5, trend: 0 }, dispersion: 1 }
    // Two days: the first counts 1 + 0.5, the second 1.
    expect(varianceOfSum(way, [1, 1])).toBeCloseTo(1.5 ** 2 + 1, 12)
    // Of the second day alone: half the first day's miss, and its own.
    expect(varianceOfSum(way, [1, 1], 1)).toBeCloseTo(0.5 ** 2 + 1, 12)
  })

  it('takes the scatter of a month for no trend: an interval is about as wide as what is expected, and never three times', () => {
    const widths = Array.from({ length: 60 }, (_, seed) => {
      const series = seriesOf(28, () => 1, seed)
      const ahead = next(series, 28)
      const model = fitSeries(series)
      const mean = sum(expectDays(model, ahead))
      const { low, high } = intervalOf({ mean, variance: varianceAhead(model, ahead) }, 0.8)
      return (high - low) / mean
    })
    expect(sum(widths) / widths.length).toBeLessThan(1.2)
    expect(Math.max(...widths)).toBeLessThan(3)
  })
})

describe('the interval', () => {
  it('holds what a count by chance comes to, as often as it says', () => {
    const random = chance(7)
    for (const mean of [20, 60, 150]) {
      const { low, high } = intervalOf({ mean, variance: mean }, 0.8)
      const counts = Array.from({ length: 4_000 }, () => poisson(mean, random))
      const inside = counts.filter((count) => count >= Math.floor(low) && count <= Math.ceil(high)).length
      expect(inside / 4_000).toBeGreaterThan(0.77)
      expect(inside / 4_000).toBeLessThan(0.9)
    }
  })

  it('of 95 % holds that of 80 %, and neither is below nothing', () => {
    const uncertain = { mean: 2, variance: 5 }
    const [narrow, wide] = [intervalOf(uncertain, 0.8), intervalOf(uncertain, 0.95)]
    expect(wide.low).toBeLessThanOrEqual(narrow.low)
    expect(wide.high).toBeGreaterThan(narrow.high)
    expect(wide.low).toBeGreaterThanOrEqual(0)
    expect(() => intervalOf(uncertain, 0.5)).toThrow(RangeError)
  })

  it('gives a goal the share of counts that reach it', () => {
    const random = chance(11)
    const counts = Array.from({ length: 20_000 }, () => poisson(20, random))
    for (const goal of [10, 18, 20, 25, 30]) {
      const share = counts.filter((count) => count >= goal).length / counts.length
      expect(chanceOfAtLeast({ mean: 20, variance: 20 }, goal)).toBeCloseTo(share, 1)
    }
    expect(normalBelow(0)).toBeCloseTo(0.5, 6)
    expect(normalBelow(-1.959963984540054)).toBeCloseTo(0.025, 6)
  })
})

const START = Date.UTC(2026, 0, 4, 23)
/** Conversions around noon; of each visitor `age` days after they were first seen. */
function historyWith(days: number, meanOf: (day: number) => number, seed: number, age = 0) {
  const { counts } = seriesOf(days, meanOf, seed)
  const conversions = counts.flatMap((count, day) =>
    Array.from({ length: count }, (_, i): DatedConversion => {
      const at = START + day * DAY + 12 * HOUR + i
      return {
        at,
        name: 'order',
        firstAt: Math.max(START, at - age * DAY),
        value: 10 + (i % 3),
        currency: 'EUR',
      }
    }),
  )
  return historyOf(conversions, { from: START, to: START + days * DAY + 2 * HOUR }, 14, 'UTC')
}
const noOutcomes: readonly Outcome[] = []
const originsWithout = (history: ReturnType<typeof historyWith>) =>
  originDays(history, 14).map((day) => ({ day, outcomes: noOutcomes }))

describe('a forecast', () => {
  it('holds what happens in the interval as often as it says, over many sites', () => {
    let [in80, in95, origins] = [0, 0, 0]
    for (let seed = 1; seed <= 30; seed++) {
      const history = historyWith(180, () => 2 + (seed % 5) * 2, seed)
      const trial = backtestForecast(history, 14, originsWithout(history))!
      in80 += trial.coverage80 * trial.origins
      in95 += trial.coverage95 * trial.origins
      origins += trial.origins
    }
    expect(in80 / origins).toBeGreaterThan(0.75)
    expect(in80 / origins).toBeLessThan(0.95)
    expect(in95 / origins).toBeGreaterThan(0.92)
  })

  it('is nearer than "as many as before" where a part of a week counts', () => {
    // Five days ahead from any day of the week: which days they are matters.
    let [error, naive] = [0, 0]
    for (let seed = 1; seed <= 20; seed++) {
      const { counts, weekdays } = seriesOf(180, () => 12, seed)
      for (const day of [150, 157, 164, 171]) {
        const model = fitSeries({ counts: counts.slice(0, day), weekdays: weekdays.slice(0, day) })
        const fact = sum(counts.slice(day, day + 5))
        error += Math.abs(sum(expectDays(model, weekdays.slice(day, day + 5))) - fact)
        naive += Math.abs(sum(counts.slice(day - 5, day)) - fact)
      }
    }
    expect(error).toBeLessThan(naive)
  })

  it('looks at nothing that came later', () => {
    const history = historyWith(150, () => 5, 3)
    const changed = {
      ...history,
      counts: history.counts.map((count, day) => (day >= 100 ? 999 : count)),
      conversions: history.conversions.filter(({ at }) => at < history.starts[100]!),
    }
    const origins = originsWithout(history)
    expect(forecastFrom(changed, 100, 14, noOutcomes, origins)).toEqual(
      forecastFrom(history, 100, 14, noOutcomes, origins),
    )
  })

  it('learns the same whether or not weeks lie between in which nothing was measured', () => {
    const history = historyWith(150, () => 5, 3)
    const gap = 70
    const at = <T>(list: readonly T[], more: readonly T[]) => [
      ...list.slice(0, 70),
      ...more,
      ...list.slice(70),
    ]
    const weekdays = Array.from({ length: gap }, (_, i) => history.weekdays[70 + i]!)
    const later = (one: number) => (one < history.starts[70]! ? one : one + gap * DAY)
    const torn = {
      ...history,
      today: history.today + gap,
      starts: Array.from({ length: history.starts.length + gap }, (_, i) => history.starts[0]! + i * DAY),
      weekdays: at(history.weekdays, weekdays),
      counts: at(
        history.counts,
        Array.from({ length: gap }, () => 0),
      ),
      measured: at(
        history.measured,
        Array.from({ length: gap }, () => false),
      ),
      conversions: history.conversions.map((one) => ({
        ...one,
        at: later(one.at),
        firstAt: later(one.firstAt),
      })),
    }
    expect(forecastFrom(torn, torn.today, 14, noOutcomes, originsWithout(torn))).toEqual(
      forecastFrom(history, history.today, 14, noOutcomes, originsWithout(history)),
    )
    // Five a day are seventy in two weeks: a moment whose days before are taken for empty ones is off by as many.
    const { naiveError, error } = backtestForecast(torn, 14, originsWithout(torn))!
    expect(naiveError).toBeLessThan(25)
    expect(error).toBeLessThan(25)
    expect(originDays(torn, 14).every((day) => day >= 70 + gap - 1 || day + 14 < 70)).toBe(true)
  })

  it('learns what comes of visitors from moments whose days were over by then only', () => {
    const history = historyWith(150, () => 5, 3, 60)
    const present = [{ segment: 'koper', visitors: 10, conversions: 0 }] as const
    const outcomes = [{ segment: 'koper', visitors: 100, conversions: 50 }] as const
    const from = (day: number) => forecastFrom(history, 100, 14, present, [{ day, outcomes }]).present
    expect(from(85)).toBeCloseTo(5, 9)
    expect(from(86)).not.toBeCloseTo(5, 9)
  })

  it('gives the share of visitors who were known to those present', () => {
    const late = historyWith(150, () => 5, 3, 60)
    expect(forecastFrom(late, 150, 14, noOutcomes, originsWithout(late)).present).toBeCloseTo(
      forecastFrom(late, 150, 14, noOutcomes, originsWithout(late)).total.mean,
      6,
    )
    const atOnce = historyWith(150, () => 5, 3)
    expect(forecastFrom(atOnce, 150, 14, noOutcomes, originsWithout(atOnce)).present).toBe(0)
  })

  it('expects of those present what came of their like', () => {
    const history = historyWith(150, () => 5, 3, 60)
    const origins = originDays(history, 14).map((day) => ({
      day,
      outcomes: [
        { segment: 'koper', visitors: 100, conversions: 30 },
        { segment: 'passant', visitors: 1_000, conversions: 10 },
      ] as const,
    }))
    const present = [
      { segment: 'koper', visitors: 50, conversions: 0 },
      { segment: 'passant', visitors: 200, conversions: 0 },
    ] as const
    expect(forecastFrom(history, 150, 14, present, origins).present).toBeCloseTo(50 * 0.3 + 200 * 0.01, 9)
  })
})

describe('the history', () => {
  it('counts the days of the zone, also those of 23 and of 25 hours', () => {
    const midnight = Date.UTC(2026, 9, 24, 22)
    const at = [midnight - 1, midnight, midnight + 25 * HOUR - 1, midnight + 25 * HOUR, midnight + 50 * HOUR]
    const conversions = at.map((one) => ({
      at: one,
      name: 'order',
      firstAt: one,
      value: null,
      currency: null,
    }))
    const history = historyOf(conversions, { from: 0, to: midnight + 50 * HOUR }, 3, 'Europe/Amsterdam')
    expect(history.names.slice(0, history.today)).toEqual(['2026-10-24', '2026-10-25', '2026-10-26'])
    expect(history.counts).toEqual([1, 2, 1])
    expect(history.names.slice(history.today)).toHaveLength(5)
    expect(history.weekdays.slice(0, 3)).toEqual([6, 0, 1])
  })
})

describe('the first day forecast', () => {
  const conversions = [{ at: START, name: 'order', firstAt: START, value: null, currency: null }]
  const until = (to: number) => {
    const { names, today, gap } = historyOf(conversions, { from: 0, to }, 2, 'UTC')
    return { learned: names[today - 1], forecast: names[today + gap] }
  }

  it('comes after today, which is under way', () => {
    const noon = Date.UTC(2026, 0, 9, 12)
    expect(until(noon)).toEqual({ learned: '2026-01-08', forecast: '2026-01-10' })
  })

  it('follows right upon what was learned from where that ends with a day', () => {
    const midnight = Date.UTC(2026, 0, 9)
    expect(until(midnight)).toEqual({ learned: '2026-01-08', forecast: '2026-01-09' })
  })
})

describe('the worth of a conversion', () => {
  const of = (value: number | null, currency: string | null = 'EUR') => ({
    at: 0,
    name: 'order',
    firstAt: 0,
    value,
    currency,
  })

  it('is the mean over all, with its spread', () => {
    expect(worthOf([of(10), of(30), of(null, null)])).toEqual({
      currency: 'EUR',
      mean: 40 / 3,
      variance: expect.closeTo(1_400 / 9, 9),
    })
    expect(inMeanValues({ mean: 4, variance: 4 }, { currency: 'EUR', mean: 10, variance: 100 })).toEqual({
      mean: 4,
      variance: 8,
    })
  })

  it('is not told without values, or in two currencies', () => {
    expect(worthOf([of(null, null)])).toBeNull()
    expect(worthOf([of(10), of(10, 'GBP')])).toBeNull()
    expect(worthOf([])).toBeNull()
  })
})

import type { ForecastBacktest } from '@koopsignaal/protocol'
import { intervalOf } from './count-interval.ts'
import { type History, learnedBefore } from './history.ts'
import { forecastFrom, type Origin } from './origins.ts'

// Chosen: before four weeks a day of the week has been seen too rarely, and before ten conversions all is chance.
export const MIN_DAYS = 28
export const MIN_CONVERSIONS = 10

/** Forecasts the past from each origin with what was known then, and says how near it came, beside "as many as in the days before".
 *  @returns null when no origin had enough to go by */
export function backtestForecast(
  history: History,
  days: number,
  origins: readonly Origin[],
): Omit<ForecastBacktest, 'text'> | null {
  const usable = origins.filter(
    ({ day }) => learnedBefore(history, day).length >= MIN_DAYS && sumOf(history, 0, day) >= MIN_CONVERSIONS,
  )
  if (usable.length === 0) return null
  const trials = usable.map(({ day, outcomes }) => {
    const { total } = forecastFrom(history, day, days, outcomes, origins)
    const fact = sumOf(history, day + history.gap, day + history.gap + days)
    const before = learnedBefore(history, day).slice(-days)
    const naive = (before.reduce((sum, one) => sum + history.counts[one]!, 0) / before.length) * days
    const isWithin = (level: number): boolean => {
      const { low, high } = intervalOf(total, level)
      return fact >= Math.floor(low) && fact <= Math.ceil(high)
    }
    return {
      error: Math.abs(total.mean - fact),
      naiveError: Math.abs(naive - fact),
      in80: Number(isWithin(0.8)),
      in95: Number(isWithin(0.95)),
    }
  })
  const mean = (read: (trial: (typeof trials)[number]) => number): number =>
    trials.reduce((sum, trial) => sum + read(trial), 0) / trials.length
  return {
    origins: trials.length,
    coverage80: mean(({ in80 }) => in80),
    coverage95: mean(({ in95 }) => in95),
    error: mean(({ error }) => error),
    naiveError: mean(({ naiveError }) => naiveError),
  }
}

/** Conversions of the days from `first` up to `end`. */
export function sumOf({ counts }: History, first: number, end: number): number {
  return counts.slice(first, end).reduce((sum, count) => sum + count, 0)
}

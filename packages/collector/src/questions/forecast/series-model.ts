/** Conversions a day as a level that moves, a trend that dies out, and a factor for each day of the week.
 *  Source: E. S. Gardner and E. McKenzie, Forecasting trends in time series, Management Science 31 (1985); the variance of sums as of
 *  the innovations form in R. J. Hyndman et al., Forecasting with exponential smoothing (2008), ETS(A,Ad,N). */

/** Counts of consecutive days; the first is the oldest. */
export interface DailySeries {
  readonly counts: readonly number[]
  /** Day of the week of each, 0 to 6. */
  readonly weekdays: readonly number[]
}

export interface SeriesModel {
  /** Factor of each day of the week; they average 1. */
  readonly weekdayFactors: readonly number[]
  readonly level: number
  readonly trend: number
  /** How fast level and trend follow what happens. */
  readonly smoothing: { readonly level: number; readonly trend: number }
  /** Variance of a day by its mean; 1 is pure chance (Poisson). */
  readonly dispersion: number
}

// Chosen: a trend of today has half its strength after a week.
const DAMPING = 0.9
/** Chosen: a season is told from the last twelve weeks. */
const SEASON_DAYS = 84
/** Chosen: as many days as agree with "every day is the same" before the week's shape is believed. */
const SEASON_PRIOR = 14
const LEVELS = [0.02, 0.05, 0.1, 0.2, 0.3] as const
const TRENDS = [0, 0.02, 0.1] as const
/** The mean of these days is where the level begins. */
const START_DAYS = 14

/** Fits the model: of a few fixed ways of smoothing the one that would have been nearest, a day ahead, through all of the past.
 *  @param series  at least one day */
export function fitSeries(series: DailySeries): SeriesModel {
  const weekdayFactors = weekdayFactorsOf(series)
  const candidates = LEVELS.flatMap((level) =>
    TRENDS.map((trend) => smooth(series, weekdayFactors, { level, trend: level * trend })),
  )
  const best = candidates.reduce((a, b) => (b.error < a.error ? b : a))
  return { ...best.model, dispersion: best.dispersion }
}

/** Mean of the days to come; the first is the day after the last of the series.
 *  @param weekdays  of those days
 *  @returns one number ≥ 0 for each */
export function expectDays(model: SeriesModel, weekdays: readonly number[]): readonly number[] {
  let damping = 0
  return weekdays.map((weekday, i) => {
    damping += DAMPING ** (i + 1)
    return Math.max(0, model.level + model.trend * damping) * model.weekdayFactors[weekday]!
  })
}

/** Variance of the sum of the days from `skip` on, of which `expected` are the means: chance on each day, and a level that wanders. */
export function varianceOfSum(model: SeriesModel, expected: readonly number[], skip = 0): number {
  const { level, trend } = model.smoothing
  const days = expected.length
  let response = 1
  let damping = 0
  // responses[k]: what one more on a day does to the sum of the k days after it, itself included.
  const responses = [0, 1]
  for (let k = 2; k <= days; k++) {
    damping += DAMPING ** (k - 1)
    response += level + trend * damping
    responses.push(response)
  }
  return expected.reduce((sum, mean, i) => {
    const own = i < skip ? responses[days - i]! - responses[skip - i]! : responses[days - i]!
    return sum + model.dispersion * Math.max(mean, 0.05) * own * own
  }, 0)
}

function weekdayFactorsOf({ counts, weekdays }: DailySeries): readonly number[] {
  const recent = counts.slice(-SEASON_DAYS)
  const days = weekdays.slice(-SEASON_DAYS)
  const mean = recent.reduce((sum, count) => sum + count, 0) / recent.length
  const raw = Array.from({ length: 7 }, (_, weekday) => {
    const own = recent.filter((_count, i) => days[i] === weekday)
    const all = own.reduce((sum, count) => sum + count, 0)
    return mean === 0 ? 1 : (all + SEASON_PRIOR * mean) / ((own.length + SEASON_PRIOR) * mean)
  })
  const average = raw.reduce((sum, factor) => sum + factor, 0) / 7
  return raw.map((factor) => factor / average)
}

function smooth(
  { counts, weekdays }: DailySeries,
  weekdayFactors: readonly number[],
  smoothing: SeriesModel['smoothing'],
) {
  const start = counts.slice(0, START_DAYS)
  let level = start.reduce((sum, count) => sum + count, 0) / Math.max(1, start.length)
  let trend = 0
  let error = 0
  let [scaled, days] = [0, 0]
  for (const [i, count] of counts.entries()) {
    const factor = weekdayFactors[weekdays[i]!]!
    const before = Math.max(0, level + DAMPING * trend)
    const miss = count / factor - before
    const missed = count - before * factor
    error += missed * missed
    if (i >= start.length && i >= counts.length - SEASON_DAYS) {
      scaled += (missed * missed) / Math.max(before * factor, 0.05)
      days++
    }
    level = Math.max(0, before + smoothing.level * miss)
    trend = DAMPING * trend + smoothing.trend * miss
  }
  return {
    error,
    dispersion: Math.max(1, days === 0 ? 1 : scaled / days),
    model: { weekdayFactors, level, trend, smoothing },
  }
}

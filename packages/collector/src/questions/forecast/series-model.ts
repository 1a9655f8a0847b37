/** Conversions a day as a level that moves, a trend that dies out, and a factor for each day of the week.
 *  Source: E. S. Gardner and E. McKenzie, Forecasting trends in time series, Management Science 31 (1985); the variance of sums as of
 *  the innovations form in R. J. Hyndman et al., Forecasting with exponential smoothing (2008), ETS(A,Ad,N). */

/** Counts of consecutive days; the first is the oldest. */
export interface DailySeries {
  readonly counts: readonly number[]
  /** Day of the week of each, 0 to 6. */
  readonly weekdays: readonly number[]
}

/** One way of following the level, and where it has come to. */
export interface Way {
  readonly level: number
  readonly trend: number
  /** How fast level and trend follow what happens. */
  readonly smoothing: { readonly level: number; readonly trend: number }
  /** Variance of a day by its mean; 1 is pure chance (Poisson). */
  readonly dispersion: number
}

/** All ways together, each by how likely it is: a month of days does not say how fast a site changes. */
export interface SeriesModel {
  /** Factor of each day of the week; they average 1. */
  readonly weekdayFactors: readonly number[]
  /** Their shares add up to 1. */
  readonly ways: readonly { readonly share: number; readonly way: Way }[]
  /** How many days were learned from. */
  readonly learned: number
}

// Chosen: a trend of today has half its strength after a week.
const DAMPING = 0.9
/** Chosen: a season is told from the last twelve weeks. */
const SEASON_DAYS = 84
/** Chosen: as many days as agree with "every day is the same" before the week's shape is believed. */
const SEASON_PRIOR = 14
/** How fast the level may follow, and with it the trend; how many natural logarithms less likely each is before any day is seen. Chosen:
 *  most sites stay about as they are, and hardly any has a trend that lasts. Faster ones, which the scatter of a month can
 *  look like, made intervals of a month eight times as wide as they had to be. */
const LEVELS = [
  { level: 0.02, doubt: 0 },
  { level: 0.05, doubt: 0.5 },
  { level: 0.1, doubt: 1.5 },
] as const
const TRENDS = [
  { trend: 0, doubt: 0 },
  { trend: 0.02, doubt: 2 },
  { trend: 0.1, doubt: 4 },
] as const
/** No level rests on more days than the slowest way looks back, 2 / 0.02, however long the past is. */
const LEVEL_DAYS = 100
/** The mean of these days is where the level begins. */
const START_DAYS = 14

/** Fits the model: a few fixed ways of smoothing, each by how near it would have been, a day ahead, through all of the past, and by how
 *  likely such a site is at all.
 *  @param series  at least one day
 *  Source: R. E. Kass and A. E. Raftery, Bayes factors, JASA 90 (1995), for weighing instead of choosing. */
export function fitSeries(series: DailySeries): SeriesModel {
  const weekdayFactors = weekdayFactorsOf(series)
  const tried = LEVELS.flatMap((one) =>
    TRENDS.map(({ trend, doubt }) => ({
      ...smooth(series, weekdayFactors, { level: one.level, trend: one.level * trend }),
      doubt: one.doubt + doubt,
    })),
  )
  const learned = series.counts.length
  const scatter = Math.max(Math.min(...tried.map(({ error }) => error)) / learned, 1e-9)
  const doubts = tried.map(({ error, doubt }) => error / (2 * scatter) + doubt)
  const least = Math.min(...doubts)
  const likely = doubts.map((doubt) => Math.exp(least - doubt))
  const all = likely.reduce((sum, one) => sum + one, 0)
  return { weekdayFactors, ways: tried.map(({ way }, i) => ({ share: likely[i]! / all, way })), learned }
}

/** Mean of the days to come; the first is the day after the last of the series.
 *  @param weekdays  of those days
 *  @returns one number ≥ 0 for each */
export function expectDays(model: SeriesModel, weekdays: readonly number[]): readonly number[] {
  const each = model.ways.map(({ share, way }) => ({ share, days: daysOf(way, model, weekdays) }))
  return weekdays.map((_, i) => each.reduce((sum, { share, days }) => sum + share * days[i]!, 0))
}

/** Variance of a day to come by its mean. */
export function dispersionOf({ ways }: SeriesModel): number {
  return ways.reduce((sum, { share, way }) => sum + share * way.dispersion, 0)
}

/** Variance of the sum of the days from `skip` on: that of each way, how far the ways lie apart, and that nobody knows the level better than
 *  the days it rests on.
 *  @param weekdays  of the days to come, the first is the day after the last of the series */
export function varianceAhead(model: SeriesModel, weekdays: readonly number[], skip = 0): number {
  const each = model.ways.map(({ share, way }) => {
    const days = daysOf(way, model, weekdays)
    const sum = days.slice(skip).reduce((all, mean) => all + mean, 0)
    return { share, sum, variance: varianceOfSum(way, days, skip) }
  })
  const mean = each.reduce((all, { share, sum }) => all + share * sum, 0)
  const ofWays = each.reduce(
    (all, { share, sum, variance }) => all + share * (variance + (sum - mean) ** 2),
    0,
  )
  const ofLevel =
    (dispersionOf(model) * mean * (weekdays.length - skip)) / Math.min(model.learned, LEVEL_DAYS)
  return ofWays + ofLevel
}

function daysOf(way: Way, { weekdayFactors }: SeriesModel, weekdays: readonly number[]): readonly number[] {
  let damping = 0
  return weekdays.map((weekday, i) => {
    damping += DAMPING ** (i + 1)
    return Math.max(0, way.level + way.trend * damping) * weekdayFactors[weekday]!
  })
}

/** One way's variance of the sum of the days from `skip` on, of which `expected` are the means: chance on each day, and a level that wanders. */
export function varianceOfSum(way: Way, expected: readonly number[], skip = 0): number {
  const { level, trend } = way.smoothing
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
    return sum + way.dispersion * Math.max(mean, 0.05) * own * own
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
  smoothing: Way['smoothing'],
): { readonly error: number; readonly way: Way } {
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
  const dispersion = Math.max(1, days === 0 ? 1 : scaled / days)
  return { error, way: { level, trend, smoothing, dispersion } }
}

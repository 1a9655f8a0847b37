import type { Uncertain } from './count-interval.ts'
import { type DailySeries, dispersionOf, expectDays, fitSeries, varianceAhead } from './series-model.ts'

/** What a forecast is made of at one moment; nothing later enters it. */
export interface Known {
  /** Whole days up to that moment. */
  readonly series: DailySeries
  /** Days of the week of the days that lie between the series and those asked for, and of these. */
  readonly gap: readonly number[]
  readonly ahead: readonly number[]
  /** Of the conversions of so many days, which share was made by visitors already known when they began. */
  readonly shareOfKnown: number
  /** Conversions that visitors known now are expected to make, by what came of those who stood where they stand; null when too
   *  little came of them to say. */
  readonly ofKnown: number | null
}

export interface Forecast {
  readonly total: Uncertain
  /** By visitors known now; the rest by those to come. */
  readonly present: number
  readonly days: readonly Uncertain[]
}

/** Visitors who are known now bring what their like brought before; those still to come what the days bring by level, trend and day of
 *  the week, less the known's share. */
export function forecastDays({ series, gap, ahead, shareOfKnown, ofKnown }: Known): Forecast {
  const model = fitSeries(series)
  const expected = expectDays(model, [...gap, ...ahead])
  const own = expected.slice(gap.length)
  const sum = own.reduce((all, mean) => all + mean, 0)
  const arrivals = sum * (1 - shareOfKnown)
  const present = ofKnown ?? sum * shareOfKnown
  const total = arrivals + present
  const scale = sum === 0 ? 0 : total / sum
  const variance = varianceAhead(model, [...gap, ...ahead], gap.length) * Math.max(scale, Number.EPSILON)
  const dispersion = dispersionOf(model)
  return {
    total: { mean: total, variance },
    present,
    days: own.map((mean) => ({
      mean: mean * scale,
      variance: dispersion * Math.max(mean * scale, 0.05),
    })),
  }
}

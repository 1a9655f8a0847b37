import type { DatedConversion } from '../../storage/store.ts'
import type { Uncertain } from './count-interval.ts'

/** What a conversion is worth, in one currency. */
export interface Worth {
  readonly currency: string | null
  readonly mean: number
  readonly variance: number
}

/** @returns null when no conversion has a value, or they are in several currencies; one without a value is worth nothing */
export function worthOf(conversions: readonly DatedConversion[]): Worth | null {
  const told = conversions.filter(({ value }) => value !== null)
  const currencies = new Set(told.flatMap(({ currency }) => (currency === null ? [] : [currency])))
  if (told.length === 0 || currencies.size > 1) return null
  const values = conversions.map(({ value }) => value ?? 0)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  if (mean <= 0) return null
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { currency: [...currencies][0] ?? null, mean, variance }
}

/** A sum of so many values, counted in mean values: so that it is as skewed as a count.
 *  Source: variance of a random sum, E[N]·Var(X) + E[X]²·Var(N). */
export function inMeanValues(total: Uncertain, worth: Worth): Uncertain {
  return {
    mean: total.mean,
    variance: total.variance + (total.mean * worth.variance) / (worth.mean * worth.mean),
  }
}

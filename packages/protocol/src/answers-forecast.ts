import type { PeriodAnswer } from './answers-funnel.ts'
import type { Ratio } from './units.ts'

/** Where the true figure is expected to lie with this chance. */
export interface IntervalAnswer {
  /** 0.8 or 0.95. */
  readonly level: Ratio
  readonly low: number
  readonly high: number
}

/** How well the same method would have forecast the past: from each of these moments, with what was known then. */
export interface ForecastBacktest {
  /** Weekly moments that were forecast from. */
  readonly origins: number
  /** Share of them whose conversions lay within the interval. */
  readonly coverage80: Ratio
  readonly coverage95: Ratio
  /** Mean distance between forecast and fact, in conversions. */
  readonly error: number
  /** The same for "as many as in the days before". */
  readonly naiveError: number
  readonly text: string
}

export interface ForecastDay {
  readonly day: string
  readonly expected: number
  /** Ends of the 80 % interval of this day alone. */
  readonly low: number
  readonly high: number
}

export interface ForecastGoal {
  /** Hoped for in these days. */
  readonly conversions: number
  /** Which conversions count; null: all of them. */
  readonly names: readonly string[] | null
  readonly probability: Ratio
  readonly text: string
}

export interface ForecastAnswer extends PeriodAnswer {
  /** The moment that it was made as of: nothing later was looked at. */
  readonly at: string
  readonly days: number
  /** The whole days of the past that it was learned from. */
  readonly learnedFrom: PeriodAnswer
  /** False when there is too little to forecast from; then only `past` and `reason` say something. */
  readonly enough: boolean
  /** Why not enough, in a sentence. */
  readonly reason: string | null
  /** Conversions expected in the period. */
  readonly expected: number | null
  readonly intervals: readonly IntervalAnswer[]
  /** By whom: visitors who are known now, and those who are still to come. They add up to `expected`. */
  readonly parts: { readonly present: number; readonly arrivals: number } | null
  /** What the conversions will be worth, where they have a value in one currency. */
  readonly value: {
    readonly currency: string | null
    readonly expected: number
    readonly intervals: readonly IntervalAnswer[]
  } | null
  readonly goal: ForecastGoal | null
  readonly series: readonly ForecastDay[]
  /** What it was made from: the last eight weeks, or as long as there is. */
  readonly past: readonly { readonly day: string; readonly conversions: number }[]
  readonly backtest: ForecastBacktest | null
  readonly notes: readonly string[]
}

import { DAY, type ForecastAnswer, type Goal, type Language } from '@koopsignaal/protocol'
import type { Outcome } from '../../storage/store.ts'
import { MIN_CONVERSIONS, sumOf } from './backtest-forecast.ts'
import { chanceOfAtLeast, type Uncertain } from './count-interval.ts'
import { type History, onlyNamed } from './history.ts'
import { forecastFrom, type Origin } from './origins.ts'
import { goalSentence } from './words.ts'

/** A mean month. */
const MONTH = (365.25 / 12) * DAY

/** What a forecast is held against: conversions hoped for, of all names or of some. */
export interface Hoped {
  readonly conversions: number
  readonly names: readonly string[] | null
}

/** What is hoped for: what was asked, else what the site's goals come to over these days; null without either. */
export function hopedFor(asked: number | undefined, goals: readonly Goal[], days: number): Hoped | null {
  if (asked !== undefined) return { conversions: asked, names: null }
  if (goals.length === 0) return null
  const perMonth = goals.reduce((sum, goal) => sum + goal.perMonth, 0)
  return {
    conversions: Math.max(1, Math.round((perMonth * days * DAY) / MONTH)),
    names: goals.map(({ conversion }) => conversion),
  }
}

interface Made {
  readonly history: History
  readonly days: number
  readonly present: readonly Outcome[]
  readonly origins: readonly Origin[]
  /** Conversions of any name. */
  readonly total: Uncertain
}

/** How likely it is to come to what is hoped for. Conversions of some names are forecast by their own days; of visitors known now
 *  they bring the share that these names have of all.
 *  @returns null with too few conversions of these names to go by */
export function goalOf(
  { conversions, names }: Hoped,
  made: Made,
  language: Language,
): ForecastAnswer['goal'] {
  const total = names === null ? made.total : totalOf(names, made)
  if (total === null) return null
  const probability = Math.round(chanceOfAtLeast(total, conversions) * 1e4) / 1e4
  return {
    conversions,
    names,
    probability,
    text: goalSentence({ conversions, names, probability }, language),
  }
}

function totalOf(names: readonly string[], { history, days, present, origins }: Made): Uncertain | null {
  const own = onlyNamed(history, names)
  const count = sumOf(own, 0, own.today)
  if (count < MIN_CONVERSIONS) return null
  const share = count / sumOf(history, 0, history.today)
  const shared = (outcomes: readonly Outcome[]) =>
    outcomes.map((outcome) => ({ ...outcome, conversions: outcome.conversions * share }))
  const past = origins.map(({ day, outcomes }) => ({ day, outcomes: shared(outcomes) }))
  return forecastFrom(own, own.today, days, shared(present), past).total
}

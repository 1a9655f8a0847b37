import { DAY, type ForecastAnswer, type Language, type UnixMs } from '@koopsignaal/protocol'
import type { Outcome, Period, Site, Store, VisitorFilter } from '../../storage/store.ts'
import { toPeriodAnswer } from '../compared-period.ts'
import { countedSales, toConversion } from '../counted.ts'
import { iso } from '../iso.ts'
import { backtestForecast, MIN_CONVERSIONS, MIN_DAYS, sumOf } from './backtest-forecast.ts'
import { intervalOf, type Uncertain } from './count-interval.ts'
import { goalOf, type Hoped, hopedFor } from './goal.ts'
import { type History, historyOf, learnedBefore } from './history.ts'
import { weeksLeftOut, withMeasured } from './measured-weeks.ts'
import { forecastFrom, type Origin, originDays, presencePeriod } from './origins.ts'
import {
  backtestSentence,
  fewOfGoal,
  notBacktested,
  notMeasured,
  reasonFor,
  standsNow,
  type TooLittle,
} from './words.ts'
import { inMeanValues, worthOf } from './worth-of.ts'

export interface ForecastQuestion {
  /** The past to learn from. It is forecast as of its end. */
  readonly learned: Period
  readonly days: number
  readonly goal: number | undefined
  readonly filter: VisitorFilter
  readonly language: Language
}

const LEVELS = [0.8, 0.95] as const
/** Chosen: what a picture shows of the past. */
const SHOWN_DAYS = 56

/** What the days after those learned from will bring, how sure that is, and how good the same method was before. */
export async function askForecast(
  store: Store,
  site: Site,
  question: ForecastQuestion,
): Promise<ForecastAnswer> {
  const { learned, days, filter, language } = question
  const now = learned.to
  const [ofVisitors, counted, lastAt] = await Promise.all([
    store.conversions(site.id, learned, filter),
    countedSales(store, site, { period: learned, filter }),
    store.lastEventAt(site.id),
  ])
  // Who is only counted was never seen before.
  const conversions = [
    ...ofVisitors,
    ...counted.map((act) => ({ ...toConversion(act), firstAt: act.at })),
  ].toSorted((a, b) => a.at - b.at)
  const history = await withMeasured(store, site, historyOf(conversions, learned, days, site.timeZone))
  const { starts, today } = history
  const first = today + history.gap
  const base = {
    from: iso(starts[first]!),
    to: iso(starts[first + days]!),
    at: iso(now),
    days,
    learnedFrom: toPeriodAnswer({ from: starts[0]!, to: starts[today]! }),
    past: pastOf(history),
  }
  const tooLittle = whatIsMissing(history, lastAt, learned)
  if (tooLittle !== null)
    return { ...base, ...NOTHING, reason: reasonFor(tooLittle, sumOf(history, 0, today), language) }
  const outcomesAt = (at: UnixMs, until: UnixMs): Promise<readonly Outcome[]> =>
    store.outcomes(site.id, presencePeriod(at), filter, until)
  const origins = await originsOf(history, days, outcomesAt)
  const present = await outcomesAt(now, now)
  const hoped = hopedFor(question.goal, site.goals, days)
  const leftOut = weeksLeftOut(history)
  const forecast = forecastOf(history, { days, language, hoped }, present, origins)
  const notes = [
    ...notesOf(filter, language),
    ...(leftOut > 0 ? [notMeasured(leftOut, language)] : []),
    ...(hoped !== null && forecast.goal === null ? [fewOfGoal(hoped.names ?? [], language)] : []),
  ]
  return {
    ...base,
    ...forecast,
    notes: forecast.backtest === null ? [...notes, notBacktested(language)] : notes,
  }
}

async function originsOf(
  history: History,
  days: number,
  outcomesAt: (at: UnixMs, until: UnixMs) => Promise<readonly Outcome[]>,
): Promise<readonly Origin[]> {
  const origins: Origin[] = []
  for (const day of originDays(history, days)) {
    const first = day + history.gap
    const [at, until] = [history.starts[first]!, history.starts[first + days]!]
    origins.push({ day, outcomes: await outcomesAt(at, until) })
  }
  return origins
}

function forecastOf(
  history: History,
  { days, hoped, language }: Pick<ForecastQuestion, 'days' | 'language'> & { readonly hoped: Hoped | null },
  present: readonly Outcome[],
  origins: readonly Origin[],
) {
  const { today, names, gap } = history
  const forecast = forecastFrom(history, today, days, present, origins)
  const { total } = forecast
  const backtest = backtestForecast(history, days, origins)
  const expected = rounded(total.mean)
  const ofPresent = rounded(forecast.present)
  return {
    enough: true,
    reason: null,
    expected,
    intervals: intervalsOf(total, 1),
    parts: { present: ofPresent, arrivals: rounded(expected - ofPresent) },
    value: valueIn(history, total),
    goal: hoped === null ? null : goalOf(hoped, { history, days, present, origins, total }, language),
    series: forecast.days.map((day, i) => {
      const { low, high } = intervalOf(day, 0.8)
      return {
        day: names[today + gap + i]!,
        expected: rounded(day.mean),
        low: rounded(low),
        high: rounded(high),
      }
    }),
    backtest: backtest === null ? null : { ...backtest, text: backtestSentence(backtest, language) },
  }
}

function valueIn({ conversions }: History, total: Uncertain): ForecastAnswer['value'] {
  const worth = worthOf(conversions)
  if (worth === null) return null
  return {
    currency: worth.currency,
    expected: rounded(total.mean * worth.mean),
    intervals: intervalsOf(inMeanValues(total, worth), worth.mean),
  }
}

function intervalsOf(total: Uncertain, unit: number): ForecastAnswer['intervals'] {
  return LEVELS.map((level) => {
    const { low, high } = intervalOf(total, level)
    return { level, low: rounded(low * unit), high: rounded(high * unit) }
  })
}

function whatIsMissing(history: History, lastAt: UnixMs | null, { from, to }: Period): TooLittle | null {
  if (to - from < MIN_DAYS * DAY) return 'short'
  if (lastAt !== null && to - lastAt > 30 * DAY) return 'quiet'
  if (sumOf(history, 0, history.today) < MIN_CONVERSIONS) return 'few'
  return learnedBefore(history, history.today).length < MIN_DAYS ? 'young' : null
}

const NOTHING = {
  enough: false,
  expected: null,
  intervals: [],
  parts: null,
  value: null,
  goal: null,
  series: [],
  backtest: null,
  notes: [],
} as const

function pastOf({ names, counts, today }: History): ForecastAnswer['past'] {
  const first = Math.max(0, today - SHOWN_DAYS)
  return counts.slice(first).map((conversions, i) => ({ day: names[first + i]!, conversions }))
}

function notesOf(filter: VisitorFilter, language: Language): readonly string[] {
  const { segment, phase, customer } = filter
  return segment !== undefined || phase !== undefined || customer !== undefined ? [standsNow(language)] : []
}

function rounded(number: number): number {
  return Math.round(number * 1e4) / 1e4
}

import { DAY, type Segment } from '@koopsignaal/protocol'
import type { Outcome, Period } from '../../storage/store.ts'
import { type Forecast, forecastDays } from './forecast-days.ts'
import { type History, learnedBefore } from './history.ts'
import type { DailySeries } from './series-model.ts'

/** A moment of the past that could have been forecast from, with what was known then and what came of it. As in a forecast of today
 *  a day that is under way is left out: known are the days before `day`, asked for are those `gap` days on. */
export interface Origin {
  readonly day: number
  /** Visitors of the 30 days before by segment, with what they converted in the days asked for. */
  readonly outcomes: readonly Outcome[]
}

// Chosen: a quarter of a year of weekly moments; each is a question to the storage.
const MAX_ORIGINS = 12
/** Chosen: with fewer conversions of known visitors their rates are mostly chance. */
const MIN_OF_KNOWN = 20
/** Chosen: who has not been there for 30 days counts with those still to come. */
const PRESENT_DAYS = 30

/** Days of the weekly moments whose days asked for are over, and were measured; the latest first. */
export function originDays(history: History, days: number): readonly number[] {
  const latest = history.today - days - history.gap
  const weekly = Array.from({ length: Math.ceil(Math.max(0, latest) / 7) }, (_, k) => latest - 7 * k)
  return weekly
    .filter((day) => history.measured.slice(day + history.gap, day + history.gap + days).every(Boolean))
    .slice(0, MAX_ORIGINS)
}

/** Who counts as present at the beginning of a day's next: seen in the month before. */
export function presencePeriod(at: number): Period {
  return { from: Math.max(0, at - PRESENT_DAYS * DAY), to: at }
}

/** Forecasts from a day, with nothing but what was known on it.
 *  @param present  visitors by segment at that moment
 *  @param origins  all; only those whose days were over by then are looked at */
export function forecastFrom(
  history: History,
  day: number,
  days: number,
  present: readonly Outcome[],
  origins: readonly Origin[],
): Forecast {
  const past = origins.filter((origin) => origin.day + history.gap + days <= day)
  return forecastDays({
    series: seriesBefore(history, day),
    gap: history.weekdays.slice(day, day + history.gap),
    ahead: history.weekdays.slice(day + history.gap, day + history.gap + days),
    shareOfKnown: shareOfKnown(history, day, days, past),
    ofKnown: conversionsOf(present, past),
  })
}

function seriesBefore(history: History, day: number): DailySeries {
  const learned = learnedBefore(history, day)
  return {
    counts: learned.map((one) => history.counts[one]!),
    weekdays: learned.map((one) => history.weekdays[one]!),
  }
}

/** What visitors are expected to convert, by what came of those who stood where they stand. */
function conversionsOf(present: readonly Outcome[], past: readonly Origin[]): number | null {
  const sums = new Map<Segment, { visitors: number; conversions: number }>()
  for (const { segment, visitors, conversions } of past.flatMap(({ outcomes }) => outcomes)) {
    const sum = sums.get(segment) ?? { visitors: 0, conversions: 0 }
    sums.set(segment, {
      visitors: sum.visitors + visitors,
      conversions: sum.conversions + conversions,
    })
  }
  const seen = [...sums.values()].reduce((all, { conversions }) => all + conversions, 0)
  if (seen < MIN_OF_KNOWN) return null
  return present.reduce((all, { segment, visitors }) => {
    const sum = sums.get(segment)
    return sum === undefined ? all : all + (visitors * sum.conversions) / sum.visitors
  }, 0)
}

/** Of the conversions in the days after past moments, the share by visitors who were known at those moments; on a young site by
 *  those known halfway. */
function shareOfKnown(history: History, day: number, days: number, past: readonly Origin[]): number {
  const learned = learnedBefore(history, day)
  const half = learned[Math.floor(learned.length / 2)] ?? 0
  const windows =
    past.length > 0
      ? past.map((origin) => [origin.day + history.gap, origin.day + history.gap + days] as const)
      : ([[half, day]] as const)
  let [known, all] = [0, 0]
  for (const [first, end] of windows) {
    const [from, to] = [history.starts[first]!, history.starts[end]!]
    for (const { at, firstAt } of history.conversions) {
      if (at < from || at >= to) continue
      all++
      if (firstAt < from) known++
    }
  }
  return all === 0 ? 0 : known / all
}

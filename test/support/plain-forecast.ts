import { DAY, type Event, isRefund, SEGMENTS, type UnixMs } from '@koopsignaal/protocol'
import { standingAt } from '@koopsignaal/scoring'
import { dayOf, startOfDay } from '../../packages/collector/src/days.ts'
import { activeIn, type PlainPublic } from './plain-desk.ts'
import { plainWays } from './plain-smoothing.ts'

/** The days to come, reckoned anew from raw events by what docs/reports.md says of the method: no part of the collector's own is used.
 *  Days are numbered from the first that is learned from; `today` is the one under way. */

interface Sale {
  readonly at: UnixMs
  /** When its visitor was first seen; who is only counted was never seen before. */
  readonly firstAt: UnixMs
  readonly event: Event
}

export interface Past {
  readonly now: UnixMs
  readonly all: PlainPublic
  readonly sales: readonly Sale[]
  readonly today: number
  readonly startOf: (day: number) => UnixMs
  readonly isMeasured: (day: number) => boolean
  /** What those known at a weekly moment bought in so many days after it. */
  readonly boughtAfter: (days: number) => (origin: number) => readonly (readonly number[])[]
}

export interface PlainForecast {
  readonly expected: number
  readonly variance: number
  readonly present: number
  readonly series: readonly { readonly expected: number; readonly low: number; readonly high: number }[]
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
const mean = (numbers: readonly number[]) => (numbers.length === 0 ? 0 : sum(numbers) / numbers.length)
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)

/** @param now  the moment that is forecast from: within a day, which is left out */
export function plainPast(all: PlainPublic, now: UnixMs): Past {
  const known = all.people.flatMap(({ events, conversions }) =>
    conversions.map((event) => ({ at: event.at, firstAt: events[0]!.event.at, event })),
  )
  const others = all.counted
    .filter(({ type, bot }) => type === 'conversion' && bot === null)
    .map((event) => ({ at: event.at, firstAt: event.at, event }))
  const learned = [...known, ...others].filter(
    ({ at, event }) => at >= now - 400 * DAY && at < now && !isRefund(event.detail.value ?? null),
  )
  const first = Math.min(...learned.map(({ firstAt }) => firstAt))
  const noon = Date.parse(`${dayOf(Math.max(first, now - 400 * DAY), all.timeZone)}T12:00:00Z`)
  // The beginning of the period falls within a day: the first whole one is the next.
  const skipped = first < now - 400 * DAY ? 1 : 0
  const startOf = remembered((day) => startOfDay(dayOf(noon + (day + skipped) * DAY, 'UTC'), all.timeZone))
  let today = 0
  while (startOf(today + 1) <= now) today++
  const moments = [...all.people.flatMap(({ events }) => events.map(({ event }) => event)), ...all.counted]
    .filter(({ bot }) => bot === null)
    .map(({ at }) => at)
  const weeks = range(0, Math.ceil(today / 7)).map((week) => {
    const end = today - 7 * week
    return moments.some((at) => at >= startOf(Math.max(0, end - 7)) && at < startOf(end))
  })
  const past: Past = {
    now,
    all,
    sales: learned.filter(({ at }) => at >= startOf(0)),
    today,
    startOf,
    isMeasured: (day) => weeks[Math.floor((today - 1 - day) / 7)]!,
    boughtAfter: remembered((days) =>
      remembered((origin) => standing(past, startOf(origin + 1), startOf(origin + 1 + days))),
    ),
  }
  return past
}

/** Everybody is asked for each moment anew; the same moment is asked for often. */
function remembered<T>(reckon: (number: number) => T): (number: number) => T {
  const known = new Map<number, T>()
  return (number) => {
    const found = known.get(number)
    if (found !== undefined) return found
    const made = reckon(number)
    known.set(number, made)
    return made
  }
}

export const salesOf = ({ sales, startOf }: Past, from: number, to: number) =>
  sales.filter(({ at }) => at >= startOf(from) && at < startOf(to))
const countOf = (past: Past, day: number) => salesOf(past, day, day + 1).length
const weekdayOf = ({ startOf, all }: Past, day: number) =>
  new Date(`${dayOf(startOf(day), all.timeZone)}T12:00:00Z`).getUTCDay()

/** Weekly moments whose days asked for are over, and were measured. */
export function plainOrigins(past: Past, days: number): readonly number[] {
  return range(0, Math.ceil(past.today / 7))
    .map((week) => past.today - 1 - days - 7 * week)
    .filter((day) => day > 0 && range(day + 1, day + 1 + days).every(past.isMeasured))
    .slice(0, 12)
}

/** Those seen in the thirty days before a moment, by what they stand in then: what each bought from then on, up to another. */
function standing({ all, sales }: Past, at: UnixMs, until: UnixMs): readonly (readonly number[])[] {
  const sold = new Set(sales.map(({ event }) => event))
  const present = activeIn(all, { from: at - 30 * DAY, to: at }).map((person) => ({
    segment: standingAt(person.profileAt(at)!, at, all.model).segment,
    bought: person.conversions.filter((one) => one.at >= at && one.at < until && sold.has(one)).length,
  }))
  return SEGMENTS.map((segment) => present.filter((one) => one.segment === segment).map((one) => one.bought))
}

/** What the days after `day` and the one under way bring, with nothing but what was known when `day` began. */
export function plainForecast(past: Past, days: number, day = past.today): PlainForecast {
  const learned = range(0, day).filter(past.isMeasured)
  const ahead = range(day, day + 1 + days).map((one) => weekdayOf(past, one))
  const ways = plainWays(learned.map((one) => ({ count: countOf(past, one), weekday: weekdayOf(past, one) })))
  const each = ways.map((way) => ({ ...way, days: way.expect(ahead) }))
  const byDay = ahead.map((_, i) => sum(each.map(({ share, days }) => share * days[i]!))).slice(1)
  const whole = sum(byDay)

  const origins = plainOrigins(past, days).filter((origin) => origin + 1 + days <= day)
  const windows =
    origins.length > 0
      ? origins.map((origin) => [origin + 1, origin + 1 + days] as const)
      : [[learned[Math.floor(learned.length / 2)] ?? 0, day] as const]
  const sold = windows.flatMap(([from, to]) =>
    salesOf(past, from, to).map(({ firstAt }) => Number(firstAt < past.startOf(from))),
  )
  const ofKnown = mean(sold)
  const came = origins.map(past.boughtAfter(days))
  const bought = sum(came.flat(2))
  const here = standing(past, day === past.today ? past.now : past.startOf(day + 1), 0)
  const present =
    bought < 20
      ? whole * ofKnown
      : sum(here.map((own, i) => own.length * mean(came.flatMap((one) => one[i]!))))
  const expected = whole * (1 - ofKnown) + present

  const scale = whole === 0 ? 0 : expected / whole
  const dispersion = sum(ways.map((one) => one.share * one.dispersion))
  const sums = each.map((way) => sum(way.days.slice(1)))
  const average = sum(each.map(({ share }, i) => share * sums[i]!))
  const spread = sum(each.map((way, i) => way.share * (way.varianceOf(way.days) + (sums[i]! - average) ** 2)))
  const ofLevel = (dispersion * average * days) / Math.min(learned.length, 100)
  return {
    expected,
    variance: (spread + ofLevel) * scale,
    present,
    series: byDay.map((one) => {
      const own = one * scale
      return { expected: own, ...plainInterval(own, dispersion * Math.max(own, 0.05), 0.8) }
    }),
  }
}

/** Ends of an interval around a count, taken to be normal in its square root. */
export function plainInterval(expected: number, variance: number, level: 0.8 | 0.95) {
  const reach = (level === 0.8 ? 1.2815515655446004 : 1.959963984540054) * spreadOfRoot(expected, variance)
  return { low: Math.max(0, Math.sqrt(expected) - reach) ** 2, high: (Math.sqrt(expected) + reach) ** 2 }
}

/** The chance that a count is `goal` or more: the area above half a conversion less, summed strip by strip. */
export function plainChance({ expected, variance }: PlainForecast, goal: number): number {
  const from = (Math.sqrt(goal - 0.5) - Math.sqrt(expected)) / spreadOfRoot(expected, variance)
  const strip = 1e-4
  const area = (z: number) => (Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI)) * strip
  return sum(range(0, Math.max(0, Math.ceil((9 - from) / strip))).map((i) => area(from + (i + 0.5) * strip)))
}

const spreadOfRoot = (expected: number, variance: number) =>
  Math.sqrt(variance) / (2 * Math.sqrt(Math.max(expected, 0.25)))

import type { UnixMs } from '@koopsignaal/protocol'
import { dayOf, nextDay, startOfDay } from '../../days.ts'
import type { DatedConversion, Period } from '../../storage/store.ts'

/** Whole days of a site that a forecast is made from, and the days to come. Day 0 is the first; `today` is the first that is not over. */
export interface History {
  /** First moment of each day, from day 0 up to and with the end of the last day asked for. */
  readonly starts: readonly UnixMs[]
  readonly names: readonly string[]
  /** 0 to 6. */
  readonly weekdays: readonly number[]
  /** Place of today: `counts` has one number for each day before it. */
  readonly today: number
  /** Days between those learned from and those asked for: today, which is under way; none where it has yet to begin. */
  readonly gap: 0 | 1
  readonly counts: readonly number[]
  /** Whether anything was measured in the week of each of these days; the others are not learned from. */
  readonly measured: readonly boolean[]
  readonly conversions: readonly DatedConversion[]
}

/** @param conversions  of the period, in order of time
 *  @param period  to learn from; today is the day that it ends on, or the first after it where it ends at midnight
 *  @param days  how many days are asked for: those after today, or from today on where it has yet to begin */
export function historyOf(
  conversions: readonly DatedConversion[],
  { from, to: now }: Period,
  days: number,
  timeZone: string,
): History {
  const todayName = dayOf(now, timeZone)
  // Nobody could convert before the first of those who did was there.
  const begin = conversions.reduce((first, { firstAt }) => Math.min(first, firstAt), now)
  const beginName = begin < from ? firstWholeDay(from, timeZone) : dayOf(begin, timeZone)
  const names: string[] = []
  for (let name = beginName; name < todayName; name = nextDay(name)) names.push(name)
  const today = names.length
  for (let name = todayName; names.length <= today + days + 1; name = nextDay(name)) names.push(name)
  const starts = names.map((name) => startOfDay(name, timeZone))
  const own = conversions.filter(({ at }) => at >= starts[0]!)
  return {
    starts,
    names,
    weekdays: names.map((name) => new Date(`${name}T00:00:00Z`).getUTCDay()),
    today,
    gap: starts[today] === now ? 0 : 1,
    counts: countByDay(own, starts.slice(0, today + 1)),
    measured: names.slice(0, today).map(() => true),
    conversions: own,
  }
}

/** The days before a day that are learned from, in order. */
export function learnedBefore({ measured }: History, day: number): readonly number[] {
  return measured.flatMap((isMeasured, i) => (isMeasured && i < day ? [i] : []))
}

/** The same days with the conversions of these names only. */
export function onlyNamed(history: History, names: readonly string[]): History {
  const conversions = history.conversions.filter(({ name }) => names.includes(name))
  return {
    ...history,
    conversions,
    counts: countByDay(conversions, history.starts.slice(0, history.today + 1)),
  }
}

function firstWholeDay(at: UnixMs, timeZone: string): string {
  const name = dayOf(at, timeZone)
  return startOfDay(name, timeZone) < at ? nextDay(name) : name
}

/** @param starts  of the days, and the end of the last */
function countByDay(conversions: readonly DatedConversion[], starts: readonly UnixMs[]): readonly number[] {
  const counts = Array.from({ length: starts.length - 1 }, () => 0)
  let day = 0
  for (const { at } of conversions) {
    while (day < counts.length && at >= starts[day + 1]!) day++
    if (day < counts.length) counts[day]!++
  }
  return counts
}

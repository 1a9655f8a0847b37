import { DAY, type Segment, type SegmentsAnswer } from '@koopsignaal/protocol'

/** One bar: a day, or the average day of a week. */
export interface Bar extends Readonly<Record<Segment, number>> {
  /** First and last day, as 2026-11-21; the same for a single day. */
  readonly from: string
  readonly to: string
  readonly conversions: number
}

/** More bars than this are too thin to read. Chosen: a quarter of a year and a bit. */
const MAX_DAYS = 100

/** Days as bars. A long period becomes weeks, each shown as its average day: the visitors of seven days cannot be added up,
 *  for the same person may have come on each of them. A long period also starts where its data starts. */
export function toBars(series: SegmentsAnswer['series']): readonly Bar[] {
  if (series.length <= MAX_DAYS) {
    return series.map(({ day, passant, zoeker, koper, conversions }) => ({
      from: day,
      to: day,
      passant,
      zoeker,
      koper,
      conversions,
    }))
  }
  const first = series.findIndex((day) => total(day) > 0)
  const days = first < 0 ? [] : series.slice(first)
  if (days.length <= MAX_DAYS) return toBars(days)
  return [...Map.groupBy(days, ({ day }) => mondayOf(day)).values()].map(toWeek)
}

/** All visitors of a bar. */
export function total(bar: Readonly<Record<Segment, number>>): number {
  return bar.passant + bar.zoeker + bar.koper
}

/** A round number at or above `most` that halves well, for an axis.
 *  @example niceMax(37) // 40 */
export function niceMax(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(2, most)))
  return [1, 2, 4, 6, 8, 10].map((step) => step * power).find((step) => step >= Math.max(2, most))!
}

function toWeek(days: SegmentsAnswer['series']): Bar {
  const sum = (name: Segment | 'conversions') => days.reduce((all, day) => all + day[name], 0)
  return {
    from: days[0]!.day,
    to: days.at(-1)!.day,
    passant: sum('passant') / days.length,
    zoeker: sum('zoeker') / days.length,
    koper: sum('koper') / days.length,
    conversions: sum('conversions'),
  }
}

function mondayOf(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  return new Date(at - ((new Date(at).getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10)
}

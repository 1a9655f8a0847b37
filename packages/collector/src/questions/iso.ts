import { DAY, HOUR, MINUTE, SECOND, type UnixMs } from '@koopsignaal/protocol'

/** Chosen: more days than a list tells of. */
const MOST_DAYS = 2_000
/** The last moment that a date can have, as far before 1970 as after it. */
const LAST = 8.64e15
const days = new Map<number, string>()
const TWO = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'))

/** As `Date` writes it, in a fifth of the time: a line of a list has four moments.
 *  @throws RangeError for what is no moment
 *  @example iso(0) // '1970-01-01T00:00:00.000Z' */
export function iso(at: UnixMs): string {
  if (!Number.isInteger(at) || Math.abs(at) > LAST) return new Date(at).toISOString()
  const day = Math.floor(at / DAY)
  const rest = at - day * DAY
  const [hour, minute] = [TWO[Math.floor(rest / HOUR)]!, TWO[Math.floor((rest % HOUR) / MINUTE)]!]
  const [second, ms] = [TWO[Math.floor((rest % MINUTE) / SECOND)]!, rest % SECOND]
  return `${dayOf(day)}T${hour}:${minute}:${second}.${ms < 100 ? `0${ms < 10 ? '0' : ''}` : ''}${ms}Z`
}

function dayOf(day: number): string {
  let text = days.get(day)
  if (text === undefined) {
    if (days.size === MOST_DAYS) days.clear()
    text = new Date(day * DAY).toISOString().slice(0, -'T00:00:00.000Z'.length)
    days.set(day, text)
  }
  return text
}

import type { DurationMs, UnixMs } from '@koopsignaal/protocol'
import type { AskReport, ReportName } from './reports.ts'

/** What took less is asked anew each time: on an ordinary site every answer is of this moment. */
const QUICK: DurationMs = 300
/** A report may take this part of a core: chosen. What took a second is given for twenty. */
const SHARE = 1 / 20
const LONGEST: DurationMs = 60_000
/** Chosen: a few readers with a few pages open; the largest answers have some 100 kB. */
const MAX_REPORTS = 100

interface Remembered {
  readonly answer: Promise<unknown>
  /** On the clock of `ticks`; Infinity while it is under way. */
  until: number
}

/** Gives the same answer to those who ask the same at the same time, and the answer of a moment ago where making it took long: a
 *  dashboard that many look at costs no more than one that one looks at. Lists of people are asked anew each time.
 *  @returns `forget`: for when somebody was erased, who must not be counted for another minute
 *  @param ticks  ms on a clock that only goes forward */
export function rememberReports(
  ask: AskReport,
  ticks: () => number = () => performance.now(),
): { readonly ask: AskReport; readonly forget: () => void } {
  const known = new Map<string, Remembered>()

  function make(key: string, work: () => Promise<unknown>): Promise<unknown> {
    const began = ticks()
    const answer = work()
    const entry: Remembered = { answer, until: Number.POSITIVE_INFINITY }
    known.set(key, entry)
    if (known.size > MAX_REPORTS) known.delete(known.keys().next().value!)
    answer.then(
      () => {
        const took = ticks() - began
        entry.until = took < QUICK ? 0 : ticks() + Math.min(LONGEST, took / SHARE)
        if (entry.until === 0 && known.get(key) === entry) known.delete(key)
      },
      () => known.delete(key),
    )
    return answer
  }

  const remembered = (
    name: ReportName,
    ...asked: readonly [site: object, query: object, now: UnixMs, language: string]
  ) => {
    const [site, query, now, language] = asked
    const work = () => (ask as (...all: unknown[]) => Promise<unknown>)(name, site, query, now, language)
    if (name === 'visitors' || name === 'visitorLines') return work()
    // Whoever changed the site's settings or model wants to see what came of it.
    const key = JSON.stringify([name, site, query, language])
    const entry = known.get(key)
    return entry !== undefined && ticks() < entry.until ? entry.answer : make(key, work)
  }
  return { ask: remembered as AskReport, forget: () => known.clear() }
}

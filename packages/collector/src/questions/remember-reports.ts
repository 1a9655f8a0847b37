import type { DurationMs, UnixMs } from '@koopsignaal/protocol'
import type { AskReport, ReportName } from './reports.ts'

/** What took less is asked anew each time: on an ordinary site every answer is of this moment. */
const QUICK: DurationMs = 50
/** All reports together may take this part of a core while they are looked at: chosen. One that took a second is given for twenty. */
const SHARE = 1 / 20
const LONGEST: DurationMs = 60_000
/** For so long after somebody asked an answer is made again before it is asked for: chosen, a reader who comes back to a page. */
const LOOKED_AT: DurationMs = 5 * 60_000
/** Chosen: a few readers with a few pages open; the largest answers have some 100 kB. */
const MAX_REPORTS = 100

interface Remembered {
  answer: Promise<unknown>
  /** On the clock of `ticks`; Infinity while it is under way for the first time. */
  until: number
  askedAt: number
  /** Asked more than once: somebody keeps looking at it. */
  isLookedAt: boolean
  /** Makes it, as of so many milliseconds after it was first asked for. */
  readonly make: (later: DurationMs) => Promise<unknown>
  readonly madeAt: number
}

/** A clock that only goes forward, and what is to be done later by it. */
export interface Ticks {
  now(): number
  later(after: DurationMs, work: () => void): void
}

const SYSTEM_TICKS: Ticks = {
  now: () => performance.now(),
  later: (after, work) => void setTimeout(work, after).unref(),
}

/** Gives the same answer to those who ask the same at the same time, and the answer of a moment ago where making it took long: a
 *  dashboard that many look at costs no more than one that one looks at. While somebody looks again and again, such an answer is made anew behind
 *  their back, so nobody waits for it twice; the end of its period says of when it is. Lists of people are asked anew each time.
 *  @returns `forget`: for when somebody was erased, who must not be counted for another minute */
export function rememberReports(
  ask: AskReport,
  ticks: Ticks = SYSTEM_TICKS,
): { readonly ask: AskReport; readonly forget: () => void } {
  const known = new Map<string, Remembered>()

  /** How long it takes until as many answers as are looked at may be made again. */
  const lifeOf = (took: DurationMs): DurationMs => {
    const lookedAt = [...known.values()].filter(({ isLookedAt }) => isLookedAt).length
    return (took * Math.max(1, lookedAt)) / SHARE
  }

  function make(key: string, work: Remembered['make']): Promise<unknown> {
    const began = ticks.now()
    const entry: Remembered = {
      answer: work(0),
      until: Number.POSITIVE_INFINITY,
      askedAt: began,
      isLookedAt: false,
      make: work,
      madeAt: began,
    }
    known.set(key, entry)
    if (known.size > MAX_REPORTS) known.delete(known.keys().next().value!)
    void settle(key, entry, began)
    return entry.answer
  }

  /** Waits for an answer, and decides how long it is given. */
  async function settle(key: string, entry: Remembered, began: number): Promise<void> {
    try {
      await entry.answer
    } catch {
      if (known.get(key) === entry) known.delete(key)
      return
    }
    if (known.get(key) !== entry) return
    const took = ticks.now() - began
    if (took < QUICK) {
      known.delete(key)
      return
    }
    const life = lifeOf(took)
    entry.until = ticks.now() + Math.min(LONGEST, life)
    ticks.later(life, () => void renew(key, entry))
  }

  /** Makes an answer again that somebody still looks at; until it is there, the one before is given. */
  async function renew(key: string, entry: Remembered): Promise<void> {
    if (known.get(key) !== entry) return
    const began = ticks.now()
    if (!entry.isLookedAt || began - entry.askedAt > LOOKED_AT) {
      known.delete(key)
      return
    }
    entry.until = Number.POSITIVE_INFINITY
    const answer = entry.make(began - entry.madeAt)
    // One that fails is told to whoever asks next.
    await answer.catch(() => {})
    entry.answer = answer
    await settle(key, entry, began)
  }

  const remembered = (
    name: ReportName,
    ...asked: readonly [site: object, query: object, now: UnixMs, language: string]
  ) => {
    const [site, query, now, language] = asked
    const work = (later: DurationMs) =>
      (ask as (...all: unknown[]) => Promise<unknown>)(name, site, query, now + later, language)
    if (name === 'visitors' || name === 'visitorLines') return work(0)
    // Whoever changed the site's settings or model wants to see what came of it.
    const key = JSON.stringify([name, site, query, language])
    const entry = known.get(key)
    if (entry === undefined || ticks.now() >= entry.until) return make(key, work)
    entry.askedAt = ticks.now()
    entry.isLookedAt = true
    return entry.answer
  }
  return { ask: remembered as AskReport, forget: () => known.clear() }
}

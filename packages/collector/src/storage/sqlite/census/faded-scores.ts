import { type Axis, DAY, type DurationMs, HOUR, type UnixMs } from '@koopsignaal/protocol'
import type { CensusTables } from './census-tables.ts'

type Of = (place: number) => number

/** Scores at a moment, before rounding. */
export interface FadedScores {
  readonly scoreOf: Of
  /** No less and no more than the score, in a fraction of the time: three powers are most of what a score takes. */
  readonly mostOf: Of
  readonly leastOf: Of
}

/** Chosen: what fades by half in two days fades by three per cent in so long. */
const STEP: DurationMs = 2 * HOUR
/** Chosen: later than this nothing is left that matters, and the bounds may be wider. */
const STEPS = (100 * DAY) / STEP

/** Each axis fades from the last event by its half-life. A moment before that event counts as the event's, as everywhere. */
export function createFadedScores(
  { visitors }: Pick<CensusTables, 'visitors'>,
  at: UnixMs,
  halfLives: Readonly<Record<Axis, DurationMs>>,
): FadedScores {
  const { lastAt, base, waarom, wat, waar } = visitors.columns
  const [ofWaarom, ofWat, ofWaar] = [
    sharesLeft(halfLives.waarom),
    sharesLeft(halfLives.wat),
    sharesLeft(halfLives.waar),
  ]
  const stepOf = (place: number): number =>
    Math.min(STEPS, Math.floor(Math.max(0, at - lastAt[place]!) / STEP))
  return {
    scoreOf(place) {
      const elapsed = Math.max(0, at - lastAt[place]!)
      return (
        base[place]! +
        waarom[place]! * 2 ** (-elapsed / halfLives.waarom) +
        wat[place]! * 2 ** (-elapsed / halfLives.wat) +
        waar[place]! * 2 ** (-elapsed / halfLives.waar)
      )
    },
    mostOf(place) {
      const step = stepOf(place)
      const [one, two, three] = [waarom[place]!, wat[place]!, waar[place]!]
      return (
        base[place]! +
        one * ofWaarom[one > 0 ? step : step + 1]! +
        two * ofWat[two > 0 ? step : step + 1]! +
        three * ofWaar[three > 0 ? step : step + 1]!
      )
    },
    leastOf(place) {
      const step = stepOf(place)
      const [one, two, three] = [waarom[place]!, wat[place]!, waar[place]!]
      return (
        base[place]! +
        one * ofWaarom[one > 0 ? step + 1 : step]! +
        two * ofWat[two > 0 ? step + 1 : step]! +
        three * ofWaar[three > 0 ? step + 1 : step]!
      )
    },
  }
}

/** What is left after so many steps; after more than all of them, nothing. */
function sharesLeft(halfLife: DurationMs): Float64Array {
  const shares = new Float64Array(STEPS + 2)
  for (let step = 0; step <= STEPS; step++) shares[step] = 2 ** (-(step * STEP) / halfLife)
  return shares
}

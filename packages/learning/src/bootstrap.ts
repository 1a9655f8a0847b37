import type { Ratio } from '@koopsignaal/protocol'
import type { VisitorOutcome } from './score-of.ts'

/** Where a figure lies, had other visitors come. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** A repeatable stream of numbers in [0, 1). Source: mulberry32, public domain. */
export function randomFrom(seed: number): () => Ratio {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The 95 % interval of a figure by drawing visitors, with all their moments, again and again. Moments of one visitor hang
 *  together, so drawing moments would promise too much.
 *  @param figure  e.g. rocAuc; draws for which it is no number are left out
 *  Law: deterministic in (outcomes, draws, seed). */
export function bootstrap(
  outcomes: readonly VisitorOutcome[],
  figure: (outcomes: readonly VisitorOutcome[]) => number,
  { draws = 200, seed = 1 }: { readonly draws?: number; readonly seed?: number } = {},
): Interval {
  const random = randomFrom(seed)
  const visitors = [...new Set(outcomes.map(({ visitor }) => visitor))].toSorted()
  // In order once, so that figures which sort find little left to do.
  const ranked = outcomes.toSorted((x, y) => y.score - x.score)
  const figures: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    const times = new Map<string, number>()
    for (const _ of visitors) {
      const drawn = visitors[Math.floor(random() * visitors.length)]!
      times.set(drawn, (times.get(drawn) ?? 0) + 1)
    }
    const sample = ranked.flatMap((outcome) => {
      const count = times.get(outcome.visitor)
      return count === undefined ? [] : [{ ...outcome, weight: outcome.weight * count }]
    })
    const value = figure(sample)
    if (!Number.isNaN(value)) figures.push(value)
  }
  const sorted = figures.toSorted((a, b) => a - b)
  const at = (share: Ratio): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN
  return { low: at(0.025), high: at(0.975) }
}

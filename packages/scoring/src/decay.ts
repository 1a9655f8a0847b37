import type { DurationMs, Ratio, UnixMs } from '@koopsignaal/protocol'

/** Weight left after `elapsed`, halving every `halfLife`.
 *  @param elapsed  DurationMs, ≥ 0
 *  @param halfLife  DurationMs, > 0
 *  @returns Ratio in [0, 1]; 1 when elapsed is 0
 *  @throws RangeError when halfLife ≤ 0 or elapsed < 0
 *  Law: decay(a + b, h) = decay(a, h) · decay(b, h)
 *  Source: exponential half-life; docs/scoring-model.md#fading
 *  @example decay(DAY, DAY) // 0.5 */
export function decay(elapsed: DurationMs, halfLife: DurationMs): Ratio {
  if (!(halfLife > 0)) throw new RangeError('decay: halfLife must be positive')
  if (!(elapsed >= 0)) throw new RangeError('decay: elapsed must not be negative')
  // The same, without asking for a power: most is read at the moment it happened.
  return elapsed === 0 ? 1 : 2 ** (-elapsed / halfLife)
}

/** A sum whose parts lose weight with age: worth `sum` at the moment `at`. A fixed landmark would overflow doubles. */
export interface DecayedSum {
  readonly sum: number
  readonly at: UnixMs
}

/** Adds two decayed sums by bringing both to the later moment.
 *  Laws: commutative; associative within 1e-9 relative.
 *  @example addDecayed({ sum: 1, at: 0 }, { sum: 1, at: DAY }, DAY) // { sum: 1.5, at: DAY } */
export function addDecayed(a: DecayedSum, b: DecayedSum, halfLife: DurationMs): DecayedSum {
  const at = Math.max(a.at, b.at)
  return { sum: a.sum * decay(at - a.at, halfLife) + b.sum * decay(at - b.at, halfLife), at }
}

/** What a decayed sum is worth at `at`; 0 for a sum that is not there.
 *  @param at  UnixMs, not before the sum's own moment
 *  @throws RangeError when `at` is earlier */
export function decayedAt(sum: DecayedSum | null | undefined, at: UnixMs, halfLife: DurationMs): number {
  return sum ? sum.sum * decay(at - sum.at, halfLife) : 0
}

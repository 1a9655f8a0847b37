import { DAY, type FadingPoint, type UnixMs } from '@koopsignaal/protocol'
import { assess, type Model, type Profile } from '@koopsignaal/scoring'
import { iso } from './iso.ts'

/** Enough points for a smooth line: chosen. */
const STEPS = 48
/** How far ahead to look of somebody whose segment does not fade: chosen, the slowest half-life. */
const AHEAD = 14 * DAY

/** The score as it will be if nothing more happens, from `at` until a while after the segment has faded altogether.
 *  @returns points in order of time, the first at `at`
 *  Law: each is what the visitor would be assessed as at that very moment */
export function fading(profile: Profile, model: Model, at: UnixMs): readonly FadingPoint[] {
  const { koperUntil, zoekerUntil } = assess(profile, model, at)
  const end = Math.max(at + AHEAD, (zoekerUntil ?? koperUntil ?? at) + DAY)
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    // Denser at the beginning, where it falls fastest.
    const then = Math.round(at + (end - at) * (step / STEPS) ** 2)
    const { score, segment } = assess(profile, model, then)
    return { at: iso(then), score, segment }
  })
}

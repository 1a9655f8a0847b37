import type { Language, Reason } from '@koopsignaal/protocol'
import type { Assessment, PointAssessment } from './assess.ts'
import type { Contribution } from './scorecard.ts'
import type { SignalName } from './signals.ts'
import { WORDS } from './words.ts'

/** One signal in plain words. A value that has faded to a fraction is told as the nearest whole number, at least one, but for minutes, of
 *  which half of one is told, too. 0 is a signal that is missing.
 *  @example reasonText('repeatViews', 2, 'nl') // 'keek drie keer naar hetzelfde product' */
export function reasonText(signal: SignalName, value: number, language: Language): string {
  const words = WORDS[signal][language]
  if (value === 0) return words.without
  return words.did(signal === 'engagement' ? value : Math.max(1, Math.round(value)))
}

/** Contributions as reasons, in the order given. */
export function toReasons(contributions: readonly Contribution[], language: Language): readonly Reason[] {
  return contributions.map(({ signal, axis, value, points }) => ({
    signal,
    axis,
    points,
    text: reasonText(signal, value, language),
  }))
}

/** Why a visitor was scored so, the weightiest first, for or against. */
export function explain(assessment: PointAssessment, language: Language): readonly Reason[] {
  return toReasons(heaviestFirst(assessment.contributions), language)
}

/** Points below which a contribution is no reason to tell: they round to nothing. */
const TELLING = 0.5

/** The weightiest reasons; one that moved the score by next to nothing only where there is no other. */
export function topReasons(
  assessment: PointAssessment,
  language: Language,
  count: number,
): readonly Reason[] {
  // Words only for those that are told.
  const told = heaviestFirst(assessment.contributions)
    .filter(({ points }, i) => i === 0 || Math.abs(points) >= TELLING)
    .slice(0, count)
  return toReasons(told, language)
}

/** What one event changed: per signal the points after less the points before, the largest change first. A signal that
 *  is gone keeps its old value.
 *  @param before  assessed at the event's moment, just before it, so that fading is no change; null for the first event
 *  Law: the changes add up to the difference of the two raw scores (to what the signals add when before is null). */
export function changes(before: Assessment | null, after: Assessment): readonly Contribution[] {
  const old = new Map(before?.own.map((one) => [one.signal, one]))
  const changed = after.own.map((one) => ({
    ...one,
    points: one.points - (old.get(one.signal)?.points ?? 0),
  }))
  const still = new Set(after.own.map(({ signal }) => signal))
  const gone = [...old.values()]
    .filter(({ signal }) => !still.has(signal))
    .map((one) => ({ ...one, points: -one.points }))
  return heaviestFirst([...changed, ...gone].filter(({ points }) => points !== 0))
}

function heaviestFirst(contributions: readonly Contribution[]): readonly Contribution[] {
  return contributions.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
}

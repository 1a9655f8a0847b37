import type { Language, Reason } from '@koopsignaal/protocol'
import type { Assessment } from './assess.ts'
import type { Contribution } from './scorecard.ts'
import type { SignalName } from './signals.ts'
import { WORDS } from './words.ts'

/** One signal in plain words. A value that has faded to a fraction is told as the nearest whole number, at least one; 0 is a signal
 *  that is missing.
 *  @example reasonText('repeatViews', 2, 'nl') // 'keek drie keer naar hetzelfde product' */
export function reasonText(signal: SignalName, value: number, language: Language): string {
  const words = WORDS[signal][language]
  return value === 0 ? words.without : words.did(Math.max(1, Math.round(value)))
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
export function explain(assessment: Assessment, language: Language): readonly Reason[] {
  return toReasons(heaviestFirst(assessment.contributions), language)
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

import type { Axis, DurationMs, SiteKind } from '@koopsignaal/protocol'
import type { Feature } from './features.ts'
import type { SignalName } from './signals.ts'

/** What one signal is worth: points · log2(1 + value), held within ± cap. So the first look counts in full, and the
 *  same again only after twice as many. */
export interface SignalWeight {
  readonly signal: SignalName
  /** Points for a value of 1; below 0 when the signal speaks against. */
  readonly points: number
  /** The most points, for or against, that this signal ever gives; > 0. */
  readonly cap: number
  /** What a value of 1 is. */
  readonly unit: string
  readonly reason: string
  readonly source: string
}

/** One standardised term of a head: weight · (value − mean) / sd. */
export interface HeadTerm {
  readonly feature: Feature
  readonly mean: number
  /** > 0 */
  readonly sd: number
  readonly weight: number
}

/** One point of a curve of straight pieces. */
export interface Knot {
  readonly from: number
  readonly to: number
}

/** A logistic model of a chance. */
export interface Head {
  readonly intercept: number
  readonly terms: readonly HeadTerm[]
  /** What the sum of the terms comes to in log-odds, where a straight line would not do: two or more knots, ascending in both;
   *  the outer pieces go on. */
  readonly curve?: readonly Knot[]
  /** How fast its evidence is worth less after the last event. */
  readonly halfLife: DurationMs
  readonly source: string
  /** True once it is fitted to what the site's own visitors did: only then is its chance a percentage. */
  readonly calibrated: boolean
}

/** Where a class begins and where it ends: it is entered at `enter` points and left below `exit`, both as people
 *  see them: in whole points (`reachedFrom`). */
export interface Threshold {
  readonly enter: number
  readonly exit: number
}

/** Everything that scoring needs beside a visitor; plain JSON data, so that a site's own can be learned and stored. */
export interface Model {
  readonly version: string
  readonly kind: SiteKind
  /** True once at least one head is; a site without a closed month has no `later` of its own, one without conversions no
   *  `now`. */
  readonly calibrated: boolean
  /** Points of somebody of whom nothing is known. */
  readonly base: number
  readonly weights: readonly SignalWeight[]
  /** The most points an axis may add. */
  readonly axisCaps: Readonly<Record<Axis, number>>
  readonly halfLives: Readonly<Record<Axis, DurationMs>>
  readonly zoeker: Threshold
  readonly koper: Threshold
  /** A zoeker with this many points on wat and waar together is in `visie`. */
  readonly visie: number
  readonly now: Head
  readonly later: Head
  /** Points that the site's own average visitor has of each signal, above `base`; learned with the model. Without it a visitor is
   *  explained against somebody of whom nothing is known. Scores do not depend on it. */
  readonly average?: AveragePoints
}

/** Points per signal; a signal that nobody shows is left out. */
export type AveragePoints = Readonly<Partial<Record<SignalName, number>>>

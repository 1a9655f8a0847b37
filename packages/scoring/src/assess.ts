import type { Confidence, HeadName, Phase, Ratio, Segment, UnixMs } from '@koopsignaal/protocol'
import { decay } from './decay.ts'
import { featuresOf } from './features.ts'
import { logitOf, toChance } from './head.ts'
import type { Model } from './model-type.ts'
import { type Profile, standingAt } from './profile.ts'
import { type AxisPoints, type Contribution, contributionsOf, fade, signalsShown } from './scorecard.ts'
import { SIGNALS, type SignalName } from './signals.ts'
import type { VisitorState } from './state.ts'

/** All that is to be said of a visitor at one moment. */
export interface Assessment {
  readonly at: UnixMs
  readonly segment: Segment
  readonly phase: Phase
  readonly customer: 'new' | 'existing'
  /** base + the points of all contributions; also what the model starts from + the points of the axes. */
  readonly raw: number
  /** 0–100, whole. */
  readonly score: number
  readonly confidence: Confidence
  readonly axes: AxisPoints
  /** What the contributions are counted from: the score of the site's average visitor, where the model knows one, else of somebody of
   *  whom nothing is known. */
  readonly base: number
  readonly against: 'average' | 'stranger'
  /** How far the visitor's points lie from those of whom it is compared with, also of a signal that only the average shows: its value
   *  is 0. */
  readonly contributions: readonly Contribution[]
  /** What the visitor's own signals add to what the model starts from. */
  readonly own: readonly Contribution[]
  /** Chance of converting in this visit or within 24 h; only a rank unless `calibrated`. */
  readonly now: Ratio
  /** Chance of coming back within 30 days or converting; only a rank unless `calibrated`. */
  readonly later: Ratio
  /** Whether at least one of the two is. */
  readonly calibrated: boolean
  readonly calibratedHeads: Readonly<Record<HeadName, boolean>>
  readonly koperUntil: UnixMs | null
  readonly zoekerUntil: UnixMs | null
  readonly model: string
}

/** An assessment without the two chances, which take as long as all else. */
export type PointAssessment = Omit<Assessment, 'now' | 'later' | 'calibrated' | 'calibratedHeads'>

/** Assesses a visitor at `now`, with everything faded since the last event.
 *  @param now  UnixMs; a moment before the last event counts as that event's
 *  Law: base + all points = raw, within 1e-9. */
export function assess(profile: Profile, model: Model, now: UnixMs): Assessment {
  const features = featuresOf(profile.state)
  const elapsed = Math.max(0, now - profile.last.at)
  return {
    ...assessPoints(profile, model, now),
    now: toChance(logitOf(model.now, features, elapsed)),
    later: toChance(logitOf(model.later, features, elapsed)),
    calibrated: model.calibrated,
    calibratedHeads: { now: model.now.calibrated, later: model.later.calibrated },
  }
}

/** The least of it: what a page is told of its visitor, with every event. */
export type Summary = Pick<Assessment, 'segment' | 'phase' | 'score' | 'confidence'>

/** Law: the same as `assess` says, without what that explains it by. */
export function summarize(profile: Profile, model: Model, now: UnixMs): Summary {
  const { segment, phase, score, raw } = standingAt(profile, now, model)
  const { state } = profile
  return { segment, phase, score, confidence: confidenceOf(state, raw, signalsShown(state, model), model) }
}

/** The same for who asks for no chance: what a list tells of each visitor. */
export function assessPoints(profile: Profile, model: Model, now: UnixMs): PointAssessment {
  const standing = standingAt(profile, now, model)
  const elapsed = Math.max(0, now - profile.last.at)
  const own = contributionsOf(profile.state, model).map((one) => ({
    ...one,
    points: one.points * decay(elapsed, model.halfLives[one.axis]),
  }))
  const ahead = (until: UnixMs | null): UnixMs | null => (until !== null && until > now ? until : null)
  return {
    at: now,
    ...standing,
    customer: profile.state.conversions > 0 ? 'existing' : 'new',
    confidence: confidenceOf(profile.state, standing.raw, own.length, model),
    axes: fade(profile.axes, elapsed, model),
    ...comparedWith(own, model),
    own,
    koperUntil: ahead(profile.koperUntil),
    zoekerUntil: ahead(profile.zoekerUntil),
    model: model.version,
  }
}

/** Own points as differences from those of the average visitor.
 *  Law: base + all points stays the same, within 1e-9. */
function comparedWith(
  own: readonly Contribution[],
  { base, average }: Model,
): Pick<Assessment, 'base' | 'against' | 'contributions'> {
  if (average === undefined) return { base, against: 'stranger', contributions: own }
  const usual = Object.entries(average) as readonly (readonly [SignalName, number])[]
  const shown = new Set(own.map(({ signal }) => signal))
  const different = own.map((one) => ({ ...one, points: one.points - (average[one.signal] ?? 0) }))
  const missing = usual
    .filter(([signal, points]) => points !== 0 && !shown.has(signal))
    .map(([signal, points]) => ({ signal, axis: SIGNALS[signal].axis, value: 0, points: -points }))
  return {
    base: usual.reduce((sum, [, points]) => sum + points, base),
    against: 'average',
    contributions: [...different, ...missing],
  }
}

/** Under this many events everybody is close to unknown. */
const FEW_EVENTS = 3
/** Chosen: five different things said, and the odds a factor 1.4 (5 points) away from another segment. */
const MANY_SIGNALS = 5
const CLEAR_MARGIN = 5

function confidenceOf(state: VisitorState, raw: number, signals: number, model: Model): Confidence {
  if (state.events < FEW_EVENTS) return 'low'
  const margin = Math.min(...[model.zoeker, model.koper].map(({ enter }) => Math.abs(raw - enter)))
  const isClear = signals >= MANY_SIGNALS && margin >= CLEAR_MARGIN
  return isClear ? 'high' : 'medium'
}

import type { Confidence, HeadName, Phase, Ratio, Segment, UnixMs } from '@koopsignaal/protocol'
import { decay } from './decay.ts'
import { featuresOf } from './features.ts'
import { logitOf, toChance } from './head.ts'
import type { Model } from './model-type.ts'
import { type Profile, standingAt } from './profile.ts'
import { type AxisPoints, type Contribution, contributionsOf, fade } from './scorecard.ts'
import type { VisitorState } from './state.ts'

/** All that is to be said of a visitor at one moment. */
export interface Assessment {
  readonly at: UnixMs
  readonly segment: Segment
  readonly phase: Phase
  readonly customer: 'new' | 'existing'
  /** base + the points of all contributions. */
  readonly raw: number
  /** 0–100, whole. */
  readonly score: number
  readonly confidence: Confidence
  readonly axes: AxisPoints
  readonly base: number
  readonly contributions: readonly Contribution[]
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

/** Assesses a visitor at `now`, with everything faded since the last event.
 *  @param now  UnixMs; a moment before the last event counts as that event's
 *  Law: base + all points = raw, within 1e-9. */
export function assess(profile: Profile, model: Model, now: UnixMs): Assessment {
  const standing = standingAt(profile, now, model)
  const elapsed = Math.max(0, now - profile.last.at)
  const contributions = contributionsOf(profile.state, model).map((one) => ({
    ...one,
    points: one.points * decay(elapsed, model.halfLives[one.axis]),
  }))
  const features = featuresOf(profile.state)
  const ahead = (until: UnixMs | null): UnixMs | null => (until !== null && until > now ? until : null)
  return {
    at: now,
    ...standing,
    customer: profile.state.conversions > 0 ? 'existing' : 'new',
    confidence: confidenceOf(profile.state, standing.raw, contributions, model),
    axes: fade(profile.axes, elapsed, model),
    base: model.base,
    contributions,
    now: toChance(logitOf(model.now, features, elapsed)),
    later: toChance(logitOf(model.later, features, elapsed)),
    calibrated: model.calibrated,
    calibratedHeads: { now: model.now.calibrated, later: model.later.calibrated },
    koperUntil: ahead(profile.koperUntil),
    zoekerUntil: ahead(profile.zoekerUntil),
    model: model.version,
  }
}

/** Under this many events everybody is close to unknown. */
const FEW_EVENTS = 3
/** Chosen: five different things said, and the odds a factor 1.4 (5 points) away from another segment. */
const MANY_SIGNALS = 5
const CLEAR_MARGIN = 5

function confidenceOf(
  state: VisitorState,
  raw: number,
  contributions: readonly Contribution[],
  model: Model,
): Confidence {
  if (state.events < FEW_EVENTS) return 'low'
  const margin = Math.min(...[model.zoeker, model.koper].map(({ enter }) => Math.abs(raw - enter)))
  const isClear = contributions.length >= MANY_SIGNALS && margin >= CLEAR_MARGIN
  return isClear ? 'high' : 'medium'
}

import type { TopicRule } from './site-settings.ts'
import type { Ratio } from './units.ts'
import type { Segment, SiteKind } from './words.ts'

/** Shapes of what the collector answers about models: which one serves, what was decided, what another would have done. */

/** The two chances that a model gives. */
export const HEAD_NAMES = ['now', 'later'] as const
export type HeadName = (typeof HEAD_NAMES)[number]

/** How well chances did on visits whose outcome is known. */
export interface HeadFiguresAnswer {
  /** Visits judged. */
  readonly visits: number
  readonly baseRate: Ratio
  readonly auc: Ratio
  readonly averagePrecision: Ratio
  /** In the top tenth. */
  readonly lift: number
  readonly brier: number
  readonly logLoss: number
  readonly calibrationError: Ratio
  /** What that error would come to by chance alone, were all chances true; with few visits that is much. */
  readonly calibrationNoise: Ratio
  /** Two to one the true error is no larger: what was seen with many visits, much with few. */
  readonly calibrationBound: Ratio
}

/** Whether chances may be told as percentages, and what says so: how likely it is that they are off by `within` on average at the most,
 *  by what heads like it said of visits and times that they had not seen. */
export interface ClaimAnswer {
  /** Visits that it rests on. */
  readonly visits: number
  readonly within: Ratio
  /** What `overall` and `ends` have to reach. */
  readonly needed: Ratio
  /** By all moments of the past, of those who were told the same. */
  readonly overall: Ratio
  /** By the last moment of each visit, which is what lists show of visitors who have left. */
  readonly ends: Ratio
  /** By how many it came true of in each period, of which none may pay for another. */
  readonly periods: Ratio
  /** By the latest period alone. */
  readonly latest: Ratio
  /** Neither the periods nor the latest of them speak clearly against it, four to one. */
  readonly isSteady: boolean
  /** Only then is the head calibrated. */
  readonly comesTrue: boolean
}

/** One attempt at a better head. */
export interface HeadTrialAnswer {
  /** `as_is`: nothing, its chances were right already; `intercept`: how likely it all is; `line`: and how sure to be of it;
   *  `weights`: what every feature is worth. */
  readonly learned: 'as_is' | 'intercept' | 'line' | 'weights'
  readonly figures: HeadFiguresAnswer
  readonly beatsCurrent: boolean
  readonly beatsPoints: boolean
  readonly claim: ClaimAnswer
}

/** What was decided of one head, on the latest visits of visitors that it had not seen. */
export interface HeadDecisionAnswer {
  readonly head: HeadName
  readonly status: 'published' | 'refused' | 'too_few' | 'cannot_judge'
  /** What came true, and how often it has to before anything is learned. */
  readonly positives: number
  readonly needed: number
  /** The most ambitious first; empty when nothing could be tried. */
  readonly trials: readonly HeadTrialAnswer[]
  /** What it had to beat: the head in use, a points table and a page count; null when nothing could be judged. */
  readonly rivals: {
    readonly current: HeadFiguresAnswer
    readonly points: HeadFiguresAnswer
    readonly pages: HeadFiguresAnswer
  } | null
}

/** What borders make of the visits that were judged. */
export interface BorderFiguresAnswer {
  readonly visits: number
  readonly baseRate: Ratio
  /** Of the visits' moments. */
  readonly shares: Readonly<Record<Segment, Ratio>>
  /** How often it came true; null where nobody was. */
  readonly rates: Readonly<Record<Segment, Ratio | null>>
  /** How many times the base rate koper has. */
  readonly koperLift: number | null
  /** How often a segment was left and come back to, per 100 events. */
  readonly flicker: number
}

/** What was decided of where the segments begin and end. */
export interface BordersDecisionAnswer {
  readonly status: 'published' | 'refused'
  /** `visit`: converts later in this visit; `later`: comes back within 30 days, or converts. */
  readonly question: 'visit' | 'later'
  /** `points`: how the points are divided between the signals as well. */
  readonly learns: 'points' | 'borders'
  readonly zoeker: ThresholdAnswer
  readonly koper: ThresholdAnswer
  /** Where they began and ended until then. */
  readonly before: { readonly zoeker: ThresholdAnswer; readonly koper: ThresholdAnswer }
  /** On the latest quarter: what was learned, of visitors that it was not learned from, and what was in use. */
  readonly learned: BorderFiguresAnswer
  readonly current: BorderFiguresAnswer
}

/** A decision about a model of the site, kept for good. */
export interface ModelDecisionAnswer {
  readonly at: string
  readonly decision: 'published' | 'refused' | 'taken_back'
  readonly version: string
  /** Why, in one sentence. */
  readonly reason: string
  /** Empty for a model that was taken back. */
  readonly heads: readonly HeadDecisionAnswer[]
  /** Null where borders could not be judged: no chance comes true yet, or too little did. */
  readonly borders: BordersDecisionAnswer | null
}

/** Where a segment begins and ends, in points. */
export interface ThresholdAnswer {
  readonly enter: number
  readonly exit: number
}

/** The model that the site's visitors are scored with. */
export interface PresentModelAnswer {
  readonly version: string
  readonly kind: SiteKind
  /** Which chances are percentages; the others are ranks. */
  readonly calibratedHeads: Readonly<Record<HeadName, boolean>>
  readonly zoeker: ThresholdAnswer
  readonly koper: ThresholdAnswer
  /** What every signal is worth. */
  readonly signals: readonly {
    readonly signal: string
    readonly points: number
    readonly cap: number
    readonly source: string
  }[]
}

export interface ModelsAnswer {
  readonly present: PresentModelAnswer
  /** Decisions, the newest first unless asked otherwise. */
  readonly models: readonly ModelDecisionAnswer[]
  readonly next: string | null
}

/** What a back-test tries in place of what is in use; what is left out stays as it is. */
export interface BacktestBody {
  /** The prior of this kind of site. */
  readonly kind?: SiteKind
  /** A model as JSON. */
  readonly model?: unknown
  readonly topicRules?: readonly TopicRule[]
}

/** One point of a calibration plot. */
export interface CalibrationBinAnswer {
  readonly visits: number
  /** Mean chance that was said. */
  readonly said: Ratio
  /** Share that it came true of. */
  readonly seen: Ratio
}

export interface BacktestHeadAnswer {
  readonly head: HeadName
  readonly calibrated: boolean
  /** Null when no moment has its answer yet, or all have the same. */
  readonly figures: HeadFiguresAnswer | null
  readonly bins: readonly CalibrationBinAnswer[]
}

export interface BacktestSegmentAnswer {
  readonly segment: Segment
  /** Visitors who are in it at the end. */
  readonly visitors: number
  /** Visits during which the visitor was in it, before the first conversion. */
  readonly visits: number
  /** Of these, the visits whose first conversion was made from it. */
  readonly converted: number
  readonly conversionRate: Ratio | null
}

/** The site's past as one model says it. */
export interface BacktestSideAnswer {
  readonly model: string
  readonly segments: readonly BacktestSegmentAnswer[]
  readonly heads: readonly BacktestHeadAnswer[]
}

/** What another model or topic map would have made of the site's past. */
export interface BacktestAnswer {
  /** First and last event that was looked at; null without events. */
  readonly from: string | null
  readonly to: string | null
  readonly visitors: number
  readonly events: number
  /** Share of the site's visitors that was looked at: 1 but on large sites. */
  readonly share: Ratio
  /** Page views that would have another topic. */
  readonly topicsChanged: number
  readonly present: BacktestSideAnswer
  readonly other: BacktestSideAnswer
  /** How many visitors would end in another segment, by from and to. */
  readonly moved: readonly { readonly from: Segment; readonly to: Segment; readonly visitors: number }[]
  /** Some of these, the highest score first; visitors with consent only. */
  readonly examples: readonly {
    readonly id: string
    readonly from: Segment
    readonly to: Segment
    readonly score: number
    readonly otherScore: number
  }[]
}

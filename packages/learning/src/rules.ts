import type { Feature } from '@koopsignaal/scoring'
import type { FeatureRule } from './fit-head.ts'

/** Signs that hold on every kind of site: evidence of intent is never learned to be evidence against it. Left free is what
 *  went one way on one real site and the other way on another: how much was looked at, and how often before. */
const SIGNS: Readonly<Record<Feature, FeatureRule['sign']>> = {
  logViews: 0,
  repeatShare: 1,
  focus: 1,
  logElapsed: 1,
  logPace: 0,
  logPreviousVisits: 0,
  logRecentVisits: 1,
  logDaysAway: 0,
  logDaysKnown: 0,
  logEngaged: 1,
  engagedMinutes: 1,
  steps: 1,
  searches: 1,
  logConversions: 1,
  askedShare: 1,
  searchEntry: 1,
}

const toRules = (features: readonly Feature[]): readonly FeatureRule[] =>
  features.map((feature) => ({ feature, sign: SIGNS[feature] }))

/** What `now` may be learned from. */
export const NOW_RULES: readonly FeatureRule[] = toRules([
  'logViews',
  'repeatShare',
  'focus',
  'logElapsed',
  'logPreviousVisits',
  'steps',
  'logConversions',
  'logEngaged',
  'engagedMinutes',
  'searches',
  'askedShare',
  'searchEntry',
])

/** What `later` may be learned from. */
export const LATER_RULES: readonly FeatureRule[] = toRules([
  'logViews',
  'logElapsed',
  'logPreviousVisits',
  'logRecentVisits',
  'logDaysAway',
  'logEngaged',
  'steps',
  'searches',
  'logConversions',
])

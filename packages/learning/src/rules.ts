import type { SiteKind } from '@koopsignaal/protocol'
import type { Feature } from '@koopsignaal/scoring'
import type { FeatureRule } from './fit-head.ts'

/** Signs that hold on every kind of site: evidence of intent is never learned to be evidence against it. Left free is what
 *  went one way on one real site and the other way on another: how much was looked at, and how often before. */
const SIGNS: Readonly<Record<Feature, FeatureRule['sign']>> = {
  logViews: 0,
  repeatShare: 1,
  focus: 1,
  kindShare: 1,
  habit: 0,
  logElapsed: 1,
  logPace: 1,
  logPreviousVisits: 0,
  logRecentVisits: 1,
  logDaysAway: 0,
  logDaysKnown: 0,
  logEngaged: 1,
  engagedMinutes: 1,
  steps: 1,
  stepsPerVisit: 1,
  searches: 1,
  logConversions: 1,
  conversionsPerVisit: 1,
  askedShare: 1,
  searchEntry: 1,
}

const toRules = (features: readonly Feature[]): readonly FeatureRule[] =>
  features.map((feature) => ({ feature, sign: SIGNS[feature] }))

/** What `now` may be learned from on any site. */
const NOW_EVERYWHERE = [
  'repeatShare',
  'focus',
  'kindShare',
  'habit',
  'logElapsed',
  'logPace',
  'conversionsPerVisit',
  'logEngaged',
  'engagedMinutes',
  'searches',
  'askedShare',
  'searchEntry',
] as const satisfies readonly Feature[]

/** What `now` may be learned from. On a shop not from the number of pages and of earlier visits: they tell heavy shoppers from
 *  others and say next to nothing of this visit, so weights of their own fit the visitors that were learned from; left out,
 *  unseen visitors of a web shop, 2017, are ranked better by 0.005 to 0.013 of AUC. Steps count per visit there, for the same reason. */
export const NOW_RULES: Readonly<Record<SiteKind, readonly FeatureRule[]>> = {
  shop: toRules([...NOW_EVERYWHERE, 'stepsPerVisit']),
  services: toRules([...NOW_EVERYWHERE, 'logViews', 'steps', 'logPreviousVisits']),
  content: toRules([...NOW_EVERYWHERE, 'logViews', 'steps', 'logPreviousVisits']),
}

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

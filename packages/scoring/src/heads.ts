import { DAY } from '@koopsignaal/protocol'
import type { Head, Model } from './model-type.ts'

type Heads = Pick<Model, 'now' | 'later'>

const now: Head = {
  intercept: -2.9,
  halfLife: DAY,
  source: 'signs and weights of a web shop',
  terms: [
    { feature: 'logViews', mean: 1.6, sd: 0.8, weight: -0.31 },
    { feature: 'repeatShare', mean: 0.1, sd: 0.17, weight: 0.29 },
    { feature: 'focus', mean: 0.4, sd: 0.5, weight: 0.29 },
    { feature: 'logElapsed', mean: 5, sd: 2.4, weight: 0.22 },
    { feature: 'logPace', mean: 3.6, sd: 1.6, weight: 0.03 },
    { feature: 'logPreviousVisits', mean: 2, sd: 0.9, weight: -0.27 },
    { feature: 'steps', mean: 1, sd: 2, weight: 0.15 },
    { feature: 'logConversions', mean: 0.7, sd: 0.8, weight: 0.33 },
  ],
}
const later: Head = { intercept: -1.7, halfLife: 14 * DAY, source: 'chosen', terms: [] }

export const SHOP_HEADS: Heads = { now, later }
export const SERVICES_HEADS: Heads = { now, later }
export const CONTENT_HEADS: Heads = { now, later }

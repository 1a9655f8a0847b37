import { DAY, SITE_KINDS, type SiteKind } from '@koopsignaal/protocol'
import { checkModel } from './check-model.ts'
import { CONTENT_HEADS, SERVICES_HEADS, SHOP_HEADS } from './heads.ts'
import type { Model, SignalWeight } from './model-type.ts'
import type { SignalName } from './signals.ts'

/** Points per kind of site, and the rest of a `SignalWeight`. */
interface Row {
  readonly signal: SignalName
  readonly shop: number
  readonly services: number
  readonly content: number
  readonly cap: number
  readonly unit: string
  readonly reason: string
  readonly source: string
}

const HYPOTHESIS = 'chosen, hypothesis'

/** What every signal is worth for the first unit; each doubling adds the same again, up to the cap. */
const WEIGHTS: readonly Row[] = [
  // waarom: knows why
  {
    signal: 'problemViews',
    shop: 10,
    services: 10,
    content: 9,
    cap: 22,
    unit: 'view of a page about a problem',
    reason: 'reading about a problem is feeling it',
    source: HYPOTHESIS,
  },
  {
    signal: 'searchEntry',
    shop: 6,
    services: 6,
    content: 5,
    cap: 6,
    unit: 'visit from a search engine',
    reason: 'typed the need into a search engine',
    source: HYPOTHESIS,
  },
  {
    signal: 'engagement',
    shop: 3,
    services: 4,
    content: 5,
    cap: 8,
    unit: 'minute of engaged time',
    reason: 'takes the time to read; saturates',
    source: 'time on site: strongest single predictor on lead data; points chosen',
  },
  {
    signal: 'careersViews',
    shop: -8,
    services: -8,
    content: -8,
    cap: 16,
    unit: 'view of a vacancy page',
    reason: 'looks for work, not for a supplier',
    source: HYPOTHESIS,
  },
  {
    signal: 'supportViews',
    shop: -4,
    services: -4,
    content: -4,
    cap: 8,
    unit: 'view of a support page',
    reason: 'is being helped with an earlier purchase',
    source: HYPOTHESIS,
  },
  // wat: knows what
  {
    signal: 'solutionViews',
    shop: 8,
    services: 8,
    content: 7,
    cap: 18,
    unit: 'view of a page about a solution',
    reason: 'forms an idea of a solution',
    source: HYPOTHESIS,
  },
  {
    signal: 'itemViews',
    shop: 4,
    services: 6,
    content: 4,
    cap: 12,
    unit: 'view of an item page',
    reason: 'looks at concrete offers',
    source: HYPOTHESIS,
  },
  {
    signal: 'listViews',
    shop: 3,
    services: 3,
    content: 3,
    cap: 6,
    unit: 'view of a list',
    reason: 'looks for what there is',
    source: HYPOTHESIS,
  },
  {
    signal: 'compareViews',
    shop: 9,
    services: 9,
    content: 8,
    cap: 18,
    unit: 'view of a comparison',
    reason: 'weighs criteria',
    source: HYPOTHESIS,
  },
  {
    signal: 'repeatViews',
    shop: 9,
    services: 7,
    content: 6,
    cap: 20,
    unit: 'further look at the same item',
    reason: 'keeps coming back to one thing',
    source: HYPOTHESIS,
  },
  {
    signal: 'focus',
    shop: 5,
    services: 4,
    content: 4,
    cap: 12,
    unit: 'item per category beyond the first',
    reason: 'directed: many items of few kinds',
    source: HYPOTHESIS,
  },
  {
    signal: 'scatter',
    shop: -4,
    services: -3,
    content: -2,
    cap: 12,
    unit: 'category beyond the third',
    reason: 'wanders',
    source: HYPOTHESIS,
  },
  {
    signal: 'siteSearch',
    shop: 6,
    services: 6,
    content: 5,
    cap: 12,
    unit: 'search on the site',
    reason: 'can name what it is after',
    source: HYPOTHESIS,
  },
  {
    signal: 'comparisonEntry',
    shop: 8,
    services: 8,
    content: 6,
    cap: 8,
    unit: 'visit from a comparison site',
    reason: 'was already comparing',
    source: HYPOTHESIS,
  },
  // waar: choosing where
  {
    signal: 'priceViews',
    shop: 10,
    services: 10,
    content: 8,
    cap: 20,
    unit: 'view of a page about prices',
    reason: 'asks what it costs here',
    source: HYPOTHESIS,
  },
  {
    signal: 'proofViews',
    shop: 7,
    services: 8,
    content: 6,
    cap: 16,
    unit: 'view of cases or reviews',
    reason: 'asks whether you can do it',
    source: HYPOTHESIS,
  },
  {
    signal: 'aboutViews',
    shop: 6,
    services: 7,
    content: 5,
    cap: 14,
    unit: 'view of a page about you',
    reason: 'asks who you are',
    source: HYPOTHESIS,
  },
  {
    signal: 'contactViews',
    shop: 8,
    services: 10,
    content: 8,
    cap: 18,
    unit: 'view of a contact page',
    reason: 'asks how to reach you',
    source: HYPOTHESIS,
  },
  {
    signal: 'checkoutViews',
    shop: 14,
    services: 14,
    content: 10,
    cap: 24,
    unit: 'view of a checkout page',
    reason: 'is about to order',
    source: HYPOTHESIS,
  },
  {
    signal: 'actions',
    shop: 10,
    services: 10,
    content: 8,
    cap: 22,
    unit: 'click on a button that leads on',
    reason: 'takes a step',
    source: HYPOTHESIS,
  },
  {
    signal: 'forms',
    shop: 12,
    services: 14,
    content: 10,
    cap: 26,
    unit: 'form begun or sent',
    reason: 'takes the step before the last',
    source: HYPOTHESIS,
  },
  {
    signal: 'returnVisits',
    shop: 3,
    services: 5,
    content: 5,
    cap: 12,
    unit: 'earlier visit',
    reason: 'comes back to you',
    source: HYPOTHESIS,
  },
  {
    signal: 'pastConversions',
    shop: 6,
    services: 4,
    content: 4,
    cap: 16,
    unit: 'earlier conversion',
    reason: 'knows you as a supplier',
    source: HYPOTHESIS,
  },
]

const weightsFor = (kind: SiteKind): readonly SignalWeight[] =>
  WEIGHTS.map(({ signal, cap, unit, reason, source, ...row }) => ({
    signal,
    points: row[kind],
    cap,
    unit,
    reason,
    source,
  }))

/** What the three kinds share. Half-lives: chosen, not fitted; need outlasts criteria, criteria outlast the choice of a
 *  supplier. Caps: waarom alone must not reach koper. */
const SHARED = {
  calibrated: false,
  base: 5,
  axisCaps: { waarom: 32, wat: 45, waar: 50 },
  halfLives: { waarom: 14 * DAY, wat: 7 * DAY, waar: 3 * DAY },
  zoeker: { enter: 25, exit: 20 },
  koper: { enter: 55, exit: 47 },
  visie: 15,
} as const satisfies Partial<Model>

/** The weights that a site starts from, before it has conversions of its own to learn from. */
export const PRIORS: Readonly<Record<SiteKind, Model>> = {
  shop: checkModel({
    ...SHARED,
    version: 'shop-1',
    kind: 'shop',
    weights: weightsFor('shop'),
    ...SHOP_HEADS,
  }),
  services: checkModel({
    ...SHARED,
    version: 'services-1',
    kind: 'services',
    weights: weightsFor('services'),
    ...SERVICES_HEADS,
  }),
  content: checkModel({
    ...SHARED,
    version: 'content-1',
    kind: 'content',
    weights: weightsFor('content'),
    ...CONTENT_HEADS,
  }),
}

/** @throws RangeError for a kind that has no prior */
export function priorFor(kind: SiteKind): Model {
  if (!SITE_KINDS.includes(kind)) throw new RangeError(`priorFor: unknown kind of site ${kind}`)
  return PRIORS[kind]
}

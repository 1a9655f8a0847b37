import type { SiteKind } from '@koopsignaal/protocol'
import type { SignalWeight } from './model-type.ts'

/** A `SignalWeight` with the points of every kind of site, and its cap where that differs too. */
interface SharedWeight extends Omit<SignalWeight, 'points' | 'cap'> {
  readonly points: Readonly<Record<SiteKind, number>>
  readonly cap: number | Readonly<Record<SiteKind, number>>
}

const HYPOTHESIS = 'chosen, hypothesis'
const SHOP = 'sign and order of size: purchases in a web shop, 2017; services and content: hypothesis'
const RETURNS =
  'content: returns to a restaurant guide, 1996–1998; shop: next to nothing in a web shop, 2017; services: hypothesis'
const SHOP_WEAK = 'shop: next to nothing in a web shop, 2017, so kept small; services and content: hypothesis'

/** What every signal is worth for the first unit, in points; each doubling adds the same again, up to the cap. */
const WEIGHTS: readonly SharedWeight[] = [
  // waarom: knows why
  {
    signal: 'problemViews',
    points: { shop: 10, services: 10, content: 9 },
    cap: 22,
    unit: 'view of a page about a problem',
    reason: 'reading about a problem is feeling it',
    source: HYPOTHESIS,
  },
  {
    signal: 'searchEntry',
    points: { shop: 6, services: 6, content: 5 },
    cap: 6,
    unit: 'visit from a search engine',
    reason: 'typed the need into a search engine',
    source: HYPOTHESIS,
  },
  {
    signal: 'engagement',
    points: { shop: 3, services: 6, content: 5 },
    cap: { shop: 8, services: 20, content: 8 },
    unit: 'minute of engaged time',
    reason: 'takes the time to read; saturates',
    source:
      'services: direction and weight against visits from leads of an education company; others: hypothesis',
  },
  {
    signal: 'pace',
    points: { shop: 0.5, services: 0.5, content: 0.1 },
    cap: { shop: 4, services: 2, content: 0.5 },
    unit: 'second per page in this visit',
    reason: 'stays with what it looks at instead of leafing through',
    source: SHOP,
  },
  {
    signal: 'careersViews',
    points: { shop: -8, services: -8, content: -8 },
    cap: 16,
    unit: 'view of a vacancy page',
    reason: 'looks for work, not for a supplier',
    source: HYPOTHESIS,
  },
  {
    signal: 'supportViews',
    points: { shop: -4, services: -4, content: -4 },
    cap: 8,
    unit: 'view of a support page',
    reason: 'is being helped with an earlier purchase',
    source: HYPOTHESIS,
  },
  // wat: knows what
  {
    signal: 'solutionViews',
    points: { shop: 8, services: 8, content: 7 },
    cap: 18,
    unit: 'view of a page about a solution',
    reason: 'forms an idea of a solution',
    source: HYPOTHESIS,
  },
  {
    signal: 'itemViews',
    points: { shop: 1, services: 6, content: 4 },
    cap: { shop: 3, services: 9, content: 9 },
    unit: 'view of an item page',
    reason: 'looks at concrete offers; more of them is not more intent',
    source: SHOP_WEAK,
  },
  {
    signal: 'listViews',
    points: { shop: 3, services: 3, content: 3 },
    cap: 6,
    unit: 'view of a list',
    reason: 'looks for what there is',
    source: HYPOTHESIS,
  },
  {
    signal: 'compareViews',
    points: { shop: 9, services: 9, content: 8 },
    cap: 18,
    unit: 'view of a comparison',
    reason: 'weighs criteria',
    source: HYPOTHESIS,
  },
  {
    signal: 'repeatViews',
    points: { shop: 11, services: 8, content: 6 },
    cap: { shop: 22, services: 20, content: 20 },
    unit: 'further look at the same item in this visit',
    reason: 'directed: keeps coming back to one thing',
    source: SHOP,
  },
  {
    signal: 'favouriteItem',
    points: { shop: 1, services: 4, content: 3 },
    cap: 5,
    unit: 'further look at the same item, over all visits',
    reason: 'came back to one thing on another day',
    source: SHOP_WEAK,
  },
  {
    signal: 'focus',
    points: { shop: 7, services: 5, content: 4 },
    cap: 18,
    unit: 'item per category beyond the first',
    reason: 'directed: many items of few kinds',
    source: SHOP,
  },
  {
    signal: 'scatter',
    points: { shop: -3, services: -3, content: -2 },
    cap: 10,
    unit: 'category beyond the third in this visit',
    reason: 'wanders: four or more kinds of things',
    source: SHOP,
  },
  {
    signal: 'habit',
    points: { shop: -3, services: -1, content: -1 },
    cap: { shop: 8, services: 3, content: 3 },
    unit: 'look in this visit at another thing of a kind known from earlier visits',
    reason: 'looks around out of habit; who is after something comes back to the thing itself',
    source: SHOP,
  },
  {
    signal: 'siteSearch',
    points: { shop: 6, services: 6, content: 5 },
    cap: 12,
    unit: 'search on the site',
    reason: 'can name what it is after',
    source: HYPOTHESIS,
  },
  {
    signal: 'comparisonEntry',
    points: { shop: 8, services: 8, content: 6 },
    cap: 8,
    unit: 'visit from a comparison site',
    reason: 'was already comparing',
    source: HYPOTHESIS,
  },
  // waar: choosing where
  {
    signal: 'priceViews',
    points: { shop: 10, services: 10, content: 8 },
    cap: 20,
    unit: 'view of a page about prices',
    reason: 'asks what it costs here',
    source: HYPOTHESIS,
  },
  {
    signal: 'proofViews',
    points: { shop: 7, services: 8, content: 6 },
    cap: 16,
    unit: 'view of cases or reviews',
    reason: 'asks whether you can do it',
    source: HYPOTHESIS,
  },
  {
    signal: 'aboutViews',
    points: { shop: 6, services: 7, content: 5 },
    cap: 14,
    unit: 'view of a page about you',
    reason: 'asks who you are',
    source: HYPOTHESIS,
  },
  {
    signal: 'contactViews',
    points: { shop: 8, services: 10, content: 8 },
    cap: 18,
    unit: 'view of a contact page',
    reason: 'asks how to reach you',
    source: HYPOTHESIS,
  },
  {
    signal: 'checkoutViews',
    points: { shop: 14, services: 14, content: 10 },
    cap: 24,
    unit: 'view of a checkout page',
    reason: 'is about to order',
    source: HYPOTHESIS,
  },
  {
    signal: 'actions',
    points: { shop: 2, services: 10, content: 8 },
    cap: 10,
    unit: 'click on a button that leads on',
    reason: 'takes a step; the first says most',
    source: SHOP_WEAK,
  },
  {
    signal: 'forms',
    points: { shop: 12, services: 14, content: 10 },
    cap: 24,
    unit: 'form begun or sent',
    reason: 'takes the step before the last',
    source: HYPOTHESIS,
  },
  {
    signal: 'returnVisits',
    points: { shop: 1, services: 4, content: 20 },
    cap: { shop: 4, services: 4, content: 40 },
    unit: 'earlier visit',
    reason: 'comes back to you',
    source: RETURNS,
  },
  {
    signal: 'pastConversions',
    points: { shop: 35, services: 15, content: 15 },
    cap: { shop: 23, services: 18, content: 18 },
    unit: 'conversion per visit, this one included',
    reason: 'knows you as a supplier, and buys when it comes',
    source: SHOP,
  },
]

/** The weights that a site of this kind starts from. */
export function weightsFor(kind: SiteKind): readonly SignalWeight[] {
  return WEIGHTS.map((weight) => ({
    ...weight,
    points: weight.points[kind],
    cap: typeof weight.cap === 'number' ? weight.cap : weight.cap[kind],
  }))
}

import type { Example } from './examples-of.ts'

/** What a page counter would say: pages looked at in this visit. */
export function pageCount({ features }: Pick<Example, 'features'>): number {
  return Math.expm1(features.logViews)
}

/** What a points table of marketing automation would say: 1 point a page, 5 a return visit, 3 a search, 10 a step towards a
 *  conversion, 20 an earlier conversion. Source: typical of the tables that such products ship with; chosen. */
export function pointsTable({ features }: Pick<Example, 'features'>): number {
  return (
    Math.expm1(features.logViews) +
    5 * Math.expm1(features.logPreviousVisits) +
    3 * Math.expm1(features.searches) +
    10 * features.steps +
    20 * Math.expm1(features.logConversions)
  )
}

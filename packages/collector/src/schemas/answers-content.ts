import {
  type CtaAnswer,
  type CtasAnswer,
  type Lift,
  type LiftFigures,
  PAGES_BY,
  type PageAnswer,
  type PagesAnswer,
  type SearchAnswer,
  type SearchesAnswer,
  TOPICS,
} from '@koopsignaal/protocol'
import { z } from 'zod'
import { askedFields } from './answers-funnel.ts'
import type { Says } from './says.ts'

/** What pages, CTAs and searches do, as schemas; `Says` proves that each equals protocol's type. */

const share = z.number().describe('0–1')
const count = z.number()

const liftFigures = z.object({
  seen: count.describe('Visitors who met it and have comparable others'),
  seenRate: share.nullable().describe('Share of these who did it within seven days'),
  comparable: count.describe('Comparable visitors who had not met it'),
  comparableRate: share
    .nullable()
    .describe('Their share, spread over phases and channels as those who met it'),
  ratio: z.number().nullable().describe('Mantel-Haenszel risk ratio; 2 = twice as often'),
  low: z.number().nullable().describe('95 % interval of ratio'),
  high: z.number().nullable(),
  enough: z.boolean().describe('At least 30 visitors on each side and 5 who did it'),
})
const lift = z
  .object({
    climbed: liftFigures.describe('Reached a higher phase by a later event'),
    converted: liftFigures.describe('Converted'),
  })
  .describe(
    'How much more often people did it after they met this than comparable people (same phase, channel, pages seen before, consent) who had not',
  )

const pageAnswer = z.object({
  path: z.string(),
  title: z.string().nullable(),
  topic: z.enum(TOPICS).nullable(),
  views: count,
  visitors: count,
  entries: count.describe('Visits that began here'),
  bounces: count.describe('Of these: one page view, nothing clicked or searched, under ten seconds'),
  bounceRate: share.nullable(),
  exits: count.describe('Visits that ended here'),
  engagedMs: z.number().nullable().describe('Median attention per page view, in ms'),
  scrollPercent: z.number().nullable().describe('Median of the deepest scroll per page view'),
  lift,
})
const ctaAnswer = z.object({
  cta: z.string(),
  pages: z.array(z.string()).describe('Paths that it was clicked on, the most clicked first; at most five'),
  clicks: count,
  visitors: count,
  seenBy: count.nullable().describe('Visitors who looked at a page that it is on'),
  clickRatio: share.nullable().describe('Share of seenBy who clicked it'),
  lift,
})
const searchAnswer = z.object({
  query: z.string().describe('Lower case, single spaces'),
  searches: count,
  visitors: count,
  withoutResults: count.describe('Searches that found nothing'),
  after: z
    .object({ again: share, page: share, nothing: share })
    .describe('What came next in the visit, as shares of searches; they add up to 1'),
  next: z
    .array(z.object({ path: z.string(), visitors: count }))
    .describe('Pages looked at next, by at least three visitors; at most five'),
  lift,
})

const report = { ...askedFields, next: z.string().nullable() }
export const pagesAnswer = z
  .object({
    ...report,
    by: z.enum(PAGES_BY),
    totals: z.object({ views: count, visitors: count, entries: count, bounces: count }),
    pages: z.array(pageAnswer),
  })
  .describe('One page of the report.')
export const ctasAnswer = z
  .object({
    ...report,
    totals: z.object({ clicks: count, visitors: count }),
    ctas: z.array(ctaAnswer),
  })
  .describe('One page of the report.')
export const searchesAnswer = z
  .object({
    ...report,
    totals: z.object({ searches: count, visitors: count, withoutResults: count }),
    withheld: z
      .object({ queries: count, searches: count })
      .describe('Queries that fewer than three visitors typed: not shown'),
    searches: z.array(searchAnswer),
  })
  .describe('One page of the report.')

const equal: [
  Says<typeof liftFigures, LiftFigures>,
  Says<typeof lift, Lift>,
  Says<typeof pageAnswer, PageAnswer>,
  Says<typeof ctaAnswer, CtaAnswer>,
  Says<typeof searchAnswer, SearchAnswer>,
  Says<typeof pagesAnswer, PagesAnswer>,
  Says<typeof ctasAnswer, CtasAnswer>,
  Says<typeof searchesAnswer, SearchesAnswer>,
] = [true, true, true, true, true, true, true, true]
void equal

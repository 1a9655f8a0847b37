import { PAGES_BY } from '@koopsignaal/protocol'
import { z } from 'zod'
import { filterFields, listFields } from './query.ts'
import { sortBy } from './sort-by.ts'

/** The parameters of the questions about pages, CTAs and searches. */

export const pagesQuery = z.strictObject({
  ...filterFields,
  ...listFields,
  by: z
    .enum(PAGES_BY)
    .default('seen')
    .describe('seen: every page; landing: pages that visits began on, compared with other landing pages.'),
  sort: sortBy(
    'views',
    'visitors',
    'entries',
    'bounceRate',
    'exits',
    'engagedMs',
    'climbed',
    'converted',
  ).default('-views'),
})
export type PagesQuery = z.output<typeof pagesQuery>

export const ctasQuery = z.strictObject({
  ...filterFields,
  ...listFields,
  sort: sortBy('clicks', 'visitors', 'clickRatio', 'climbed', 'converted').default('-clicks'),
})
export type CtasQuery = z.output<typeof ctasQuery>

export const searchesQuery = z.strictObject({
  ...filterFields,
  ...listFields,
  sort: sortBy('searches', 'visitors', 'withoutResults', 'climbed', 'converted').default('-searches'),
})
export type SearchesQuery = z.output<typeof searchesQuery>

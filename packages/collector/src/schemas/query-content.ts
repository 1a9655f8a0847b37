import { PAGES_BY } from '@koopsignaal/protocol'
import { z } from 'zod'
import { filterFields, listFields } from './query.ts'

/** The parameters of the questions about pages, CTAs and searches. */

const sortBy = <const T extends string>(first: T, ...rest: readonly T[]) =>
  z
    .enum([first, ...rest].flatMap((sort) => [sort, `-${sort}`] as const))
    .describe('A figure; with - in front the largest first. Without a figure comes last.')

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

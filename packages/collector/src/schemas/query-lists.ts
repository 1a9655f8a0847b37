import { z } from 'zod'
import { filterFields, listFields } from './query.ts'
import { sortBy } from './sort-by.ts'

/** The parameters of the lists that are no report: every one of them has `limit`, `cursor` and `sort`. */

export const sitesQuery = z.strictObject({ ...listFields, sort: sortBy('id', 'createdAt').default('id') })

export const tokensQuery = z.strictObject({
  ...listFields,
  sort: sortBy('createdAt', 'role', 'label').default('createdAt'),
})

export const savedSegmentsQuery = z.strictObject({
  ...listFields,
  sort: sortBy('name', 'label', 'createdAt', 'changedAt').default('name'),
})

export const modelsQuery = z.strictObject({ ...listFields, sort: sortBy('at').default('-at') })

export const dropsQuery = z.strictObject({ ...listFields, sort: sortBy('at').default('-at') })

export const journeyQuery = z.strictObject({
  at: filterFields.at,
  ...listFields,
  sort: sortBy('at').default('at'),
})

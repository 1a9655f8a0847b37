import { CHANNELS, DEVICES, PHASES, SEGMENTS, SITE_ID_PATTERN, TOPICS } from '@koopsignaal/protocol'
import { z } from 'zod'
import { VISITOR_SORTS } from '../storage/store.ts'

/** The parameters of every question. An unknown one is refused by name: a typing error must not silently widen an answer. */

const moment = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/,
    'expected an ISO 8601 date or instant such as 2026-11-21 or 2026-11-21T09:00:00Z',
  )

export const filterFields = {
  from: moment.optional().describe('Start of the period: a date (in the site’s time zone) or an instant.'),
  to: moment.optional().describe('End of the period: a date (included) or an instant (excluded).'),
  at: moment.optional().describe('The moment that segments and scores are asked for; now when left out.'),
  segment: z.enum(SEGMENTS).optional(),
  phase: z.enum(PHASES).optional(),
  customer: z.enum(['new', 'existing']).optional().describe('Existing: has converted before.'),
  channel: z.enum(CHANNELS).optional(),
  source: z.string().max(256).optional(),
  campaign: z.string().max(256).optional(),
  landing: z.string().max(2_048).optional().describe('Path of the page that a visit began on.'),
  topic: z.enum(TOPICS).optional(),
  device: z.enum(DEVICES).optional(),
  country: z.string().max(2).optional(),
}

const listFields = {
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().max(512).optional().describe('The `next` of the page before.'),
}

export const sitePath = z.object({ site: z.string().regex(SITE_ID_PATTERN) })
export const visitorPath = z.object({ site: z.string().regex(SITE_ID_PATTERN), id: z.string().max(64) })

export const segmentsQuery = z.strictObject(filterFields)
export type SegmentsQuery = z.output<typeof segmentsQuery>

const SORTS = VISITOR_SORTS.flatMap((sort) => [sort, `-${sort}`] as const)
export const visitorsQuery = z.strictObject({
  ...filterFields,
  ...listFields,
  sort: z.enum(SORTS).default('-lastSeen').describe('A field; with - in front the largest first.'),
})
export type VisitorsQuery = z.output<typeof visitorsQuery>

export const visitorQuery = z.strictObject({ at: filterFields.at })
export const journeyQuery = z.strictObject({ at: filterFields.at, ...listFields })
export const dropsQuery = z.strictObject({ limit: listFields.limit })
export const meQuery = z.strictObject({
  site: z.string().regex(SITE_ID_PATTERN),
  visitor: z.string().max(64).describe('Your own visitor id.'),
})

import {
  CHANNELS,
  COMPARISONS,
  DEVICES,
  PHASES,
  SEGMENTS,
  SITE_ID_PATTERN,
  TOPICS,
} from '@koopsignaal/protocol'
import { z } from 'zod'
import { VISITOR_SORTS } from '../storage/store.ts'
import { country, SAVED_NAME, seenSince } from './filters.ts'

/** The parameters of every question. An unknown one is refused by name: a typing error must not silently widen an answer. */

/** In an address a + that is not escaped stands for a space. */
const withPlus = (text: string) => text.replace(/ (?=\d{2}:\d{2}$)/, '+')

const moment = z
  .string()
  .overwrite(withPlus)
  .regex(
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/,
    'expected an ISO 8601 date or instant such as 2026-11-21 or 2026-11-21T09:00:00Z',
  )

const splitAtCommas = (given: unknown) =>
  given === undefined
    ? undefined
    : [given].flat().flatMap((text) =>
        String(text)
          .split(',')
          .map((one) => one.trim()),
      )

/** Several values of which any will do: with commas, or the parameter again. */
const someOf = <const T extends readonly [string, ...string[]]>(list: T) =>
  z.preprocess(splitAtCommas, z.array(z.enum(list)).max(list.length).optional()).optional()
/** The same of free texts, which may hold commas: the parameter again. */
const texts = (length: number) =>
  z
    .preprocess(
      (given) => (given === undefined ? undefined : [given].flat()),
      z.array(z.string().max(length)).max(20).optional(),
    )
    .optional()

export const filterFields = {
  from: moment
    .optional()
    .describe('Start of the period: a date (in the site’s time zone) or an instant.')
    .meta({ examples: ['2026-11-01', '2026-11-01T09:00:00+01:00'] }),
  to: moment
    .optional()
    .describe('End of the period: a date (included) or an instant (excluded).')
    .meta({ examples: ['2026-11-21'] }),
  at: moment
    .optional()
    .describe(
      'The moment that segments and scores are asked for, also in the future: as if nobody did anything more.',
    )
    .meta({ examples: ['2026-11-20T12:00:00Z'] }),
  segment: someOf(SEGMENTS)
    .describe('Any of these: with commas, or the parameter again.')
    .meta({ examples: [['zoeker', 'koper']] }),
  phase: someOf(PHASES),
  customer: z
    .enum(['new', 'existing'])
    .optional()
    .describe('Existing: has converted before; in a report over a period: before it began.'),
  channel: someOf(CHANNELS),
  source: texts(256).meta({ examples: [['google']] }),
  campaign: texts(256),
  landing: texts(2_048)
    .describe('Path of the page that a visit began on.')
    .meta({ examples: [['/prijzen']] }),
  page: texts(2_048)
    .describe('Path of a page looked at in the period.')
    .meta({ examples: [['/contact']] }),
  topic: someOf(TOPICS),
  device: someOf(DEVICES),
  country: z
    .preprocess(splitAtCommas, z.array(country).max(20).optional())
    .optional()
    .describe('Any of these: two capitals (ISO 3166). Known where a trusted proxy tells it.')
    .meta({ examples: [['NL', 'BE']] }),
  saved: z
    .string()
    .regex(SAVED_NAME)
    .optional()
    .describe('A saved segment: its filters, where the question has none of its own.'),
}

export const listFields = {
  limit: z.number().int().min(1).max(1_000).default(100).describe('How many at most.'),
  cursor: z.string().max(512).optional().describe('The `next` of the page before.'),
}

export const sitePath = z.object({ site: z.string().regex(SITE_ID_PATTERN) })
export const visitorPath = z.object({ site: z.string().regex(SITE_ID_PATTERN), id: z.string().max(64) })

export const compare = z
  .enum(COMPARISONS)
  .default('previous')
  .describe('What `previous` is about: the period before, the same a year before, nothing.')

export const segmentsQuery = z.strictObject({ ...filterFields, compare })
export type SegmentsQuery = z.output<typeof segmentsQuery>

const SORTS = VISITOR_SORTS.flatMap((sort) => [sort, `-${sort}`] as const)
export const visitorsQuery = z.strictObject({
  ...filterFields,
  ...listFields,
  limit: z
    .union([z.literal('all'), listFields.limit])
    .default(100)
    .describe('How many; `all`, as CSV or NDJSON only, sends the whole list.')
    .meta({ examples: [50] }),
  minScore: z.number().int().min(0).max(100).optional(),
  maxScore: z.number().int().min(0).max(100).optional(),
  seenSince: seenSince
    .optional()
    .describe('Seen last at this date or instant or later, or so long ago: 12h, 7d.')
    .meta({ examples: ['7d', '2026-11-14'] }),
  sort: z.enum(SORTS).default('-lastSeen').describe('A field; with - in front the largest first.'),
})
export type VisitorsQuery = z.output<typeof visitorsQuery>

export const visitorQuery = z.strictObject({ at: filterFields.at })
export const meQuery = z.strictObject({
  site: z.string().regex(SITE_ID_PATTERN),
  visitor: z.string().max(64).describe('Your own visitor id.'),
})

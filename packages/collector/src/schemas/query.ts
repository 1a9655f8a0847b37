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

/** What comes out of `preprocess` has the example: of what goes into it the description tells none. */
const some = <T extends z.ZodType>(values: z.ZodArray<T>, example: readonly z.input<T>[]) =>
  values.optional().meta({ examples: [example] })

/** Several values of which any will do: with commas, or the parameter again. */
const someOf = <const T extends readonly [string, ...string[]]>(
  list: T,
  example: readonly NoInfer<T[number]>[],
) => z.preprocess(splitAtCommas, some(z.array(z.enum(list)).max(list.length), example)).optional()
/** The same of free texts, which may hold commas: the parameter again. */
const texts = (length: number, example: readonly string[]) =>
  z
    .preprocess(
      (given) => (given === undefined ? undefined : [given].flat()),
      some(z.array(z.string().max(length)).max(20), example),
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
  segment: someOf(SEGMENTS, ['zoeker', 'koper']).describe(
    'Any of these: with commas, or the parameter again.',
  ),
  phase: someOf(PHASES, ['visie', 'leverancier']),
  customer: z
    .enum(['new', 'existing'])
    .optional()
    .describe('Existing: has converted before; in a report over a period: before it began.'),
  channel: someOf(CHANNELS, ['search', 'ads']),
  source: texts(256, ['google', 'nieuwsbrief']),
  campaign: texts(256, ['merk', 'najaar']),
  landing: texts(2_048, ['/', '/prijzen']).describe('Path of the page that a visit began on.'),
  page: texts(2_048, ['/contact', '/prijzen']).describe('Path of a page looked at in the period.'),
  topic: someOf(TOPICS, ['price', 'compare']),
  device: someOf(DEVICES, ['mobile', 'tablet']),
  country: z
    .preprocess(splitAtCommas, some(z.array(country).max(20), ['NL', 'BE']))
    .optional()
    .describe('Any of these: two capitals (ISO 3166). Known where a trusted proxy tells it.'),
  saved: z
    .string()
    .regex(SAVED_NAME)
    .optional()
    .describe('A saved segment: its filters, where the question has none of its own.'),
}

/** A cursor holds the last line's place, which a whole path or campaign may name: 2,048 characters of three bytes, or of quotes that are
 *  escaped twice, a third longer in base64. Node takes 16 KiB of address and headers. */
const LONGEST_CURSOR = 12_000

export const listFields = {
  limit: z.number().int().min(1).max(1_000).default(100).describe('How many at most.'),
  cursor: z.string().max(LONGEST_CURSOR).optional().describe('The `next` of the page before.'),
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

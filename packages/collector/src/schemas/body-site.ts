import {
  COOKIE_KEEPERS,
  DELIVERIES,
  LANGUAGES,
  MAX_NAME,
  SITE_ID_PATTERN,
  SITE_KINDS,
  TOPICS,
} from '@koopsignaal/protocol'
import { z } from 'zod'
import { isTimeZone } from '../days.ts'
import { isDomain, isSiteId } from '../sites.ts'
import { SAVED_NAME, savedFilters } from './filters.ts'
import { rulePath } from './rule-path.ts'

/** What is sent to change a site, its saved segments, or to try its topic rules. */

const topicRules = z.array(z.strictObject({ path: rulePath, topic: z.enum(TOPICS) })).max(500)

const goals = z
  .array(
    z.strictObject({
      conversion: z.string().min(1).max(MAX_NAME).describe('The name that conversions are sent with.'),
      perMonth: z.number().int().min(1).max(1_000_000).describe('How many are hoped for in a month.'),
    }),
  )
  .max(20)
  .refine(
    (all) => new Set(all.map(({ conversion }) => conversion)).size === all.length,
    'names a conversion twice',
  )

const domains = z
  .array(z.string().max(253).refine(isDomain, 'expected a name such as example.nl'))
  .min(1)
  .max(50)
const settings = {
  kind: z.enum(SITE_KINDS).exactOptional(),
  timeZone: z.string().refine(isTimeZone, 'expected a time zone such as Europe/Amsterdam').exactOptional(),
  language: z.enum(LANGUAGES).exactOptional(),
  consent: z.enum(['off', 'count', 'cookieless']).exactOptional(),
  hashRouting: z.boolean().exactOptional(),
  queryRouting: z.boolean().exactOptional(),
  variant: z.enum(['full', 'core']).exactOptional().describe('Which snippet the tag loads.'),
  cookie: z
    .enum(COOKIE_KEEPERS)
    .exactOptional()
    .describe('Who keeps the id of a visitor who agreed: only the script, or the collector too.'),
  delivery: z
    .enum(DELIVERIES)
    .exactOptional()
    .describe('What becomes of events that cannot be sent; offline: who agreed keeps them on the device.'),
  topicRules: topicRules.exactOptional(),
  goals: goals.exactOptional(),
}

export const siteChange = z
  .strictObject({ domains: domains.exactOptional(), ...settings })
  .describe('What is left out stays as it is.')
  .meta({
    examples: [
      {
        language: 'nl',
        topicRules: [{ path: '/kennis/**', topic: 'problem' }],
        goals: [{ conversion: 'order', perMonth: 40 }],
      },
    ],
  })

export const newSiteBody = z
  .strictObject({
    id: z
      .string()
      .regex(SITE_ID_PATTERN)
      .refine(isSiteId, 'is the name of the script that reads consent tools'),
    domains,
    ...settings,
  })
  .describe('Left out: a shop, Europe/Amsterdam, nl, cookieless, the full snippet, and no rules or goals.')
  .meta({ examples: [{ id: 'tuinblog', domains: ['tuinblog.nl'], kind: 'content' }] })

export const topicTry = z
  .strictObject({
    paths: z.array(z.string().min(1).max(2_048)).min(1).max(500),
    rules: topicRules.exactOptional().describe('Rules to try; the site’s own when left out.'),
    measured: z
      .array(
        z.strictObject({
          path: z.string().min(1).max(2_048),
          title: z.string().max(2_048).nullable(),
          topic: z.enum(TOPICS).nullable(),
        }),
      )
      .max(500)
      .exactOptional()
      .describe(
        'What `/pages` says of these pages. With it the answer knows of pages that say their own topic: no rule changes that.',
      ),
  })
  .meta({
    examples: [
      { paths: ['/kennis/natte-tuin', '/prijzen'], rules: [{ path: '/kennis/**', topic: 'problem' }] },
    ],
  })

const savedFields = {
  label: z.string().min(1).max(128).exactOptional().describe('As people read it; the name when left out.'),
  filters: savedFilters,
}
export const savedSegmentChange = z
  .strictObject(savedFields)
  .meta({ examples: [{ label: 'Kopers van deze week', filters: { segment: ['koper'], seenSince: '7d' } }] })
export const newSavedSegment = z
  .strictObject({
    name: z.string().max(64).regex(SAVED_NAME),
    ...savedFields,
  })
  .meta({
    examples: [
      { name: 'warme-leads', label: 'Warme leads', filters: { segment: ['zoeker', 'koper'], minScore: 40 } },
    ],
  })

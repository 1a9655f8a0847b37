import { COOKIE_KEEPERS, DELIVERIES, LANGUAGES, SITE_KINDS, TOPICS } from '@koopsignaal/protocol'
import { z } from 'zod'
import { isTimeZone } from '../days.ts'
import { SAVED_NAME, savedFilters } from './filters.ts'

/** What is sent to change a site, its saved segments, or to try its topic rules. */

const topicRules = z
  .array(z.strictObject({ path: z.string().min(1).max(512), topic: z.enum(TOPICS) }))
  .max(500)

export const siteChange = z
  .strictObject({
    domains: z.array(z.string().min(1).max(253)).min(1).max(50).exactOptional(),
    kind: z.enum(SITE_KINDS).exactOptional(),
    timeZone: z.string().refine(isTimeZone, 'expected a time zone such as Europe/Amsterdam').exactOptional(),
    language: z.enum(LANGUAGES).exactOptional(),
    consent: z.enum(['off', 'count', 'cookieless']).exactOptional(),
    hashRouting: z.boolean().exactOptional(),
    queryRouting: z.boolean().exactOptional(),
    variant: z.enum(['full', 'core']).exactOptional(),
    cookie: z.enum(COOKIE_KEEPERS).exactOptional(),
    delivery: z.enum(DELIVERIES).exactOptional(),
    topicRules: topicRules.exactOptional(),
  })
  .describe('What is left out stays as it is.')
  .meta({ examples: [{ language: 'nl', topicRules: [{ path: '/kennis/**', topic: 'problem' }] }] })

export const topicTry = z
  .strictObject({
    paths: z.array(z.string().min(1).max(2_048)).min(1).max(500),
    rules: topicRules.exactOptional().describe('Rules to try; the site’s own when left out.'),
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

import {
  COOKIE_KEEPERS,
  DELIVERIES,
  EVENT_TYPES,
  INSTALLATION_FINDINGS,
  type InstallationAnswer,
  LANGUAGES,
  ROLES,
  type SavedSegmentAnswer,
  type SavedSegmentsAnswer,
  SITE_KINDS,
  type SiteAnswer,
  TOPICS,
  type TokenAnswer,
  type TokensAnswer,
  type TopicPreviewAnswer,
} from '@koopsignaal/protocol'
import { z } from 'zod'
import { savedFilters } from './filters.ts'
import type { Says } from './says.ts'

/** A site as its owner manages it, as schemas. */

const instant = z.string().describe('ISO 8601, UTC')
const consent = z.enum(['off', 'count', 'cookieless'])
const variant = z.enum(['full', 'core'])

export const siteAnswer = z
  .object({
    id: z.string(),
    domains: z.array(z.string()),
    kind: z.enum(SITE_KINDS),
    timeZone: z.string(),
    language: z.enum(LANGUAGES),
    consent,
    hashRouting: z.boolean(),
    queryRouting: z.boolean(),
    variant,
    cookie: z.enum(COOKIE_KEEPERS),
    delivery: z.enum(DELIVERIES),
    topicRules: z.array(z.object({ path: z.string(), topic: z.enum(TOPICS) })),
    goals: z
      .array(z.object({ conversion: z.string(), perMonth: z.number() }))
      .describe('Which conversions count as a goal, and how many a month are hoped for'),
    model: z.string().describe('Version of the model that its visitors are scored with'),
    calibrated: z.boolean().describe('Whether that model was fitted to the site’s own conversions'),
    createdAt: instant,
  })
  .describe('The site.')

export const savedSegmentAnswer = z
  .object({
    name: z.string(),
    label: z.string(),
    filters: savedFilters,
    createdAt: instant,
    changedAt: instant,
  })
  .describe('The saved segment.')
export const savedSegmentsAnswer = z
  .object({ savedSegments: z.array(savedSegmentAnswer), next: z.string().nullable() })
  .describe('By name, unless asked otherwise.')

const tokenAnswer = z.object({
  id: z.string().describe('Beginning of the token’s hash: names it, and is no help to guess it'),
  role: z.enum(ROLES),
  label: z.string(),
  createdAt: instant,
})
export const newTokenAnswer = tokenAnswer
  .extend({ token: z.string() })
  .describe('The token, this once, and what it is called from then on.')
export const tokensAnswer = z
  .object({ tokens: z.array(tokenAnswer), next: z.string().nullable() })
  .describe('The oldest first, unless asked otherwise.')

export const topicPreviewAnswer = z
  .object({
    topics: z.array(
      z.object({
        path: z.string(),
        topic: z.enum(TOPICS).nullable(),
        by: z.enum(['page', 'rule', 'guess']).nullable(),
      }),
    ),
  })
  .describe('In the order asked.')

const counted = { count: z.number(), lastAt: instant }
export const installationAnswer = z
  .object({
    at: instant,
    tag: z
      .object({
        since: instant,
        lastAskedAt: instant.nullable(),
        hosts: z.array(z.object({ host: z.string(), lastAskedAt: instant, isOwn: z.boolean() })),
      })
      .describe('Requests for the snippet since the collector started; browsers keep it for an hour'),
    events: z.object({
      lastAt: instant.nullable(),
      lastDay: z
        .object({
          total: z.number(),
          bots: z.number().describe('Taken for programs: kept, never scored'),
          types: z.array(z.object({ type: z.enum(EVENT_TYPES), ...counted })),
          hosts: z.array(z.object({ host: z.string(), ...counted })),
        })
        .describe('The last 24 hours'),
    }),
    drops: z
      .array(z.object({ reason: z.string(), ...counted, message: z.string() }))
      .describe('Of the last seven days, the most first'),
    snippet: z.object({
      variant,
      bytes: z.number(),
      brotliBytes: z.number(),
      hash: z.string(),
      integrity: z.string(),
      tag: z.string().describe('To paste: always the present version'),
      tagWithIntegrity: z.string().describe('To paste: this very version, checked by the browser'),
      tagAfterLoad: z
        .string()
        .describe('To paste: asked for when the page has loaded, which then never waits for the collector'),
    }),
    consent,
    findings: z
      .array(z.object({ code: z.enum(INSTALLATION_FINDINGS), text: z.string() }))
      .describe('What is to be done, in order; empty when all is well'),
  })
  .describe('How the tag is doing.')

const equal: [
  Says<typeof siteAnswer, SiteAnswer>,
  Says<typeof savedSegmentAnswer, SavedSegmentAnswer>,
  Says<typeof savedSegmentsAnswer, SavedSegmentsAnswer>,
  Says<typeof tokenAnswer, TokenAnswer>,
  Says<typeof tokensAnswer, TokensAnswer>,
  Says<typeof topicPreviewAnswer, TopicPreviewAnswer>,
  Says<typeof installationAnswer, InstallationAnswer>,
] = [true, true, true, true, true, true, true]
void equal

import {
  CHANNELS,
  CONFIDENCES,
  type LiveAnswer,
  type LiveTotals,
  type LiveVisitor,
  PHASES,
  SEGMENTS,
  TOPICS,
} from '@koopsignaal/protocol'
import { z } from 'zod'
import { reason } from './answers.ts'
import type { Says } from './says.ts'

/** Who is on the site now, as schemas. */

const instant = z.string().describe('ISO 8601, UTC')

const liveVisitor = z.object({
  id: z.string(),
  segment: z.enum(SEGMENTS),
  phase: z.enum(PHASES),
  score: z.number(),
  confidence: z.enum(CONFIDENCES),
  customer: z.enum(['new', 'existing']),
  path: z.string().nullable().describe('The page looked at last'),
  title: z.string().nullable(),
  topic: z.enum(TOPICS).nullable(),
  channel: z.enum(CHANNELS).nullable().describe('How the visit began'),
  source: z.string().nullable(),
  campaign: z.string().nullable(),
  device: z.string(),
  country: z.string().nullable(),
  since: instant.describe('Beginning of the visit'),
  lastSeen: instant,
  pageViews: z.number().describe('Of the visit'),
  reason: reason.nullable().describe('The weightiest reason'),
})
const liveTotals = z.object({
  visitors: z.number().describe('Everybody seen in the last five minutes'),
  unlisted: z.number().describe('Of these, without consent: they are in no list'),
  passant: z.number(),
  zoeker: z.number(),
  koper: z.number(),
})
export const liveAnswer = z
  .object({ at: instant, totals: liveTotals, visitors: z.array(liveVisitor).describe('The latest first') })
  .describe('Who is there now.')

const equal: [
  Says<typeof liveVisitor, LiveVisitor>,
  Says<typeof liveTotals, LiveTotals>,
  Says<typeof liveAnswer, LiveAnswer>,
] = [true, true, true]
void equal

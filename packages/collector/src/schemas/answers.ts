import type {
  AssessmentForOwner,
  AssessmentSummary,
  ContributionAnswer,
  ErrorAnswer,
  IngestAnswer,
  JourneyAnswer,
  JourneyEventAnswer,
  JourneyVisitAnswer,
  MeAnswer,
  Reason,
  SegmentFigures,
  SegmentsAnswer,
  Source,
  StoredEventAnswer,
  TransitionAnswer,
  VisitorAnswer,
  VisitorDetailAnswer,
} from '@koopsignaal/protocol'
import {
  AXES,
  BOT_REASONS,
  CHANNELS,
  CONFIDENCES,
  CONSENT_MODES,
  DEVICES,
  EVENT_TYPES,
  PHASES,
  SEGMENTS,
  TOPICS,
} from '@koopsignaal/protocol'
import { z } from 'zod'
import { askedFields, comparedWith } from './answers-funnel.ts'

/** What the collector answers, as schemas for the OpenAPI description; `Says` proves that each equals protocol's type. */

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T
type Says<Schema extends z.ZodType, Type> = Equal<Plain<z.output<Schema>>, Plain<Type>>

const segment = z.enum(SEGMENTS)
const phase = z.enum(PHASES)
const instant = z.string().describe('ISO 8601, UTC')
const KEPT_CONSENTS = CONSENT_MODES.filter((mode) => mode !== 'off')

export const errorAnswer = z
  .object({ error: z.object({ code: z.string(), message: z.string().describe('Says what to change.') }) })
  .describe('Refused.')
/** For 204: nothing comes back. */
export const nothing = z.null().describe('Done.')

const assessmentSummary = z.object({
  segment,
  phase,
  score: z.number().describe('0–100; ten points double the odds'),
  confidence: z.enum(CONFIDENCES),
})
const assessmentForOwner = z.object({
  ...assessmentSummary.shape,
  now: z.number().describe('Chance of converting in this visit or within 24 h; a rank until calibrated'),
  later: z.number().describe('Chance of coming back within 30 days or converting; a rank until calibrated'),
  calibrated: z.boolean(),
  calibratedHeads: z.object({ now: z.boolean(), later: z.boolean() }),
})
const source = z.object({
  channel: z.enum(CHANNELS),
  source: z.string().nullable(),
  medium: z.string().nullable(),
  campaign: z.string().nullable(),
  term: z.string().nullable(),
  content: z.string().nullable(),
})
export const reason = z.object({
  signal: z.string(),
  axis: z.enum(AXES),
  points: z.number(),
  text: z.string(),
})
const contribution = z.object({ ...reason.shape, value: z.number() })
const standing = z.object({ segment, phase })
const transition = z.object({
  at: instant,
  from: standing.nullable(),
  to: standing,
  cause: z.enum(['event', 'fading']),
})

export const visitorAnswer = z.object({
  id: z.string(),
  segment,
  phase,
  score: z.number(),
  confidence: z.enum(CONFIDENCES),
  axes: z.object({ waarom: z.number(), wat: z.number(), waar: z.number() }),
  customer: z.enum(['new', 'existing']),
  visits: z.number(),
  pageViews: z.number(),
  conversions: z.number(),
  firstSeen: instant,
  lastSeen: instant,
  koperUntil: instant.nullable(),
  zoekerUntil: instant.nullable(),
  firstTouch: source.nullable(),
  lastTouch: source.nullable(),
  device: z.string(),
  country: z.string().nullable(),
  model: z.string(),
  reasons: z.array(reason),
})
export const visitorDetailAnswer = z
  .object({
    ...visitorAnswer.shape,
    base: z.number(),
    against: z
      .enum(['average', 'stranger'])
      .describe('Whom the visitor is compared with: base is that one’s score'),
    contributions: z.array(contribution),
    transitions: z.array(transition),
    counterfactual: z
      .object({ signal: z.string(), points: z.number(), segment, text: z.string() })
      .nullable(),
    fading: z
      .array(z.object({ at: instant, score: z.number(), segment }))
      .describe('The score as it will be if nothing more happens'),
  })
  .describe('One visitor.')
export const visitorsAnswer = z
  .object({ visitors: z.array(visitorAnswer), next: z.string().nullable() })
  .describe('One page of visitors.')

const detail = z.object({
  cta: z.string().exactOptional(),
  engagedMs: z.number().exactOptional(),
  scrollPercent: z.number().exactOptional(),
  query: z.string().exactOptional(),
  results: z.number().exactOptional(),
  form: z.string().exactOptional(),
  href: z.string().exactOptional(),
  name: z.string().exactOptional(),
  value: z.number().exactOptional(),
  currency: z.string().exactOptional(),
  question: z.string().exactOptional(),
  answer: z.string().exactOptional(),
  rating: z.number().exactOptional(),
  referrer: z.string().exactOptional(),
  props: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).exactOptional(),
})
/** What is told of an event wherever one is shown. */
const ofAnyEvent = {
  id: z.string(),
  type: z.enum(EVENT_TYPES),
  at: instant,
  path: z.string().nullable(),
  title: z.string().nullable(),
  topic: z.enum(TOPICS).nullable(),
  item: z.string().nullable(),
  category: z.string().nullable(),
  source: source.nullable(),
  detail,
}
const journeyEvent = z.object({
  ...ofAnyEvent,
  segment,
  phase,
  score: z.number(),
  change: z.array(reason),
})
const journeyVisit = z.object({
  from: instant,
  to: instant,
  touch: source.nullable(),
  events: z.array(journeyEvent),
})
export const journeyAnswer = z
  .object({ visits: z.array(journeyVisit), next: z.string().nullable() })
  .describe('One page of a journey.')
const storedEvent = z.object({
  ...ofAnyEvent,
  consent: z.enum(KEPT_CONSENTS),
  receivedAt: instant,
  bot: z.enum(BOT_REASONS).nullable(),
  host: z.string().nullable(),
  device: z.enum(DEVICES),
  browser: z.string().nullable(),
  os: z.string().nullable(),
  country: z.string().nullable(),
})
export const meAnswer = z
  .object({
    site: z.string(),
    visitor: visitorDetailAnswer
      .nullable()
      .describe('Null where all events seem to come from a program: nothing follows from them'),
    visits: z.array(journeyVisit),
    stored: z.array(storedEvent).describe('Every event with all that is kept of it'),
  })
  .describe('All that is stored about the visitor.')

export const ingestAnswer = z
  .object({
    accepted: z.number(),
    duplicates: z.number(),
    dropped: z.array(z.object({ index: z.number(), reason: z.string(), message: z.string() })),
    bots: z
      .array(z.object({ index: z.number(), reason: z.enum(BOT_REASONS), message: z.string() }))
      .exactOptional()
      .describe('With a write token only: accepted, but a program sent them and they count for nothing'),
    assessment: z.union([assessmentSummary, assessmentForOwner]).exactOptional(),
    me: meAnswer
      .nullable()
      .exactOptional()
      .describe('What GET /v1/me says, where the tag asked for it; null when nothing is stored'),
  })
  .describe('Kept: the accepted events survive a power cut.')

const figures = {
  visitors: z.number().describe('Visitors of the period who are in it at the moment asked for'),
  reached: z
    .number()
    .describe('Visitors who were in it during a visit of the period, also only after converting'),
  visits: z
    .number()
    .describe('Visits of the period during which the visitor was in it, before the first conversion'),
  conversions: z.number().describe('Conversions by visitors who were in it just before'),
  conversionRate: z.number().nullable().describe('Share of visits that converted from it'),
}
export const segmentsAnswer = z
  .object({
    ...askedFields,
    comparedWith,
    totals: z.object({ visitors: z.number(), pageViews: z.number(), conversions: z.number() }),
    segments: z.array(z.object({ segment, ...figures, previous: z.object(figures).nullable() })),
    phases: z.array(z.object({ phase, ...figures, previous: z.object(figures).nullable() })),
    series: z.array(
      z.object({
        day: z.string(),
        conversions: z.number(),
        passant: z.number(),
        zoeker: z.number(),
        koper: z.number(),
      }),
    ),
  })
  .describe('The report.')

const drop = z.object({
  at: instant,
  reason: z.string(),
  message: z.string(),
  event: z
    .string()
    .describe('What arrived, without personal data, cut; empty when nothing of it may be kept'),
})
export const dropsAnswer = z
  .object({ drops: z.array(drop), next: z.string().nullable() })
  .describe('The latest first.')
export const statusAnswer = z.object({ status: z.literal('ok') }).describe('Yes.')

const equal: [
  Says<typeof errorAnswer, ErrorAnswer>,
  Says<typeof ingestAnswer, IngestAnswer>,
  Says<typeof assessmentSummary, AssessmentSummary>,
  Says<typeof assessmentForOwner, AssessmentForOwner>,
  Says<typeof source, Source>,
  Says<typeof reason, Reason>,
  Says<typeof contribution, ContributionAnswer>,
  Says<typeof transition, TransitionAnswer>,
  Says<typeof visitorAnswer, VisitorAnswer>,
  Says<typeof visitorDetailAnswer, VisitorDetailAnswer>,
  Says<typeof journeyEvent, JourneyEventAnswer>,
  Says<typeof journeyVisit, JourneyVisitAnswer>,
  Says<typeof journeyAnswer, JourneyAnswer>,
  Says<typeof storedEvent, StoredEventAnswer>,
  Says<typeof meAnswer, MeAnswer>,
  Equal<z.output<z.ZodObject<typeof figures>>, Plain<SegmentFigures>>,
  Says<typeof segmentsAnswer, SegmentsAnswer>,
] = [true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true]
void equal

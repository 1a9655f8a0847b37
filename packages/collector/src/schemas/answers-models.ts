import type {
  BacktestAnswer,
  BacktestHeadAnswer,
  HeadDecisionAnswer,
  HeadFiguresAnswer,
  ModelDecisionAnswer,
  ModelsAnswer,
  PresentModelAnswer,
} from '@koopsignaal/protocol'
import { HEAD_NAMES, SEGMENTS, SITE_KINDS } from '@koopsignaal/protocol'
import { z } from 'zod'
import type { Says } from './says.ts'

/** What is told of models, as schemas; `Says` proves that each equals protocol's type. */

const instant = z.string().describe('ISO 8601, UTC')
const share = z.number().describe('0 to 1')
const head = z.enum(HEAD_NAMES)
const threshold = z.object({ enter: z.number(), exit: z.number() })

const figures = z.object({
  visits: z.number().describe('Visits judged'),
  baseRate: share,
  auc: share,
  averagePrecision: share,
  lift: z.number().describe('Of the top tenth, against the base rate'),
  brier: z.number(),
  logLoss: z.number(),
  calibrationError: share,
  calibrationNoise: share.describe('What the error would come to by chance alone'),
  calibrationBound: share.describe('Two to one the true error is no larger'),
})
const claim = z
  .object({
    visits: z.number().describe('Visits that it rests on'),
    within: share,
    needed: share.describe('What `overall` and `ends` have to reach'),
    overall: share.describe('By all moments of the past'),
    ends: share.describe('By the last moment of each visit'),
    periods: share.describe('By how many it came true of in each period'),
    latest: share.describe('By the latest period'),
    isSteady: z.boolean().describe('Neither the periods nor the latest speak clearly against it'),
    comesTrue: z.boolean().describe('Only then is the head calibrated'),
  })
  .describe('How likely it is that chances are off by `within` on average at the most')
const headDecision = z.object({
  head,
  status: z.enum(['published', 'refused', 'too_few', 'cannot_judge']),
  positives: z.number(),
  needed: z.number(),
  trials: z.array(
    z.object({
      learned: z.enum(['as_is', 'intercept', 'line', 'weights']),
      figures,
      beatsCurrent: z.boolean(),
      beatsPoints: z.boolean(),
      claim,
    }),
  ),
  rivals: z.object({ current: figures, points: figures, pages: figures }).nullable(),
})
const shares = z.object({ passant: share, zoeker: share, koper: share })
const rates = z.object({ passant: share.nullable(), zoeker: share.nullable(), koper: share.nullable() })
const borderFigures = z.object({
  visits: z.number(),
  baseRate: share,
  shares: shares.describe('Of the visits’ moments'),
  rates: rates.describe('How often it came true'),
  koperLift: z.number().nullable().describe('Koper against the base rate'),
  flicker: z.number().describe('A segment left and come back to, per 100 events'),
})
const borders = z.object({
  status: z.enum(['published', 'refused']),
  question: z.enum(['visit', 'later']),
  learns: z
    .enum(['points', 'borders'])
    .describe('`points`: how the points are divided between the signals as well'),
  zoeker: threshold,
  koper: threshold,
  before: z.object({ zoeker: threshold, koper: threshold }).describe('Where they began and ended until then'),
  learned: borderFigures,
  current: borderFigures,
})
const decision = z.object({
  at: instant,
  decision: z.enum(['published', 'refused', 'taken_back']),
  version: z.string(),
  reason: z.string().describe('Why, in one sentence'),
  heads: z.array(headDecision),
  borders: borders.nullable().describe('What was decided of where the segments begin and end'),
})
const present = z.object({
  version: z.string(),
  kind: z.enum(SITE_KINDS),
  calibratedHeads: z
    .object({ now: z.boolean(), later: z.boolean() })
    .describe('Which chances are percentages; the others are ranks'),
  zoeker: threshold,
  koper: threshold,
  signals: z.array(z.object({ signal: z.string(), points: z.number(), cap: z.number(), source: z.string() })),
})
export const modelsAnswer = z
  .object({ present, models: z.array(decision).describe('Decisions'), next: z.string().nullable() })
  .describe('The model in use and what was decided before.')

const segment = z.enum(SEGMENTS)
const backtestHead = z.object({
  head,
  calibrated: z.boolean(),
  figures: figures.nullable(),
  bins: z
    .array(z.object({ visits: z.number(), said: share, seen: share }))
    .describe('Points of a calibration plot'),
})
const side = z.object({
  model: z.string(),
  segments: z.array(
    z.object({
      segment,
      visitors: z.number().describe('Visitors who are in it at the end'),
      visits: z.number(),
      converted: z.number(),
      conversionRate: share.nullable(),
    }),
  ),
  heads: z.array(backtestHead),
})
export const backtestAnswer = z
  .object({
    from: instant.nullable(),
    to: instant.nullable(),
    visitors: z.number(),
    events: z.number(),
    share: share.describe('Of the site’s visitors that was looked at; 1 but on large sites'),
    topicsChanged: z.number().describe('Page views that would have another topic'),
    present: side,
    other: side,
    moved: z.array(z.object({ from: segment, to: segment, visitors: z.number() })),
    examples: z
      .array(
        z.object({
          id: z.string(),
          from: segment,
          to: segment,
          score: z.number(),
          otherScore: z.number(),
        }),
      )
      .describe('Some who would end elsewhere; visitors with consent only'),
  })
  .describe('The site’s past, scored as it is and with the change.')

const equal: [
  Says<typeof figures, HeadFiguresAnswer>,
  Says<typeof headDecision, HeadDecisionAnswer>,
  Says<typeof decision, ModelDecisionAnswer>,
  Says<typeof present, PresentModelAnswer>,
  Says<typeof modelsAnswer, ModelsAnswer>,
  Says<typeof backtestHead, BacktestHeadAnswer>,
  Says<typeof backtestAnswer, BacktestAnswer>,
] = [true, true, true, true, true, true, true]
void equal

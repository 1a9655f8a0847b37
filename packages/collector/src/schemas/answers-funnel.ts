import type { FunnelAnswer } from '@koopsignaal/protocol'
import { PHASES } from '@koopsignaal/protocol'
import { z } from 'zod'
import type { Says } from './says.ts'

const instant = z.string().describe('ISO 8601, UTC')
const phase = z.enum(PHASES)

/** The period of a report, and one that it is compared with. */
export const periodFields = { from: instant, to: instant.describe('ISO 8601, UTC; excluded') }
export const comparedWith = z
  .object({
    ...periodFields,
    isWhole: z
      .boolean()
      .describe('Whether the site was measured all through it: growth from before the tag is no growth'),
  })
  .nullable()
  .describe('The period that `previous` is about; null with compare=none')

const share = z.number().describe('0 to 1')
const figures = z.object({
  reached: z
    .number()
    .describe('Visitors who were in this phase or a later one during a visit of the period, or converted'),
  wentOn: z.number().nullable().describe('Of these, who reached the next phase too; null for the last phase'),
  lost: z
    .number()
    .nullable()
    .describe('Not gone on, and at the end of the period back in an earlier phase or not seen for 14 days'),
  underWay: z.number().nullable().describe('Neither gone on nor lost'),
  conversionRate: share.nullable().describe('wentOn / reached'),
  interval: z.object({ low: share, high: share }).nullable().describe('95 % interval of the rate (Wilson)'),
  timeToNext: z
    .object({
      count: z.number().describe('Visitors who came to the next phase within the period'),
      quartile1Ms: z.number(),
      medianMs: z.number(),
      quartile3Ms: z.number(),
    })
    .nullable()
    .describe('How long they had been in this phase or beyond it, in ms'),
})
const bottleneck = z
  .object({
    phase,
    next: phase,
    kind: z
      .enum(['worsened', 'steepest'])
      .describe(
        'worsened: fewer go on than before, beyond chance, and it cost most conversions; steepest: of the steps after latent the one where the smallest share goes on',
      ),
    conversionRate: share,
    previousRate: share.nullable(),
    conversionsLost: z.number().describe('What the fall against the period compared with has cost'),
    conversionsPerPoint: z.number().describe('What one percentage point more here would have given'),
    text: z.string(),
  })
  .nullable()
  .describe(
    'Where the site loses most; null with too few visitors to say, or where no step stands out: `notes` says which',
  )

/** The moment that what visitors are is told of. */
/** What a report is about. */
export const askedFields = {
  ...periodFields,
  at: instant.describe('What visitors are is told as of then: `at`, or the end of the period'),
}

export const funnelAnswer = z
  .object({
    ...askedFields,
    comparedWith,
    steps: z.array(
      z.object({ phase, next: phase.nullable(), ...figures.shape, previous: figures.nullable() }),
    ),
    bottleneck,
    notes: z.array(z.string()),
  })
  .describe('The ladder, phase by phase.')
  .meta({
    examples: [
      {
        from: '2026-10-22T12:00:00.000Z',
        to: '2026-11-21T12:00:00.000Z',
        at: '2026-11-21T12:00:00.000Z',
        comparedWith: null,
        steps: [
          {
            phase: 'leverancier',
            next: 'deal',
            reached: 40,
            wentOn: 4,
            lost: 30,
            underWay: 6,
            conversionRate: 0.1,
            interval: { low: 0.0396, high: 0.2305 },
            timeToNext: { count: 4, quartile1Ms: 3_600_000, medianMs: 86_400_000, quartile3Ms: 259_200_000 },
            previous: null,
          },
        ],
        bottleneck: {
          phase: 'leverancier',
          next: 'deal',
          kind: 'steepest',
          conversionRate: 0.1,
          previousRate: null,
          conversionsLost: 0,
          conversionsPerPoint: 0.4,
          text: 'Van leverancier naar deal gaat het kleinste deel door: 10%. Eén procentpunt meer had naar schatting 0,4 conversies opgeleverd.',
        },
        notes: [],
      },
    ],
  })

const equal: [Says<typeof funnelAnswer, FunnelAnswer>] = [true]
void equal

import type { ChannelsAnswer, CostAnswer, CostsAnswer, CostsChangedAnswer } from '@koopsignaal/protocol'
import { ATTRIBUTIONS, CHANNEL_GROUPINGS, CHANNELS } from '@koopsignaal/protocol'
import { z } from 'zod'
import { askedFields, comparedWith } from './answers-funnel.ts'
import { EXAMPLE_COST } from './query-funnel.ts'
import type { Says } from './says.ts'

const values = z
  .array(z.object({ currency: z.string().nullable(), amount: z.number() }))
  .describe('Worth of the conversions credited, by currency')
const figures = z.object({
  visits: z.number().describe('Visits of the period that came this way'),
  visitors: z.number().describe('Visitors who made them'),
  passanten: z
    .number()
    .describe('Of these, whose highest segment in that visit or a later one of the period was passant'),
  zoekers: z.number(),
  kopers: z.number(),
  conversions: z
    .number()
    .describe('Credited to it by the attribution asked for; with a fraction where credit is shared'),
  newCustomers: z.number().describe('Of these, a visitor’s first ever'),
  value: z.number().nullable().describe('Worth of the conversions credited, in the answer’s currency'),
  cost: z.number().nullable().describe('What was spent; null where it cannot be told apart'),
  costPerKoper: z.number().nullable(),
  costPerConversion: z.number().nullable(),
  costPerNewCustomer: z.number().nullable(),
})
const exampleFigures = {
  visits: 120,
  visitors: 100,
  passanten: 70,
  zoekers: 20,
  kopers: 10,
  conversions: 4,
  newCustomers: 3,
  value: 500,
  cost: 100,
  costPerKoper: 10,
  costPerConversion: 25,
  costPerNewCustomer: 33.333333,
}
const exampleValues = [{ currency: 'EUR', amount: 500 }]
const row = z.object({
  channel: z
    .enum(CHANNELS)
    .nullable()
    .describe('Null: nothing tells where these came from, or conversions without any touch'),
  source: z.string().nullable(),
  campaign: z.string().nullable(),
  label: z.string().describe('How journeys name it'),
  ...figures.shape,
  credits: z
    .object({ first: z.number(), last: z.number(), linear: z.number(), markov: z.number() })
    .describe('Conversions credited by each model; over all lines each comes to the total'),
  values,
  previous: figures.nullable(),
})

export const channelsAnswer = z
  .object({
    ...askedFields,
    comparedWith,
    by: z.enum(CHANNEL_GROUPINGS),
    attribution: z.enum(ATTRIBUTIONS),
    currency: z.string().nullable().describe('What `value` and `cost` are in'),
    totals: z.object({ ...figures.shape, values, previous: figures.nullable() }),
    channels: z.array(row).describe('The most visitors first'),
    next: z.string().nullable(),
    paths: z
      .array(
        z.object({
          touches: z.array(z.string()),
          visitors: z.number(),
          converted: z.number(),
          conversionRate: z.number(),
        }),
      )
      .describe('The most frequent journeys'),
    links: z
      .array(
        z.object({
          position: z.number().describe('Which touch `from` was of the journey; 1 is the first'),
          from: z.string(),
          to: z.string().nullable().describe('Null when the journey ended there'),
          ended: z.enum(['converted', 'left']).nullable(),
          visitors: z.number(),
        }),
      )
      .describe('From touch to touch, for a Sankey picture'),
    notes: z.array(z.string()),
  })
  .describe('The channels.')
  .meta({
    examples: [
      {
        from: '2026-10-22T12:00:00.000Z',
        to: '2026-11-21T12:00:00.000Z',
        at: '2026-11-21T12:00:00.000Z',
        comparedWith: null,
        by: 'channel',
        attribution: 'last',
        currency: 'EUR',
        totals: {
          ...exampleFigures,
          values: exampleValues,
          previous: null,
        },
        channels: [
          {
            channel: 'ads',
            source: null,
            campaign: null,
            label: 'ads',
            ...exampleFigures,
            credits: { first: 4, last: 4, linear: 4, markov: 4 },
            values: exampleValues,
            previous: null,
          },
        ],
        next: null,
        paths: [{ touches: ['ads'], visitors: 100, converted: 4, conversionRate: 0.04 }],
        links: [
          { position: 1, from: 'ads', to: null, ended: 'left', visitors: 96 },
          { position: 1, from: 'ads', to: null, ended: 'converted', visitors: 4 },
        ],
        notes: [],
      },
    ],
  })

const cost = z.object({
  from: z.string().describe('First day, in the site’s time zone'),
  to: z.string().describe('Last day, included'),
  channel: z.enum(CHANNELS),
  source: z.string().nullable(),
  campaign: z.string().nullable(),
  amount: z.number(),
  currency: z.string(),
})
export const costsAnswer = z
  .object({ costs: z.array(cost), next: z.string().nullable() })
  .describe('What was spent.')
  .meta({
    examples: [
      {
        costs: [{ ...EXAMPLE_COST, campaign: null }],
        next: null,
      },
    ],
  })
export const costsChangedAnswer = z
  .object({ changed: z.number().describe('Lines kept, or removed') })
  .describe('Done.')

const equal: [
  Says<typeof channelsAnswer, ChannelsAnswer>,
  Says<typeof cost, CostAnswer>,
  Says<typeof costsAnswer, CostsAnswer>,
  Says<typeof costsChangedAnswer, CostsChangedAnswer>,
] = [true, true, true, true]
void equal

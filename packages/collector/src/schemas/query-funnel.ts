import { ATTRIBUTIONS, CHANNEL_GROUPINGS, CHANNELS, MAX_AMOUNT } from '@koopsignaal/protocol'
import { z } from 'zod'
import { compare, filterFields, listFields } from './query.ts'
import { sortBy } from './sort-by.ts'

/** The parameters of the questions about ladder, forecast, channels and costs. */

export const funnelQuery = z.strictObject({ ...filterFields, compare })
export type FunnelQuery = z.output<typeof funnelQuery>

export const forecastQuery = z.strictObject({
  ...filterFields,
  from: filterFields.from.describe('From when on the past is learned from; else up to 400 days back.'),
  to: filterFields.to.describe('Up to when: the days forecast follow upon it. Now when left out.'),
  days: z.number().int().min(1).max(90).default(30).describe('How many days ahead, from tomorrow.'),
  goal: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('Conversions hoped for in these days: how likely are they? Left out: the site’s own goals.'),
})
export type ForecastQuery = z.output<typeof forecastQuery>

export const channelsQuery = z.strictObject({
  ...filterFields,
  compare,
  by: z.enum(CHANNEL_GROUPINGS).default('channel').describe('What there is a line for.'),
  attribution: z
    .enum(ATTRIBUTIONS)
    .default('last')
    .describe('Which touches get the credit in `conversions`, `value` and the costs per conversion.'),
  ...listFields,
  limit: listFields.limit.describe('How many lines; the totals are over all of them.'),
  sort: sortBy(
    'visitors',
    'visits',
    'passanten',
    'zoekers',
    'kopers',
    'conversions',
    'newCustomers',
    'value',
    'cost',
    'costPerKoper',
    'costPerConversion',
    'costPerNewCustomer',
  ).default('-visitors'),
})
export type ChannelsQuery = z.output<typeof channelsQuery>

const day = z.iso.date('expected a date such as 2026-11-21')
const name = z.string().min(1).max(256)
const amount = z.number().min(0).max(MAX_AMOUNT)

/** What the description shows as a cost. */
export const EXAMPLE_COST = {
  from: '2026-11-01',
  to: '2026-11-30',
  channel: 'ads',
  source: 'google',
  amount: 300,
  currency: 'EUR',
} as const

export const costBody = z.strictObject({
  from: day.describe('First day, in the site’s time zone.'),
  to: day.describe('Last day, included.'),
  channel: z.enum(CHANNELS),
  source: name.nullable().default(null),
  campaign: name.nullable().default(null),
  amount: amount.describe('Spread evenly over the days.'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'expected three capitals such as EUR'),
})
export const costsBody = z.strictObject({ costs: z.array(costBody).min(1).max(5_000) }).meta({
  examples: [
    {
      costs: [EXAMPLE_COST],
    },
  ],
})

const costFilter = {
  from: day.optional().describe('Only costs of these days, or a part of them.'),
  to: day.optional(),
  channel: z.enum(CHANNELS).optional(),
  source: name.optional(),
  campaign: name.optional(),
}
export const costsQuery = z.strictObject({
  ...costFilter,
  ...listFields,
  sort: sortBy('from', 'to', 'channel', 'amount').default('from'),
})
export const costsRemovalQuery = z.strictObject({
  ...costFilter,
  match: z
    .enum(['filter', 'line'])
    .default('filter')
    .describe(
      '`line`: the one line of exactly these days, channel, source and campaign; the one without a source or campaign where none is given.',
    ),
})
export type CostsRemovalQuery = z.output<typeof costsRemovalQuery>

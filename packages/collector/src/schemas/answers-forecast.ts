import type { ForecastAnswer } from '@koopsignaal/protocol'
import { z } from 'zod'
import { periodFields } from './answers-funnel.ts'
import type { Says } from './says.ts'

const intervals = z
  .array(z.object({ level: z.number().describe('0.8 or 0.95'), low: z.number(), high: z.number() }))
  .describe('Where the true figure is expected to lie with this chance')

export const forecastAnswer = z
  .object({
    ...periodFields,
    days: z.number(),
    enough: z.boolean().describe('False with too little to forecast from: `reason` says why'),
    reason: z.string().nullable(),
    expected: z.number().nullable().describe('Conversions expected in the period'),
    intervals,
    parts: z
      .object({
        present: z.number().describe('By visitors who are known now'),
        arrivals: z.number().describe('By visitors who are still to come'),
      })
      .nullable(),
    value: z
      .object({ currency: z.string().nullable(), expected: z.number(), intervals })
      .nullable()
      .describe(
        'What they will be worth; null where conversions have no value, or are in several currencies',
      ),
    goal: z
      .object({
        conversions: z.number(),
        probability: z.number().describe('Chance of at least that many, 0 to 1'),
        text: z.string(),
      })
      .nullable(),
    series: z.array(
      z.object({
        day: z.string(),
        expected: z.number(),
        low: z.number().describe('Lower end of the day’s own 80 % interval'),
        high: z.number(),
      }),
    ),
    past: z.array(z.object({ day: z.string(), conversions: z.number() })),
    backtest: z
      .object({
        origins: z.number().describe('Weekly moments that were forecast from, with what was known then'),
        coverage80: z.number().describe('Share of them whose conversions lay within the 80 % interval'),
        coverage95: z.number(),
        error: z.number().describe('Mean distance between forecast and fact, in conversions'),
        naiveError: z.number().describe('The same for "as many as in the days before"'),
        text: z.string(),
      })
      .nullable(),
    notes: z.array(z.string()),
  })
  .describe('The forecast.')

const equal: [Says<typeof forecastAnswer, ForecastAnswer>] = [true]
void equal

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
    at: z.string().describe('It was made as of then: nothing later was looked at'),
    days: z.number(),
    learnedFrom: z.object(periodFields).describe('The whole days of the past that it was learned from'),
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
        conversions: z.number().describe('Hoped for in these days'),
        names: z.array(z.string()).nullable().describe('Which conversions count; null: all of them'),
        probability: z.number().describe('Chance of at least that many, 0 to 1'),
        text: z.string(),
      })
      .nullable()
      .describe('Against `goal`, or against the goals of the site where that was left out'),
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
  .meta({
    examples: [
      {
        from: '2026-11-21T23:00:00.000Z',
        to: '2026-12-05T23:00:00.000Z',
        at: '2026-11-21T12:00:00.000Z',
        days: 14,
        learnedFrom: { from: '2026-08-22T22:00:00.000Z', to: '2026-11-20T23:00:00.000Z' },
        enough: true,
        reason: null,
        expected: 28,
        intervals: [
          { level: 0.8, low: 21.3, high: 35.6 },
          { level: 0.95, low: 18.1, high: 40.1 },
        ],
        parts: { present: 9.5, arrivals: 18.5 },
        value: null,
        goal: {
          conversions: 20,
          names: null,
          probability: 0.92,
          text: 'De kans op 20 of meer conversies is 92%.',
        },
        series: [{ day: '2026-11-22', expected: 2, low: 0.6, high: 4.2 }],
        past: [{ day: '2026-11-20', conversions: 2 }],
        backtest: null,
        notes: ['Er is nog te weinig verleden om te toetsen hoe goed deze verwachting is.'],
      },
    ],
  })

const equal: [Says<typeof forecastAnswer, ForecastAnswer>] = [true]
void equal

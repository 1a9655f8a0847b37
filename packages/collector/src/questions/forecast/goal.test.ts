import { DAY, HOUR } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { goalOf, hopedFor } from './goal.ts'
import { historyOf } from './history.ts'
import { forecastFrom } from './origins.ts'

const START = Date.UTC(2026, 0, 5)
const DAYS = 60

/** Two orders and a newsletter on each of 60 days; of ten kopers at each weekly moment came 30 conversions. */
function made(ofTenKopers: number) {
  const names = ['order', 'order', 'newsletter']
  const conversions = Array.from({ length: DAYS }, (_, day) =>
    names.map((name, i) => {
      const at = START + day * DAY + 12 * HOUR + i
      return { at, name, firstAt: at, value: null, currency: null }
    }),
  ).flat()
  const history = historyOf(conversions, { from: START, to: START + DAYS * DAY + HOUR }, 7, 'UTC')
  const origins = [20, 30, 40].map((day) => ({
    day,
    outcomes: [{ segment: 'koper' as const, visitors: 10, conversions: ofTenKopers }],
  }))
  const present = [{ segment: 'koper' as const, visitors: 100, conversions: 0 }]
  const { total } = forecastFrom(history, history.today, 7, present, origins)
  return { history, days: 7, present, origins, total }
}

describe('what is hoped for', () => {
  const goals = [
    { conversion: 'order', perMonth: 60 },
    { conversion: 'offerte', perMonth: 10 },
  ]

  it('is what was asked, else the goals of the site over these days', () => {
    expect(hopedFor(5, goals, 30)).toEqual({ conversions: 5, names: null })
    expect(hopedFor(undefined, goals, 30)).toEqual({ conversions: 69, names: ['order', 'offerte'] })
    expect(hopedFor(undefined, goals, 7)).toEqual({ conversions: 16, names: ['order', 'offerte'] })
    expect(hopedFor(undefined, [], 30)).toBeNull()
  })

  it('is at least one', () => {
    expect(hopedFor(undefined, [{ conversion: 'order', perMonth: 1 }], 1)?.conversions).toBe(1)
  })
})

describe('the chance of it', () => {
  it('counts of the conversions of visitors known now those of the names that count', () => {
    // 100 kopers bring 300 conversions, of which two in three are orders.
    const chance = (conversions: number, names: readonly string[] | null) =>
      goalOf({ conversions, names }, made(30), 'nl')!.probability
    expect(chance(260, null)).toBeGreaterThan(0.95)
    expect(chance(260, ['order', 'newsletter'])).toBe(chance(260, null))
    expect(chance(260, ['order'])).toBeLessThan(0.05)
    expect(chance(160, ['order'])).toBeGreaterThan(0.95)
  })

  it('is not told of names that hardly ever came', () => {
    expect(goalOf({ conversions: 5, names: ['offerte'] }, made(30), 'nl')).toBeNull()
  })
})

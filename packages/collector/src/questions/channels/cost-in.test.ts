import { DAY, HOUR } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import type { Cost } from '../../storage/store.ts'
import { costIn } from './cost-in.ts'

const AMSTERDAM = 'Europe/Amsterdam'
const cost = (from: string, to: string, amount: number): Cost => ({
  from,
  to,
  channel: 'ads',
  source: null,
  campaign: null,
  amount,
  currency: 'EUR',
})
const november = cost('2026-11-01', '2026-11-30', 300)
const midnight = Date.UTC(2026, 9, 31, 23)

describe('what of a cost falls in a period', () => {
  it('is a day’s share for each of its days', () => {
    expect(costIn(november, { from: midnight, to: midnight + DAY }, AMSTERDAM)).toBeCloseTo(10, 12)
    expect(costIn(november, { from: midnight - DAY, to: midnight + 40 * DAY }, AMSTERDAM)).toBe(300)
    expect(costIn(november, { from: midnight, to: midnight + 12 * HOUR }, AMSTERDAM)).toBeCloseTo(5, 12)
  })

  it('is nothing before it and after it', () => {
    expect(costIn(november, { from: midnight - DAY, to: midnight }, AMSTERDAM)).toBe(0)
    expect(costIn(november, { from: midnight + 30 * DAY, to: midnight + 31 * DAY }, AMSTERDAM)).toBe(0)
  })

  it('is the same for a day of 23 hours, of 24 and of 25', () => {
    for (const [from, to, start, hours] of [
      ['2026-03-28', '2026-03-30', Date.UTC(2026, 2, 28, 23), 23],
      ['2026-10-24', '2026-10-26', Date.UTC(2026, 9, 24, 22), 25],
    ] as const) {
      const day = { from: start, to: start + hours * HOUR }
      expect(costIn(cost(from, to, 30), day, AMSTERDAM)).toBeCloseTo(10, 12)
    }
  })

  it('adds up over whatever parts a period is cut in', () => {
    const ends = [
      midnight - HOUR,
      midnight + 3.3 * DAY,
      midnight + 17.01 * DAY,
      midnight + 29.9 * DAY,
      midnight + 60 * DAY,
    ]
    const parts = ends.slice(1).map((to, i) => costIn(november, { from: ends[i]!, to }, AMSTERDAM))
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(300, 9)
  })
})

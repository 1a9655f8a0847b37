import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFrom } from './bootstrap.ts'
import {
  averagePrecision,
  brier,
  calibrationBins,
  calibrationError,
  calibrationNoise,
  liftInTop,
  logLoss,
  type Outcome,
  rocAuc,
} from './metrics.ts'

const said = (...rows: readonly (readonly [score: number, label: 0 | 1, weight?: number])[]): Outcome[] =>
  rows.map(([score, label, weight = 1]) => ({ score, label, weight }))

/** Few distinct scores, so that there are ties. */
const anyOutcomes = fc
  .array(
    fc.record({
      score: fc.integer({ min: 0, max: 5 }).map((n) => n / 5),
      label: fc.constantFrom(0 as const, 1 as const),
      weight: fc.constantFrom(0.25, 1, 3),
    }),
    { minLength: 2, maxLength: 40 },
  )
  .filter((some) => new Set(some.map(({ label }) => label)).size === 2)

describe('rocAuc', () => {
  it('is what comparing every pair gives, ties and weights included', () => {
    fc.assert(
      fc.property(anyOutcomes, (outcomes) => {
        let won = 0
        let all = 0
        for (const a of outcomes.filter(({ label }) => label === 1))
          for (const b of outcomes.filter(({ label }) => label === 0)) {
            all += a.weight * b.weight
            won += a.weight * b.weight * (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0)
          }
        expect(rocAuc(outcomes)).toBeCloseTo(won / all, 12)
      }),
    )
  })

  it('is 0.5 when all are said to be alike', () => {
    expect(rocAuc(said([1, 1], [1, 0], [1, 0]))).toBe(0.5)
  })
})

describe('averagePrecision', () => {
  it('by hand: precisions 1/1 and 2/3', () => {
    expect(averagePrecision(said([4, 1], [3, 0], [2, 1], [1, 0]))).toBeCloseTo((1 + 2 / 3) / 2, 12)
  })

  it('is the base rate when all are said to be alike', () => {
    expect(averagePrecision(said([1, 1], [1, 0], [1, 0], [1, 0]))).toBe(0.25)
  })
})

describe('liftInTop', () => {
  const ten = said([9, 1], [8, 0], [7, 0], [6, 0], [5, 0], [4, 1], [3, 0], [2, 0], [1, 0], [0, 0])

  it('by hand: one in the top tenth, two in ten: five times the base rate', () => {
    expect(liftInTop(ten, 0.1)).toBeCloseTo(5, 12)
    expect(liftInTop(ten, 1)).toBeCloseTo(1, 12)
  })

  it('counts a tie across the edge in part', () => {
    expect(liftInTop(said([1, 1], [1, 0], [0, 0], [0, 0]), 0.25)).toBeCloseTo(2, 12)
  })
})

describe('chances', () => {
  it('brier and log loss by hand', () => {
    expect(brier(said([0.8, 1], [0.4, 0, 3]))).toBeCloseTo((0.04 + 3 * 0.16) / 4, 12)
    expect(logLoss(said([0.5, 1], [0.5, 0]))).toBeCloseTo(Math.LN2, 12)
  })

  it('calibration error by hand: two bins, 0.1 and 0.3 off', () => {
    const outcomes = said([0.1, 0], [0.1, 0], [0.8, 1], [0.8, 0])
    expect(calibrationBins(outcomes, 2)).toHaveLength(2)
    expect(calibrationError(outcomes, 2)).toBeCloseTo((0.1 + 0.3) / 2, 12)
  })

  it('calibration error is 0 when what was said is what was seen', () => {
    expect(calibrationError(said([0.25, 1], [0.25, 0], [0.25, 0], [0.25, 0]))).toBeCloseTo(0, 12)
  })

  it('puts every outcome in one bin, and equal scores in the same', () => {
    fc.assert(
      fc.property(anyOutcomes, fc.integer({ min: 1, max: 10 }), (outcomes, count) => {
        const bins = calibrationBins(outcomes, count)
        const total = outcomes.reduce((sum, { weight }) => sum + weight, 0)
        expect(bins.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(total, 9)
        expect(bins.length).toBeLessThanOrEqual(new Set(outcomes.map(({ score }) => score)).size)
      }),
    )
  })
})

describe('calibrationNoise', () => {
  it('is what the error comes to when all that is said is true', () => {
    const random = randomFrom(9)
    const errors = Array.from({ length: 200 }, () => {
      const outcomes = Array.from({ length: 400 }, (): Outcome => {
        const score = 0.05 + 0.4 * random()
        return { score, label: random() < score ? 1 : 0, weight: 1 }
      })
      return calibrationError(outcomes) / calibrationNoise(outcomes)
    })
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length
    expect(mean).toBeGreaterThan(0.9)
    expect(mean).toBeLessThan(1.1)
  })
})

import { describe, expect, it } from 'vitest'
import { randomFrom } from './bootstrap.ts'
import { calibrationBound, errorWithin } from './calibration-bound.ts'
import { calibrationBins, type Outcome } from './metrics.ts'

/** Visits of whom a chance was said that is off by `error`, up in one half of them and down in the other. */
function offBy(error: number, visits: number, seed: number): readonly Outcome[] {
  const random = randomFrom(seed)
  return Array.from({ length: visits }, (): Outcome => {
    const score = 0.1 + 0.3 * random()
    const chance = score < 0.25 ? score + error : score - error
    return { score, label: random() < chance ? 1 : 0, weight: 1 }
  })
}

/** How often that would be told as percentages. */
function shareTold(error: number, visits: number): number {
  const bounds = Array.from({ length: 60 }, (_, seed) => calibrationBound(offBy(error, visits, seed)))
  return bounds.filter((bound) => bound <= 0.02).length / bounds.length
}

describe('calibrationBound', () => {
  it('lets chances pass that are right, once there are visits enough to see it', () => {
    expect(shareTold(0, 4000)).toBeGreaterThan(0.8)
    expect(shareTold(0, 200)).toBe(0)
  })

  it('lets hardly any pass that are off by clearly more, however many visits there are', () => {
    for (const visits of [200, 1000, 4000, 16_000]) expect(shareTold(0.04, visits)).toBeLessThan(0.1)
  })

  it('is what was seen where visits are many', () => {
    expect(calibrationBound(offBy(0.06, 100_000, 1))).toBeCloseTo(0.06, 2)
    expect(calibrationBound(offBy(0, 100_000, 1))).toBeLessThan(0.005)
  })

  it('does not take luck for knowledge: few visits that came true exactly prove nothing', () => {
    const exact = Array.from(
      { length: 100 },
      (_, i): Outcome => ({ score: 0.5, label: i % 2 === 0 ? 1 : 0, weight: 1 }),
    )
    expect(calibrationBound(exact)).toBeGreaterThan(0.02)
  })

  it('holds nothing for true of nobody', () => {
    expect(calibrationBound([])).toBe(0.5)
  })
})

describe('errorWithin', () => {
  const bin = (distance: number, deviation = 0.01) => ({ weight: 1, distance, deviation })

  it('rises with the limit, and falls with what was seen', () => {
    const bins = [bin(0.01), bin(0.02)]
    expect(errorWithin(0.03, bins)).toBeGreaterThan(errorWithin(0.02, bins))
    expect(errorWithin(0.02, bins)).toBeGreaterThan(errorWithin(0.02, [bin(0.02), bin(0.03)]))
    expect(errorWithin(0.5, bins)).toBeCloseTo(1, 9)
  })

  it('is in doubt where chance could have done it', () => {
    expect(errorWithin(0.02, [bin(0.06, 0.01)])).toBeLessThan(0.01)
    expect(errorWithin(0.02, [bin(0.06, 0.06)])).toBeGreaterThan(0.1)
  })

  it('is what the bound was found by', () => {
    const outcomes = offBy(0.02, 4000, 9)
    const bound = calibrationBound(outcomes)
    const bins = calibrationBins(outcomes).map(({ weight, said, seen }) => ({
      weight,
      distance: Math.abs(said - seen),
      deviation: Math.sqrt((said * (1 - said)) / weight),
    }))
    expect(errorWithin(bound, bins)).toBeGreaterThanOrEqual(2 / 3)
    expect(errorWithin(bound - 0.0005, bins)).toBeLessThan(2 / 3)
  })

  it('has nothing to say of nobody', () => {
    expect(errorWithin(0.02, [])).toBe(0)
  })
})

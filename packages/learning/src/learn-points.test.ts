import { checkModel, PRIORS, type SignalName } from '@koopsignaal/scoring'
import { describe, expect, it } from 'vitest'
import { randomFrom } from './bootstrap.ts'
import { ALL_TIMES } from './border-figures.ts'
import { MONDAY } from './fixtures.ts'
import { learnPoints } from './learn-points.ts'
import type { Reading, Readings } from './readings.ts'

const model = PRIORS.shop
const of = (weights: ReturnType<typeof learnPoints>, signal: SignalName) =>
  weights!.find((one) => one.signal === signal)!
const shipped = (signal: SignalName) => of(model.weights, signal)

/** Visits of one moment, where reading a price doubles the odds a number of times and looking twice does so another number of times. */
function visitors(count: number, { price, repeat }: { price: number; repeat: number }): readonly Readings[] {
  const random = randomFrom(7)
  return Array.from({ length: count }, (_, index): Readings => {
    const values = { priceViews: random() < 0.4 ? 1 : 0, repeatViews: random() < 0.4 ? 1 : 0 }
    const logit = -2 + Math.LN2 * (price * values.priceViews + repeat * values.repeatViews)
    const label = random() < 1 / (1 + Math.exp(-logit)) ? 1 : 0
    const step: Reading = { at: MONDAY + index, values, label, target: label, weight: 1 }
    return { visitor: `visitor-${index}`, steps: [step] }
  })
}

const learn = (all: readonly Readings[], stretch = ALL_TIMES) =>
  learnPoints(all, model, stretch, 'fitted on a shop')

describe('learnPoints', () => {
  it('divides points as visitors tell it, and lets the score spread as far as before', () => {
    const weights = learn(visitors(20_000, { price: 2, repeat: 1 }))
    const [price, repeat] = [of(weights, 'priceViews').points, of(weights, 'repeatViews').points]
    expect(price / repeat).toBeGreaterThan(1.7)
    expect(price / repeat).toBeLessThan(2.3)
    const before = Math.hypot(shipped('priceViews').points, shipped('repeatViews').points)
    expect(Math.hypot(price, repeat)).toBeCloseTo(before, 0)
  })

  it('never lets a signal change sides', () => {
    const weights = learn(visitors(20_000, { price: 2, repeat: -2 }))
    expect(of(weights, 'repeatViews').points).toBe(0)
    expect(of(weights, 'priceViews').points).toBeGreaterThan(shipped('priceViews').points)
  })

  it('lets a signal saturate where it did', () => {
    const price = of(learn(visitors(20_000, { price: 2, repeat: 1 })), 'priceViews')
    expect(price.cap / price.points).toBeCloseTo(shipped('priceViews').cap / shipped('priceViews').points, 1)
  })

  it('believes the kind of site as long as there is little evidence', () => {
    const weights = learn(visitors(40, { price: -2, repeat: 2 }))
    expect(of(weights, 'priceViews').points).toBeGreaterThan(shipped('priceViews').points / 2)
  })

  it('leaves alone what nobody showed', () => {
    const weights = learn(visitors(5_000, { price: 2, repeat: 1 }))
    expect(of(weights, 'proofViews')).toEqual(shipped('proofViews'))
    expect(of(weights, 'priceViews').source).toBe('fitted on a shop')
    expect(checkModel({ ...model, weights: weights! }).weights.map(({ signal }) => signal)).toEqual(
      model.weights.map(({ signal }) => signal),
    )
  })

  it('aims at the target, which the label is only the surest part of', () => {
    const all = visitors(2_000, { price: 2, repeat: 0 }).map(({ visitor, steps }) => ({
      visitor,
      steps: steps.map((step): Reading => ({ ...step, target: step.values.repeatViews === 1 ? 0.9 : 0.1 })),
    }))
    const weights = learn(all)
    expect(of(weights, 'repeatViews').points).toBeGreaterThan(of(weights, 'priceViews').points)
  })

  it('learns from its own stretch of time alone', () => {
    const [past, future] = [
      visitors(2_000, { price: 2, repeat: 0 }),
      visitors(2_000, { price: 0, repeat: 2 }),
    ]
    const moved = future.map(({ visitor, steps }) => ({
      visitor: `${visitor}-late`,
      steps: steps.map((step) => ({ ...step, at: step.at + 1e9 })),
    }))
    const until = { from: Number.NEGATIVE_INFINITY, to: MONDAY + 1e9 }
    expect(learn([...past, ...moved], until)).toEqual(learn(past))
  })

  it('says nothing without outcomes of both kinds', () => {
    const nobody = visitors(50, { price: 2, repeat: 1 }).map(({ visitor, steps }) => ({
      visitor,
      steps: steps.map((step): Reading => ({ ...step, label: 0, target: 0 })),
    }))
    expect(learn(nobody)).toBeNull()
    expect(learn([])).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { FEATURES, type Feature } from './features.ts'
import { alongCurve, logitOf } from './head.ts'
import { PRIORS } from './model.ts'

const CURVE = [
  { from: -1, to: 0 },
  { from: 0, to: 1 },
  { from: 2, to: 2 },
]

describe('alongCurve', () => {
  it.each([
    [-2, -1],
    [-1, 0],
    [-0.5, 0.5],
    [0, 1],
    [1, 1.5],
    [2, 2],
    [4, 3],
  ])('at %d is %d', (x, y) => {
    expect(alongCurve(CURVE, x)).toBeCloseTo(y, 12)
  })
})

describe('logitOf', () => {
  const features = Object.fromEntries(FEATURES.map((name) => [name, 1])) as Record<Feature, number>
  const head = { ...PRIORS.shop.now, halfLife: 1000 }

  it('fades to the intercept, and along the curve to what it says of that', () => {
    expect(logitOf(head, features, 1e9)).toBeCloseTo(head.intercept, 12)
    expect(logitOf({ ...head, curve: CURVE }, features, 1e9)).toBeCloseTo(
      alongCurve(CURVE, head.intercept),
      12,
    )
  })

  it('is halfway there after a half-life', () => {
    const [fresh, half] = [logitOf(head, features), logitOf(head, features, 1000)]
    expect(half - head.intercept).toBeCloseTo((fresh - head.intercept) / 2, 12)
  })
})

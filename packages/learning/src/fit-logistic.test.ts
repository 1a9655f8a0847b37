import { describe, expect, it } from 'vitest'
import { fitLogistic } from './fit-logistic.ts'
import { solvePositive } from './solve-positive.ts'

const free = { prior: 0, precision: 0, sign: 0 } as const

describe('fitLogistic', () => {
  it('with an intercept alone gives the log-odds of the mean, weights and shares included', () => {
    const [intercept] = fitLogistic({
      rows: [1, 1, 1].map((one) => Float64Array.of(one)),
      labels: [1, 0, 0.5],
      weights: [1, 2, 2],
      coefficients: [free],
    })
    expect(intercept).toBeCloseTo(Math.log(0.4 / 0.6), 9)
  })

  it('does not run away where the data part cleanly, if there is a belief', () => {
    const [, slope] = fitLogistic({
      rows: [-1, -1, 1, 1].map((x) => Float64Array.of(1, x)),
      labels: [0, 0, 1, 1],
      weights: [1, 1, 1, 1],
      coefficients: [free, { prior: 0, precision: 1, sign: 0 }],
    })
    // Where slope = Σ |residual|: slope · 1 = 4 / (1 + e^slope).
    expect(slope).toBeCloseTo(4 / (1 + Math.exp(slope!)), 6)
  })

  it('survives two columns that say the same', () => {
    const fitted = fitLogistic({
      rows: [-2, -1, 1, 2].map((x) => Float64Array.of(1, x, x)),
      labels: [0, 1, 0, 1],
      weights: [1, 1, 1, 1],
      coefficients: [free, free, free],
    })
    expect(fitted.every(Number.isFinite)).toBe(true)
  })

  it('refuses rows of another length', () => {
    const rows = [Float64Array.of(1, 2)]
    expect(() => fitLogistic({ rows, labels: [1], weights: [1], coefficients: [free] })).toThrow('row')
  })
})

describe('solvePositive', () => {
  it('solves by hand: 4x + 2y = 8, 2x + 3y = 7', () => {
    const [x, y] = solvePositive([[4], [2, 3]], [8, 7])
    expect(x).toBeCloseTo(1.25, 12)
    expect(y).toBeCloseTo(1.5, 12)
  })

  it('refuses a matrix that is not positive definite', () => {
    expect(() => solvePositive([[1], [2, 1]], [1, 1])).toThrow('positive definite')
  })
})

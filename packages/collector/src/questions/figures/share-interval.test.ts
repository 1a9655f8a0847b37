import { describe, expect, it } from 'vitest'
import { quantile } from './quantile.ts'
import { differenceInterval, shareInterval } from './share-interval.ts'

describe('the interval of a share', () => {
  it('is the one that the paper gives', () => {
    const { low, high } = shareInterval(5, 10)!
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.2366', '0.7634'])
  })

  it('ends at 0 and at 1 where nobody and everybody did', () => {
    expect(shareInterval(0, 20)!.low).toBe(0)
    expect(shareInterval(0, 20)!.high).toBeCloseTo(0.1611, 4)
    expect(shareInterval(20, 20)!.high).toBe(1)
    expect(shareInterval(20, 20)!.low).toBeCloseTo(0.8389, 4)
  })

  it('is not there of nothing', () => {
    expect(shareInterval(0, 0)).toBeNull()
    expect(differenceInterval({ hits: 0, all: 0 }, { hits: 1, all: 2 })).toBeNull()
  })

  it('of a difference is the one that the paper gives, and turns its sign with the sides', () => {
    // Newcombe (1998), example a of table II.
    const [a, b] = [
      { hits: 56, all: 70 },
      { hits: 48, all: 80 },
    ]
    const { low, high } = differenceInterval(a, b)!
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.0524', '0.3339'])
    const other = differenceInterval(b, a)!
    expect(other.low).toBeCloseTo(-high, 12)
    expect(other.high).toBeCloseTo(-low, 12)
  })
})

describe('a quantile', () => {
  it('lies between its neighbours in proportion', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile([1, 2, 3, 10], p))).toEqual([1, 1.75, 2.5, 4.75, 10])
    expect(quantile([7], 0.3)).toBe(7)
  })

  it('of no values is refused', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError)
  })
})

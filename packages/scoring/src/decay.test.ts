import { DAY } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDecayed, decay, decayedAt } from './decay.ts'

const sums = fc.record({
  sum: fc.double({ min: 0, max: 1e6, noNaN: true }),
  at: fc.integer({ min: 0, max: 90 * DAY }),
})

describe('decay', () => {
  it('halves every half-life', () => {
    expect(decay(0, DAY)).toBe(1)
    expect(decay(DAY, DAY)).toBe(0.5)
    expect(decay(3 * DAY, DAY)).toBe(0.125)
  })

  it('takes two stretches as one', () => {
    const stretch = fc.integer({ min: 0, max: 30 * DAY })
    fc.assert(
      fc.property(stretch, stretch, (a, b) => {
        expect(decay(a + b, 7 * DAY)).toBeCloseTo(decay(a, 7 * DAY) * decay(b, 7 * DAY), 12)
      }),
    )
  })

  it('refuses a half-life of nothing and time that runs backwards', () => {
    expect(() => decay(1, 0)).toThrow(RangeError)
    expect(() => decay(-1, DAY)).toThrow(RangeError)
    expect(() => decay(Number.NaN, DAY)).toThrow(RangeError)
  })

  it('adds sums at the later moment, in any order', () => {
    expect(addDecayed({ sum: 1, at: 0 }, { sum: 1, at: DAY }, DAY)).toEqual({ sum: 1.5, at: DAY })
    fc.assert(
      fc.property(sums, sums, sums, (a, b, c) => {
        const left = addDecayed(addDecayed(a, b, DAY), c, DAY)
        const right = addDecayed(a, addDecayed(b, c, DAY), DAY)
        expect(addDecayed(a, b, DAY)).toEqual(addDecayed(b, a, DAY))
        expect(left.at).toBe(right.at)
        expect(Math.abs(left.sum - right.sum)).toBeLessThanOrEqual(1e-9 * Math.max(1, left.sum))
      }),
    )
  })

  it('reads a sum that is not there as 0', () => {
    expect(decayedAt(undefined, DAY, DAY)).toBe(0)
    expect(decayedAt({ sum: 4, at: 0 }, 2 * DAY, DAY)).toBe(1)
  })
})

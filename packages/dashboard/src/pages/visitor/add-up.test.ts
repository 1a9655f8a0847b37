import fc from 'fast-check'
import { expect, it } from 'vitest'
import { roundToAddUp } from './add-up.ts'

const points = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { maxLength: 30 })

it('shows parts that add up to the rounded total', () => {
  fc.assert(
    fc.property(points, (values) => {
      const total = Math.round(values.reduce((sum, value) => sum + value, 0) * 10) / 10
      expect(roundToAddUp(values).reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 6)
    }),
  )
})

it('moves no part by more than a tenth', () => {
  fc.assert(
    fc.property(points, (values) => {
      const shown = roundToAddUp(values)
      for (const [i, value] of values.entries()) expect(Math.abs(shown[i]! - value)).toBeLessThan(0.1 + 1e-9)
    }),
  )
})

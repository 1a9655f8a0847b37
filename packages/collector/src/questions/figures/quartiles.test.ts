import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quantile } from './quantile.ts'
import { QUARTERS, quartilesOf } from './quartiles.ts'

it('are what they are among all in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 }), (numbers) => {
      const sorted = numbers.toSorted((a, b) => a - b)
      expect(quartilesOf(Float64Array.from(numbers))).toEqual(QUARTERS.map((one) => quantile(sorted, one)))
    }),
  )
})

it('there are none of nothing', () => {
  expect(() => quartilesOf(new Float64Array())).toThrow(RangeError)
})

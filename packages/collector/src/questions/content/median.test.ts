import fc from 'fast-check'
import { expect, it } from 'vitest'
import { median } from './median.ts'

it('is the middle of the sorted numbers, whatever order they come in', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 200 }), (numbers) => {
      const sorted = numbers.toSorted((a, b) => a - b)
      const [lower, upper] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!]
      expect(median(Float64Array.from(numbers))).toBe((lower + upper) / 2)
    }),
  )
})

it('is nothing of nothing', () => {
  expect(median(new Float64Array())).toBeNull()
})

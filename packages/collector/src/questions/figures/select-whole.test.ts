import fc from 'fast-check'
import { expect, it } from 'vitest'
import { selectWhole } from './select-whole.ts'

it('finds what stands at a place when all are put in order', () => {
  const number = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
  const numbers = fc.array(number, { minLength: 1, maxLength: 300 })
  fc.assert(
    fc.property(numbers, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (all, share) => {
      const place = Math.floor(share * all.length)
      expect(selectWhole(Uint32Array.from(all), place)).toBe(all.toSorted((a, b) => a - b)[place])
    }),
  )
})

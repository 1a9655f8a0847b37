import fc from 'fast-check'
import { expect, it } from 'vitest'
import { selectWhole } from './select-whole.ts'

it('finds what stands at some places when all are put in order', () => {
  const number = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
  const numbers = fc.array(number, { minLength: 1, maxLength: 300 })
  const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(numbers, share, fc.nat(3), (all, share, step) => {
      const first = Math.floor(share * all.length)
      const places = [first, Math.min(all.length - 1, first + step)]
      const sorted = all.toSorted((a, b) => a - b)
      expect(selectWhole(Uint32Array.from(all), places)).toEqual(places.map((place) => sorted[place]))
    }),
  )
})

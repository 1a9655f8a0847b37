import fc from 'fast-check'
import { expect, it } from 'vitest'
import { iso } from './iso.ts'

/** The first and the last moment that a date can have. */
const ENDS = 8.64e15

it('writes every moment as Date does', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.integer({ min: -ENDS, max: ENDS }),
        fc.integer({ min: 0, max: 4e12 }),
        fc.constantFrom(ENDS, -ENDS, 0, -1, 999, 86_399_999, 1.5, -0.5),
      ),
      (at) => {
        expect(iso(at)).toBe(new Date(at).toISOString())
      },
    ),
  )
})

it('refuses what is no moment', () => {
  for (const at of [Number.NaN, Number.POSITIVE_INFINITY, ENDS + 1, -ENDS - 1])
    expect(() => iso(at)).toThrow(RangeError)
})

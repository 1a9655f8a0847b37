import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyHistory } from './fixtures.ts'
import { priorFor } from './model.ts'
import { axesOf, axisPoints, contributionsOf } from './scorecard.ts'
import { empty, fromEvent, merge } from './state.ts'

it('comes to the points that the contributions add up to, to the bit, capped axes included', () => {
  let capped = 0
  const caps = fc.constantFrom(2, 5, 20, 100)
  fc.assert(
    fc.property(anyHistory, caps, (events, cap) => {
      const model = { ...priorFor('shop'), axisCaps: { waarom: cap, wat: cap, waar: cap } }
      const state = events.map(fromEvent).reduce(merge, empty)
      const axes = axesOf(state, model)
      expect(axes).toEqual(axisPoints(contributionsOf(state, model)))
      if (Object.values(axes).some((points) => Math.abs(points - cap) < 1e-9)) capped++
    }),
    { numRuns: 500 },
  )
  expect(capped).toBeGreaterThan(50)
})

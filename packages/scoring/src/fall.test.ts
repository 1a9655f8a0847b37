import { AXES, type DurationMs } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fallsBelow } from './fall.ts'
import { priorFor } from './model.ts'
import type { Model } from './model-type.ts'
import { type AxisPoints, rawScore } from './scorecard.ts'

/** Half-lives short enough to look at every single millisecond. */
const halfLife = fc.integer({ min: 3, max: 150 })
const points = fc.double({ min: -60, max: 60, noNaN: true })
const cases = fc.record({
  axes: fc.record({ waarom: points, wat: points, waar: points }),
  halfLives: fc.record({ waarom: halfLife, wat: halfLife, waar: halfLife }),
  above: fc.double({ min: 0.5, max: 30, noNaN: true }),
})

function byLooking(axes: AxisPoints, level: number, model: Model): DurationMs {
  for (let t = 0; ; t++) if (rawScore(axes, t, model) < level) return t
}

describe('fallsBelow', () => {
  it('finds the very millisecond, also where the score dips or rises first', () => {
    let turned = 0
    fc.assert(
      fc.property(cases, ({ axes, halfLives, above }) => {
        const model = { ...priorFor('shop'), halfLives }
        const level = model.base + above
        expect(fallsBelow(axes, level, model)).toBe(byLooking(axes, level, model))
        if (AXES.some((axis) => axes[axis] < 0) && rawScore(axes, 0, model) >= level) turned += 1
      }),
      { numRuns: 12_000 },
    )
    // The hard cases did occur.
    expect(turned).toBeGreaterThan(600)
  })

  it('finds the millisecond among weeks of them', () => {
    const favour = fc.double({ min: 0.5, max: 60, noNaN: true })
    fc.assert(
      fc.property(
        fc.record({ waarom: favour, wat: favour, waar: favour }),
        fc.double({ min: 0.001, max: 30, noNaN: true }),
        (axes, above) => {
          const model = priorFor('shop')
          const level = model.base + above
          const fall = fallsBelow(axes, level, model)
          expect(rawScore(axes, fall, model)).toBeLessThan(level)
          if (fall > 0) expect(rawScore(axes, fall - 1, model)).toBeGreaterThanOrEqual(level)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('stops at a dip between two stretches above', () => {
    // Falls fast, is carried back up as the negative axis fades: 30·2^(−t/5) − 40·2^(−t/40) + 30·2^(−t/150).
    const model = { ...priorFor('shop'), halfLives: { waarom: 150, wat: 40, waar: 5 } }
    const axes = { waarom: 30, wat: -40, waar: 30 }
    const level = model.base + 5
    const fall = fallsBelow(axes, level, model)
    expect(rawScore(axes, 0, model)).toBeGreaterThan(level)
    expect(fall).toBe(byLooking(axes, level, model))
    expect(fall).toBeLessThan(60)
    expect(rawScore(axes, 60, model)).toBeGreaterThan(level)
  })

  it('is at once for who is below already', () => {
    expect(fallsBelow({ waarom: 0, wat: 0, waar: 0 }, 20, priorFor('shop'))).toBe(0)
  })

  it('refuses a level that is never fallen below', () => {
    const model = priorFor('shop')
    expect(() => fallsBelow({ waarom: 30, wat: 0, waar: 0 }, model.base, model)).toThrow(RangeError)
  })
})

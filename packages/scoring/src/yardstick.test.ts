import type { Event } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyHistory } from './fixtures.ts'
import { priorFor } from './model.ts'
import type { Model } from './model-type.ts'
import { advance, isLater, type Profile } from './profile.ts'
import { rawScore } from './scorecard.ts'
import type { Span } from './standing.ts'
import { splice } from './timeline.ts'
import { yardstickOf, yardsticksOf } from './yardstick.ts'

const model = priorFor('shop')
const next = (change: Partial<Model>): Model => ({ ...model, version: 'next', ...change })
const [PASSANT, ZOEKER, KOPER] = [model.zoeker.enter - 1, model.zoeker.enter, model.koper.enter]

function walk(events: readonly Event[], by: Model) {
  let profile: Profile | null = null
  let timeline: readonly Span[] = []
  let highest = Number.NEGATIVE_INFINITY
  for (const event of events.filter(({ bot }) => bot === null).toSorted((a, b) => (isLater(a, b) ? 1 : -1))) {
    const step = advance(profile, event, by)
    profile = step.profile
    highest = Math.max(highest, rawScore(profile.axes, 0, by))
    timeline = splice(timeline, event.at, step.spans)
  }
  return { profile, timeline, highest }
}

describe('yardstickOf', () => {
  it('does not ask for chances, the average or the name', () => {
    const heads = next({ now: { ...model.now, intercept: -1 }, calibrated: true, average: { focus: 2 } })
    expect(yardsticksOf(heads)).toEqual(yardsticksOf(model))
  })

  it('asks for the borders that were reached, and no others', () => {
    const later = next({ zoeker: { enter: 39, exit: 13 } })
    expect(yardstickOf(later, PASSANT)).toBe(yardstickOf(model, PASSANT))
    expect(yardstickOf(later, ZOEKER)).not.toBe(yardstickOf(model, ZOEKER))
    const harder = next({ koper: { enter: 60, exit: 45 } })
    expect(yardstickOf(harder, ZOEKER)).toBe(yardstickOf(model, ZOEKER))
    expect(yardstickOf(harder, KOPER)).not.toBe(yardstickOf(model, KOPER))
  })

  it.each([
    ['an easier zoeker', { zoeker: { enter: PASSANT, exit: 9 } }],
    ['another start', { base: 4 }],
    ['other points', { weights: model.weights.slice(1) }],
    ['another ceiling', { axisCaps: { ...model.axisCaps, wat: 40 } }],
    ['another fading', { halfLives: { ...model.halfLives, wat: 1 } }],
    ['another visie', { visie: 12 }],
  ])('is another one for a passant with %s', (_name, change) => {
    expect(yardstickOf(next(change), PASSANT)).not.toBe(yardstickOf(model, PASSANT))
  })

  it('means the same timeline where it is the same', () => {
    const border = fc.record({
      enter: fc.integer({ min: 18, max: 60 }),
      exit: fc.integer({ min: 6, max: 18 }),
    })
    let same = 0
    fc.assert(
      fc.property(anyHistory, border, fc.integer({ min: 60, max: 80 }), (events, zoeker, enter) => {
        const after = next({ zoeker, koper: { enter, exit: 40 } })
        const [a, b] = [walk(events, model), walk(events, after)]
        if (a.profile?.yardstick !== b.profile?.yardstick) return
        same++
        expect(b).toEqual(a)
      }),
    )
    expect(same).toBeGreaterThan(20)
  })

  it('is that of the highest score at any event', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const { profile, highest } = walk(events, model)
        if (profile === null) return
        expect(profile.peak).toBe(highest)
        expect(profile.yardstick).toBe(yardstickOf(model, highest))
      }),
    )
  })
})

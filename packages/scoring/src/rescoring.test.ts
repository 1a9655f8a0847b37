import type { Event } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyHistory } from './fixtures.ts'
import { priorFor } from './model.ts'
import type { Model } from './model-type.ts'
import { advance, type Profile } from './profile.ts'
import { rescoringFor } from './rescoring.ts'
import type { Span } from './standing.ts'
import { splice } from './timeline.ts'

const model = priorFor('shop')
const next = (change: Partial<Model>): Model => ({ ...model, version: 'next', ...change })

function timelineOf(events: readonly Event[], by: Model) {
  let profile: Profile | null = null
  let timeline: readonly Span[] = []
  for (const event of events
    .filter(({ bot }) => bot === null)
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))) {
    const step = advance(profile, event, by)
    profile = step.profile
    timeline = splice(timeline, event.at, step.spans)
  }
  return timeline
}

describe('rescoringFor', () => {
  it('is none where only the chances or the average changed', () => {
    const heads = next({ now: { ...model.now, intercept: -1 }, calibrated: true, average: { focus: 2 } })
    expect(rescoringFor(model, heads)).toBe('none')
  })

  it('is for those who were more than a passant where it only got harder to become a zoeker', () => {
    expect(
      rescoringFor(model, next({ zoeker: { enter: 39, exit: 13 }, koper: { enter: 54, exit: 34 } })),
    ).toBe('who_left_passant')
    expect(rescoringFor(model, next({ koper: { enter: 50, exit: 38 } }))).toBe('who_left_passant')
  })

  it.each([
    ['an easier zoeker', { zoeker: { enter: 20, exit: 9 } }],
    ['another start', { base: 4 }],
    ['other points', { weights: model.weights.slice(1) }],
    ['another ceiling', { axisCaps: { ...model.axisCaps, wat: 40 } }],
    ['another fading', { halfLives: { ...model.halfLives, wat: 1 } }],
    ['another visie', { visie: 12 }],
  ])('is for everybody with %s', (_name, change) => {
    expect(rescoringFor(model, next(change))).toBe('all')
  })

  it('leaves alone only those whose timeline stays what it was', () => {
    fc.assert(
      fc.property(
        anyHistory,
        fc.record({ enter: fc.integer({ min: 18, max: 60 }), exit: fc.integer({ min: 6, max: 18 }) }),
        (events, zoeker) => {
          const after = next({ zoeker, koper: { enter: 70, exit: 40 } })
          if (rescoringFor(model, after) !== 'who_left_passant') return
          const before = timelineOf(events, model)
          if (before.some(({ segment }) => segment !== 'passant')) return
          expect(timelineOf(events, after)).toEqual(before)
        },
      ),
    )
  })
})

import { DAY, HOUR, MINUTE } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { featuresOf, previousVisits, recentVisits } from './features.ts'
import { event, MONDAY, visit } from './fixtures.ts'
import { priorFor } from './model.ts'
import { fold } from './profile.ts'
import { SIGNALS } from './signals.ts'
import type { VisitorState } from './state.ts'

const stateOf = (events: Parameters<typeof fold>[0]): VisitorState => fold(events, priorFor('shop'))!.state

describe('featuresOf', () => {
  it('reads the current visit: three looks at two chairs, one at a lamp', () => {
    const looks = visit(MONDAY, [
      { item: 'a', category: 'chairs' },
      { item: 'b', category: 'chairs' },
      { item: 'a', category: 'chairs' },
      { item: 'l', category: 'lamps' },
    ])
    const features = featuresOf(stateOf(looks))
    expect(features.logViews).toBeCloseTo(Math.log(5), 12)
    expect(features.repeatShare).toBeCloseTo(1 / 4, 12)
    expect(features.focus).toBeCloseTo(Math.log(3 / 2), 12)
    expect(features.logElapsed).toBeCloseTo(Math.log(1 + 180), 12)
    expect(features.logPace).toBeCloseTo(Math.log(1 + 45), 12)
    expect(features.logPreviousVisits).toBe(0)
  })

  it('counts the visits before this one, kept or older, but no booking of a back office', () => {
    const days = [0, 10, 20, 20.5].map((day, index) =>
      event({ id: `event-${index}-00`, at: MONDAY + day * DAY }),
    )
    const booking = event({ id: 'event-booking', type: 'conversion', at: MONDAY + 20.25 * DAY })
    const state = stateOf([...days, booking])
    expect(previousVisits(state)).toBe(3)
    expect(recentVisits(state)).toBeCloseTo(2 ** (-20.5 / 14) + 2 ** (-10.5 / 14) + 2 ** (-0.5 / 14), 9)
    expect(featuresOf(state).logDaysAway).toBeCloseTo(Math.log(1.5), 12)
    expect(featuresOf(state).logConversions).toBeCloseTo(Math.log(2), 12)
    expect(featuresOf(state).conversionsPerVisit).toBeCloseTo(Math.log2(1 + 1 / 4), 12)
  })
})

describe('kindShare', () => {
  const share = (categories: readonly string[]): number =>
    featuresOf(
      stateOf(
        visit(
          MONDAY,
          categories.map((category, i) => ({ item: `i${i}`, category })),
        ),
      ),
    ).kindShare

  it('grows while a visitor stays with one kind and drops with a look at another', () => {
    expect(share(['chairs'])).toBeCloseTo(1 / 2, 12)
    expect(share(['chairs', 'chairs', 'chairs'])).toBeCloseTo(3 / 4, 12)
    expect(share(['chairs', 'chairs', 'lamps'])).toBeCloseTo(1 / 4, 12)
  })

  it('says nothing in a visit that has not looked at any kind yet', () => {
    const back = event({ id: 'event-back', at: MONDAY + DAY })
    expect(featuresOf(stateOf([event({ category: 'chairs' }), back])).kindShare).toBe(0)
  })
})

describe('habit', () => {
  const yesterday = visit(MONDAY, [
    { item: 'a', category: 'chairs' },
    { item: 'b', category: 'chairs' },
  ])
  const today = (looks: readonly { item: string; category: string }[]): number =>
    featuresOf(
      stateOf([
        ...yesterday,
        ...visit(MONDAY + DAY, looks).map((look, i) => ({ ...look, id: `event-today-${i}` })),
      ]),
    ).habit

  it('is looking at other things of kinds that were looked at on an earlier day', () => {
    expect(today([{ item: 'c', category: 'chairs' }])).toBeGreaterThan(0.9)
    expect(
      today([
        { item: 'c', category: 'chairs' },
        { item: 'd', category: 'chairs' },
      ]),
    ).toBeGreaterThan(1.5)
  })

  it('is not coming back to the same thing, nor looking at another kind', () => {
    // A day later a look is worth a little less than one.
    expect(today([{ item: 'a', category: 'chairs' }])).toBeLessThan(0.1)
    expect(today([{ item: 'l', category: 'lamps' }])).toBe(0)
  })

  it('is nothing within a first visit, and without categories', () => {
    expect(featuresOf(stateOf(yesterday)).habit).toBe(0)
    const plain = [0, 1].map((day) =>
      event({ id: `event-day-${day}`, item: `i${day}`, at: MONDAY + day * DAY }),
    )
    expect(featuresOf(stateOf(plain)).habit).toBe(0)
  })
})

describe('stepsPerVisit', () => {
  it('halves with an earlier visit, which fades over weeks, while the step fades in a day', () => {
    const step = event({ id: 'event-step', type: 'cta_click', detail: { cta: 'cart' }, at: MONDAY + MINUTE })
    expect(featuresOf(stateOf([event({}), step])).stepsPerVisit).toBe(1)
    const back = event({ id: 'event-back', at: MONDAY + MINUTE + DAY })
    expect(featuresOf(stateOf([event({}), step, back])).stepsPerVisit).toBeCloseTo(
      0.5 / (1 + 2 ** (-1 / 14)),
      9,
    )
  })
})

describe('focus', () => {
  const chairs = visit(
    MONDAY,
    ['a', 'b', 'c'].map((item) => ({ item, category: 'chairs' })),
  )

  it('is carried into a visit shortly after and not into the next day', () => {
    const end = MONDAY + 2 * MINUTE
    const back = (wait: number): number =>
      SIGNALS.focus.read(stateOf([...chairs, event({ id: 'event-back', at: end + wait })]))
    expect(back(0)).toBeCloseTo(2, 12)
    expect(back(2 * HOUR)).toBeCloseTo(1, 12)
    expect(back(DAY)).toBeLessThan(0.01)
  })
})

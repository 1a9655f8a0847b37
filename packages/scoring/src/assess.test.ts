import { AXES, DAY } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assess, summarize } from './assess.ts'
import { counterfactual } from './counterfactual.ts'
import { decay } from './decay.ts'
import { FEATURES, featuresOf } from './features.ts'
import {
  anyHistory,
  clientOfServices,
  event,
  koperOfChair,
  koperReturning,
  MONDAY,
  visit,
} from './fixtures.ts'
import { priorFor } from './model.ts'
import type { Model } from './model-type.ts'
import { fold, standingAt } from './profile.ts'
import { empty } from './state.ts'

const model = priorFor('shop')

describe('assess', () => {
  it('adds up: base and all points are the score, at any moment', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 0, max: 90 * DAY }), (events, wait) => {
        const profile = fold(events, model)!
        const { base, contributions, raw, axes, score } = assess(profile, model, profile.last.at + wait)
        const sum = contributions.reduce((total, { points }) => total + points, base)
        expect(Math.abs(sum - raw)).toBeLessThan(1e-9)
        expect(Math.abs(base + axes.waarom + axes.wat + axes.waar - raw)).toBeLessThan(1e-9)
        expect(score).toBe(Math.min(100, Math.max(0, Math.round(raw))))
      }),
    )
  })

  it('fades every contribution by the half-life of its axis', () => {
    const profile = fold(koperReturning, model)!
    const fresh = assess(profile, model, profile.last.at)
    const wait = 5 * DAY
    const faded = assess(profile, model, profile.last.at + wait)
    for (const [index, { axis, points, value }] of faded.contributions.entries()) {
      const was = fresh.contributions[index]!
      expect(points).toBeCloseTo(was.points * decay(wait, model.halfLives[axis]), 12)
      expect(value).toBe(was.value)
    }
    for (const axis of AXES)
      expect(faded.axes[axis]).toBeCloseTo(fresh.axes[axis] * decay(wait, model.halfLives[axis]), 12)
  })

  it('says the same as standingAt', () => {
    const profile = fold(koperReturning, model)!
    for (const wait of [0, DAY, 10 * DAY, 100 * DAY])
      expect(assess(profile, model, profile.last.at + wait)).toMatchObject({
        ...standingAt(profile, profile.last.at + wait, model),
      })
  })

  it('says the same in short', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 0, max: 90 * DAY }), (events, wait) => {
        const profile = fold(events, model)
        if (profile === null) return
        const { segment, phase, score, confidence } = assess(profile, model, profile.last.at + wait)
        expect(summarize(profile, model, profile.last.at + wait)).toEqual({
          segment,
          phase,
          score,
          confidence,
        })
      }),
    )
  })

  it('takes a moment before the last event for that event’s: clocks jump', () => {
    const profile = fold(koperReturning, model)!
    expect(assess(profile, model, MONDAY - 3650 * DAY).raw).toBe(assess(profile, model, profile.last.at).raw)
  })

  it('tells an end only while it lies ahead', () => {
    const profile = fold(koperReturning, model)!
    expect(assess(profile, model, profile.koperUntil! - 1).koperUntil).toBe(profile.koperUntil)
    expect(assess(profile, model, profile.koperUntil!)).toMatchObject({ koperUntil: null, segment: 'zoeker' })
    expect(assess(profile, model, profile.zoekerUntil!)).toMatchObject({
      zoekerUntil: null,
      segment: 'passant',
    })
  })

  it('calls a visitor existing from the first conversion on', () => {
    const customer = fold(
      [...koperOfChair, event({ id: 'event-buy', type: 'conversion', at: MONDAY + DAY })],
      model,
    )!
    expect(assess(fold(koperOfChair, model)!, model, MONDAY + DAY).customer).toBe('new')
    expect(assess(customer, model, MONDAY + DAY).customer).toBe('existing')
  })
})

describe('against the site’s average visitor', () => {
  const average = { repeatViews: 4, searchEntry: 2.5, scatter: -1 }
  const own: Model = { ...model, average }

  it('adds up to the very same score, at any moment', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 0, max: 90 * DAY }), (events, wait) => {
        const profile = fold(events, model)!
        const at = profile.last.at + wait
        const { base, contributions, raw } = assess(profile, own, at)
        expect(base).toBe(model.base + 4 + 2.5 - 1)
        const sum = contributions.reduce((total, { points }) => total + points, base)
        expect(Math.abs(sum - raw)).toBeLessThan(1e-9)
        expect(assess(profile, own, at)).toMatchObject({
          raw: assess(profile, model, at).raw,
          against: 'average',
        })
      }),
    )
  })

  it('says of each signal how far the visitor is from the average, and of what only the average shows that it is missing', () => {
    const profile = fold(koperOfChair, model)!
    const plain = assess(profile, model, profile.last.at)
    const { contributions } = assess(profile, own, profile.last.at)
    const points = (list: typeof contributions, signal: string) => list.find((one) => one.signal === signal)
    expect(points(contributions, 'repeatViews')!.points).toBeCloseTo(
      points(plain.contributions, 'repeatViews')!.points - 4,
      12,
    )
    expect(points(contributions, 'searchEntry')).toEqual({
      signal: 'searchEntry',
      axis: 'waarom',
      value: 0,
      points: -2.5,
    })
    expect(points(contributions, 'focus')).toEqual(points(plain.contributions, 'focus'))
  })

  it('changes nothing but the explanation', () => {
    const profile = fold(koperReturning, model)!
    const [plain, compared] = [model, own].map((one) => assess(profile, one, profile.last.at + DAY))
    const { base, against, contributions, ...rest } = compared!
    expect(plain).toMatchObject(rest)
    expect(plain!.against).toBe('stranger')
    const asked = { profile, events: koperReturning, now: profile.last.at, language: 'nl' } as const
    expect(counterfactual({ ...asked, model: own })).toEqual(counterfactual({ ...asked, model }))
  })
})

describe('confidence', () => {
  const confidence = (events: Parameters<typeof fold>[0]): string => {
    const profile = fold(events, model)!
    return assess(profile, model, profile.last.at).confidence
  }

  it('is low under three events, whatever they are', () => {
    expect(confidence(visit(MONDAY, [{ topic: 'checkout' }, { type: 'form_submit' }]))).toBe('low')
    expect(confidence(visit(MONDAY, [{}, {}, {}]))).toBe('medium')
  })

  it('is high with many signals and far from another segment', () => {
    expect(confidence(clientOfServices)).toBe('high')
    // Seven signals, but at the edge.
    expect(confidence(clientOfServices.slice(0, 5))).toBe('medium')
  })
})

describe('the two chances', () => {
  const now = (events: Parameters<typeof fold>[0], wait = 0): number => {
    const profile = fold(events, model)!
    return assess(profile, model, profile.last.at + wait).now
  }

  it('see more in two looks at one chair than in one look at two', () => {
    const looks = (second: Partial<Parameters<typeof event>[0]>) =>
      visit(MONDAY, [
        { item: 'a', category: 'c' },
        { item: 'a', category: 'c', ...second },
      ])
    expect(now(looks({}))).toBeGreaterThan(now(looks({ item: 'b', category: 'd' })))
  })

  it('are chances, also of odd histories, and forget in time', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const profile = fold(events, model)!
        for (const wait of [0, 400 * DAY]) {
          const chances = assess(profile, model, profile.last.at + wait)
          for (const chance of [chances.now, chances.later]) {
            expect(chance).toBeGreaterThan(0)
            expect(chance).toBeLessThan(1)
          }
        }
        expect(now(events, 400 * DAY)).toBeCloseTo(1 / (1 + Math.exp(-model.now.intercept)), 9)
      }),
    )
  })

  it('find returning more likely in who returned before', () => {
    const profile = fold(koperReturning, model)!
    const once = fold(koperReturning.slice(0, 3), model)!
    expect(assess(profile, model, profile.last.at).later).toBeGreaterThan(
      assess(once, model, once.last.at).later,
    )
  })

  it('read nothing from nothing', () => {
    expect(Object.values(featuresOf(empty))).toEqual(FEATURES.map(() => 0))
  })
})

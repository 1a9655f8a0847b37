import type { Event } from '@koopsignaal/protocol'
import { AXES, DAY, SITE_KINDS } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assess } from './assess.ts'
import { anyHistory, event, MONDAY, visit } from './fixtures.ts'
import { PRIORS } from './model.ts'
import { fold } from './profile.ts'
import { axisPoints, contributionsOf, pointsOf } from './scorecard.ts'
import { SIGNAL_NAMES, SIGNALS, type SignalName } from './signals.ts'
import { empty, fromEvent, merge, type VisitorState } from './state.ts'

const stateOf = (events: readonly Event[]): VisitorState => events.map(fromEvent).reduce(merge, empty)
const from = (channel: 'search' | 'comparison') =>
  ({ channel, source: null, medium: null, campaign: null, term: null, content: null }) as const
const pages = (parts: readonly Partial<Event>[]): readonly Event[] => visit(MONDAY, parts)
const chair = { item: 'chair', topic: 'item' } as const

/** For each signal two histories, of which only the second one shows it. */
const ALONE: Readonly<Record<SignalName, readonly [readonly Event[], readonly Event[]]>> = {
  problemViews: [pages([{}]), pages([{ topic: 'problem' }])],
  searchEntry: [pages([{}]), pages([{ source: from('search') }])],
  engagement: [
    pages([{}, { type: 'feedback' }]),
    pages([{}, { type: 'engagement', detail: { engagedMs: 90_000 } }]),
  ],
  careersViews: [pages([{}]), pages([{ topic: 'careers' }])],
  supportViews: [pages([{}]), pages([{ topic: 'support' }])],
  solutionViews: [pages([{}]), pages([{ topic: 'solution' }])],
  itemViews: [pages([{}]), pages([{ topic: 'item' }])],
  listViews: [pages([{}]), pages([{ topic: 'list' }])],
  compareViews: [pages([{}]), pages([{ topic: 'compare' }])],
  repeatViews: [pages([chair, { ...chair, item: 'table' }]), pages([chair, chair])],
  favouriteItem: [
    [event({ ...chair, item: 'table' }), event({ ...chair, id: 'event-0002', at: MONDAY + DAY })],
    [event(chair), event({ ...chair, id: 'event-0002', at: MONDAY + DAY })],
  ],
  focus: [
    pages([chair, { ...chair, item: 'table' }]),
    pages([
      { ...chair, category: 'a' },
      { ...chair, item: 'table', category: 'a' },
    ]),
  ],
  scatter: [
    pages(['a', 'a', 'a', 'a'].map((category) => ({ category }))),
    pages(['a', 'b', 'c', 'd'].map((category) => ({ category }))),
  ],
  habit: [
    [event(chair), event({ ...chair, item: 'lamp', id: 'event-0002', at: MONDAY + DAY })].map((one, i) => ({
      ...one,
      category: i === 0 ? 'a' : 'b',
    })),
    [event(chair), event({ ...chair, item: 'lamp', id: 'event-0002', at: MONDAY + DAY })].map((one) => ({
      ...one,
      category: 'a',
    })),
  ],
  pace: [pages([{}]), [event(), event({ id: 'event-0002', type: 'feedback', at: MONDAY + 30_000 })]],
  siteSearch: [pages([{}, { type: 'feedback' }]), pages([{}, { type: 'search', detail: { query: 'x' } }])],
  comparisonEntry: [pages([{}]), pages([{ source: from('comparison') }])],
  priceViews: [pages([{}]), pages([{ topic: 'price' }])],
  proofViews: [pages([{}]), pages([{ topic: 'proof' }])],
  aboutViews: [pages([{}]), pages([{ topic: 'about' }])],
  contactViews: [pages([{}]), pages([{ topic: 'contact' }])],
  checkoutViews: [pages([{}]), pages([{ topic: 'checkout' }])],
  actions: [pages([{}, { type: 'feedback' }]), pages([{}, { type: 'cta_click', detail: { cta: 'x' } }])],
  forms: [pages([{}, { type: 'feedback' }]), pages([{}, { type: 'form_submit' }])],
  returnVisits: [
    [event(), event({ id: 'event-0002' })],
    [event(), event({ id: 'event-0002', at: MONDAY + DAY })],
  ],
  pastConversions: [
    pages([{}, { type: 'feedback' }]),
    pages([{}, { type: 'conversion', detail: { name: 'order' } }]),
  ],
}

describe.each(SITE_KINDS)('on a site of kind %s', (kind) => {
  const model = PRIORS[kind]

  it.each(SIGNAL_NAMES)('%s, alone, moves the score in its direction', (signal) => {
    const weight = model.weights.find((one) => one.signal === signal)!
    const [without, shown] = ALONE[signal].map((events) => fold(events, model)!)
    const before = assess(without!, model, without!.last.at)
    const after = assess(shown!, model, shown!.last.at)
    const points = after.contributions.find((one) => one.signal === signal)?.points ?? 0
    expect(before.contributions.map((one) => one.signal)).not.toContain(signal)
    expect(Math.sign(points)).toBe(Math.sign(weight.points))
    expect(Math.sign(after.raw - before.raw)).toBe(Math.sign(weight.points))
  })

  it('gives more of the same at most the cap', () => {
    for (const weight of model.weights) {
      const points = [0, 0.5, 1, 2, 8, 1e3, 1e9].map((value) => pointsOf(weight, value))
      expect(points[0]).toBe(0)
      expect(points.every((one) => Math.abs(one) <= weight.cap)).toBe(true)
      for (const [index, one] of points.slice(1).entries())
        expect(Math.sign(weight.points) * (one - points[index]!)).toBeGreaterThanOrEqual(0)
      expect(points.at(-1)).toBe(Math.sign(weight.points) * weight.cap)
    }
  })

  it('holds every axis within its cap and lets every signal against still count', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const contributions = contributionsOf(stateOf(events), model)
        const axes = axisPoints(contributions)
        for (const axis of AXES) expect(axes[axis]).toBeLessThanOrEqual(model.axisCaps[axis] + 1e-9)
        for (const { signal, points } of contributions.filter((one) => one.points < 0)) {
          const weight = model.weights.find((one) => one.signal === signal)!
          expect(points).toBe(pointsOf(weight, SIGNALS[signal].read(stateOf(events))))
        }
      }),
    )
  })
})

it('the order of the weights does not matter', () => {
  const model = PRIORS.shop
  const turned = { ...model, weights: model.weights.toReversed() }
  fc.assert(
    fc.property(anyHistory, (events) => {
      const [a, b] = [model, turned].map((one) => axisPoints(contributionsOf(stateOf(events), one)))
      for (const axis of AXES) expect(a![axis]).toBeCloseTo(b![axis], 9)
    }),
  )
})

import { DAY } from '@koopsignaal/protocol'
import { checkModel, type Model, PRIORS } from '@koopsignaal/scoring'
import { describe, expect, it } from 'vitest'
import { event, MONDAY, shopOf } from './fixtures.ts'
import { learnSite } from './learn-site.ts'

const until = MONDAY + 80 * DAY
const options = { site: 'example', until, number: 4 }
/** Knows nothing: every visitor is alike to it. */
const blind: Model = {
  ...PRIORS.shop,
  now: { ...PRIORS.shop.now, terms: PRIORS.shop.now.terms.map((term) => ({ ...term, weight: 0 })) },
}
const shop = shopOf(600, 0.3, 5)
const learned = learnSite(shop, blind, options)

describe('learnSite', () => {
  it('publishes weights that beat the current model and the points table on the latest slice', () => {
    expect(learned.publish).toBe(true)
    const { now } = learned
    if (now.status !== 'published') throw new Error(now.status)
    const [trial] = now.trials
    expect(trial).toMatchObject({ learned: 'weights', beatsCurrent: true, beatsPoints: true })
    expect(trial!.figures.auc).toBeGreaterThan(0.7)
    expect(trial!.figures.auc).toBeGreaterThan(now.figures.points.auc)
    expect(trial!.figures.logLoss).toBeLessThan(now.figures.current.logLoss)
  })

  it('gives a model that passes the rules and names its site and number', () => {
    const { model } = learned
    expect(checkModel(model)).toBe(model)
    expect(model.version).toBe('shop-1+example-4')
    expect(JSON.parse(JSON.stringify(model))).toEqual(model)
  })

  it('keeps what the average visitor has of each signal, which adds up to the average score', () => {
    const { average, base } = learned.model
    const points = Object.values(average ?? {})
    expect(average?.repeatViews).toBeGreaterThan(0)
    expect(points.reduce((sum, one) => sum + one, base)).toBeGreaterThan(base)
    expect(Object.keys(average ?? {})).toEqual(Object.keys(average ?? {}).toSorted())
  })

  it('calls a head calibrated when, and only when, its claim says so', () => {
    const { now, model } = learned
    if (now.status !== 'published') throw new Error(now.status)
    const { claim } = now.trials.at(-1)!
    expect(model.now.calibrated).toBe(claim.comesTrue)
    expect(model.calibrated).toBe(model.now.calibrated || model.later.calibrated)
  })

  it('numbers a model after one that was learned before by the same rule', () => {
    const again = learnSite(shop, { ...blind, version: 'shop-1+example-4' }, { ...options, number: 5 })
    expect(again.model.version).toBe('shop-1+example-5')
  })

  it('does not replace a model that is as good, and keeps the figures', () => {
    const again = learnSite(shop, { ...learned.model }, { ...options, number: 5 })
    if (again.now.status === 'too_few' || again.now.status === 'cannot_judge') throw new Error('not judged')
    expect(again.now.trials.length).toBeGreaterThan(0)
    for (const { figures, beatsCurrent } of again.now.trials)
      if (beatsCurrent) expect(figures.logLoss).toBeLessThan(again.now.figures.current.logLoss)
    if (again.now.status === 'refused') expect(again.model.now).toBe(learned.model.now)
  })

  it('learns no weights from labels that mean nothing', () => {
    const alike = learnSite(shopOf(600, 0.02, 6), PRIORS.shop, options)
    const { now } = alike
    if (now.status !== 'too_few' && now.status !== 'cannot_judge')
      for (const { figures } of now.trials) expect(Math.abs(figures.auc - 0.5)).toBeLessThan(0.2)
  })

  it('leaves everything as it is under five conversions', () => {
    const few = learnSite(shopOf(20, 0, 7), PRIORS.shop, options)
    expect(few).toMatchObject({ publish: false, now: { status: 'too_few', needed: 5 } })
    expect(few.model).toBe(PRIORS.shop)
  })

  it('from five to nineteen conversions learns only how likely it all is', () => {
    const some = learnSite(shopOf(40, 0.25, 11), PRIORS.shop, options)
    if (some.now.status !== 'published' && some.now.status !== 'refused') throw new Error(some.now.status)
    expect(some.now.positives).toBeGreaterThanOrEqual(5)
    expect(some.now.positives).toBeLessThan(20)
    expect(some.now.trials.map((trial) => trial.learned)).toEqual(['intercept'])
    expect(some.model.now.terms).toEqual(PRIORS.shop.now.terms)
  })

  it('looks at nothing after `until`', () => {
    const later = event({ id: 'event-later', at: until + 1, type: 'conversion' })
    expect(learnSite([...shop, later], blind, options)).toEqual(learned)
  })

  it('takes no window for closed that ends after the last event', () => {
    expect(learned.data.until).toBeLessThan(until)
    expect(learnSite(shop, blind, { ...options, until: until + 900 * DAY })).toEqual(learned)
  })

  it('is the same every time and for any order of the events', () => {
    expect(learnSite(shop.toReversed(), blind, options)).toEqual(learned)
  })
})

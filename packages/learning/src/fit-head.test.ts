import { describe, expect, it } from 'vitest'
import { type FeatureRule, type FitOptions, fitHead } from './fit-head.ts'
import { example, knownWorld } from './fixtures.ts'
import { rocAuc } from './metrics.ts'
import { outcomesOf } from './score-of.ts'

const rules: readonly FeatureRule[] = [
  { feature: 'focus', sign: 1 },
  { feature: 'logViews', sign: 0 },
  { feature: 'logElapsed', sign: 0 },
]
const options: FitOptions = { rules, prior: null, strength: 0, halfLife: 1, source: 'test' }
const weightsOf = (examples: ReturnType<typeof knownWorld>, part: Partial<FitOptions> = {}) =>
  Object.fromEntries(
    fitHead(examples, { ...options, ...part }).terms.map(({ feature, weight }) => [feature, weight]),
  )
const world = knownWorld(20_000, 1)

describe('fitHead', () => {
  it('finds the weights that the world was made with', () => {
    const { intercept } = fitHead(world, options)
    const weights = weightsOf(world)
    expect(intercept).toBeCloseTo(-1, 1)
    expect(weights.focus).toBeCloseTo(0.8, 1)
    expect(weights.logViews).toBeCloseTo(-0.5, 1)
    expect(weights.logElapsed).toBeCloseTo(0, 1)
  })

  it('gives 0 where the sign that holds everywhere is against the data, and fits the rest', () => {
    const bound = rules.map((rule) => (rule.feature === 'logViews' ? ({ ...rule, sign: 1 } as const) : rule))
    const weights = weightsOf(world, { rules: bound })
    expect(weights.logViews).toBe(0)
    expect(weights.focus).toBeGreaterThan(0.6)
  })

  it('stays near the prior with little evidence and leaves it with much', () => {
    const prior = {
      intercept: 0,
      halfLife: 1,
      source: 'test',
      calibrated: false,
      terms: [{ feature: 'focus', mean: 0, sd: 1, weight: 2 }],
    } as const
    const off = (count: number): number =>
      Math.abs(weightsOf(world.slice(0, count), { prior, strength: 50 }).focus! - 2)
    expect(off(60)).toBeLessThan(0.4)
    expect(off(20_000)).toBeGreaterThan(1.1)
    expect(off(60)).toBeLessThan(off(2_000))
    expect(off(2_000)).toBeLessThan(off(20_000))
  })

  it('carries a prior over by what it says per unit: a wider spread here is a larger weight per deviation', () => {
    const prior = {
      intercept: 0,
      halfLife: 1,
      source: 'test',
      calibrated: false,
      terms: [{ feature: 'logViews', mean: 0, sd: 1, weight: -0.2 }],
    } as const
    const [term] = fitHead(world, { ...options, rules: [rules[1]!], prior, strength: 1e9 }).terms
    expect(term!.weight / term!.sd).toBeCloseTo(-0.2, 5)
  })

  it('keeps what the prior says of a feature that never varied here', () => {
    const prior = {
      intercept: 0,
      halfLife: 1,
      source: 'test',
      calibrated: false,
      terms: [{ feature: 'steps', mean: 3, sd: 2, weight: 0.4 }],
    } as const
    const head = fitHead(world, { ...options, rules: [...rules, { feature: 'steps', sign: 1 }], prior })
    expect(head.terms.find(({ feature }) => feature === 'steps')).toEqual({
      feature: 'steps',
      mean: 0,
      sd: 2,
      weight: 0.4,
    })
  })

  it('counts an example of weight 2 as two', () => {
    const some = world.slice(0, 400)
    const twice = fitHead([...some, ...some.slice(0, 100)], options)
    const weighty = fitHead(
      some.map((one, index) => ({ ...one, weight: index < 100 ? 2 : 1 })),
      options,
    )
    for (const [index, { weight }] of weighty.terms.entries())
      expect(weight).toBeCloseTo(twice.terms[index]!.weight, 6)
  })

  it('is the same every time, and for any order of the examples', () => {
    const some = world.slice(0, 2_000)
    expect(fitHead(some, options)).toEqual(fitHead(some, options))
    const turned = fitHead(some.toReversed(), options)
    for (const [index, { weight }] of fitHead(some, options).terms.entries())
      expect(turned.terms[index]!.weight).toBeCloseTo(weight, 6)
  })

  it('learns nothing from labels that mean nothing', () => {
    const shuffled = world.map((one, index) => {
      const { label } = world[(index * 7919) % world.length]!
      return { ...one, label, target: label }
    })
    const head = fitHead(shuffled.slice(0, 10_000), options)
    expect(rocAuc(outcomesOf(head, shuffled.slice(10_000)))).toBeCloseTo(0.5, 1)
    expect(rocAuc(outcomesOf(fitHead(world.slice(0, 10_000), options), world.slice(10_000)))).toBeGreaterThan(
      0.7,
    )
  })

  it('refuses examples of one kind', () => {
    expect(() => fitHead([example({ label: 1 })], options)).toThrow('both kinds')
  })
})

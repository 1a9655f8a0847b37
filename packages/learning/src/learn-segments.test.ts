import { DAY } from '@koopsignaal/protocol'
import { checkModel, type Model, PRIORS } from '@koopsignaal/scoring'
import { describe, expect, it } from 'vitest'
import { countBorders, figuresOfBorders } from './border-figures.ts'
import { chooseBorders, isPlausible } from './choose-borders.ts'
import { MONDAY, shopOfThree } from './fixtures.ts'
import { learnSegments } from './learn-segments.ts'
import { historiesOf } from './moments.ts'
import { readingsOf } from './readings.ts'
import { walksOf } from './walk.ts'

const until = MONDAY + 80 * DAY
const histories = historiesOf(shopOfThree(4000, 5))
/** Nobody but those with more than anybody has is a koper, and everybody else a zoeker. */
const useless = { zoeker: { enter: 6, exit: 6 }, koper: { enter: 99, exit: 99 } }
const uselessShop: Model = { ...PRIORS.shop, ...useless }
const learn = (model: Model, own = histories) =>
  learnSegments({ histories: own, model, question: 'visit', until, source: 'fitted on a shop' })
const learned = learn(uselessShop)

describe('learnSegments', () => {
  it('finds borders by which unseen visitors are told apart, where the present ones tell nothing', () => {
    const { verdict, segments } = learned
    if (verdict.status !== 'published') throw new Error(verdict.status)
    const { passant, zoeker, koper } = verdict.learned.rates
    expect(passant).toBeLessThan(zoeker!)
    expect(zoeker).toBeLessThan(koper!)
    expect(verdict.learned.gain).toBeGreaterThan(verdict.current.gain)
    expect(segments).toMatchObject(verdict.borders)
    expect(verdict.present).toEqual(useless)
    expect(checkModel({ ...PRIORS.shop, ...segments })).toMatchObject(segments)
  })

  it('divides points anew where that ranks unseen visitors clearly better', () => {
    const backwards = {
      ...uselessShop,
      weights: PRIORS.shop.weights.filter(({ signal }) => signal === 'supportViews'),
    }
    const { verdict, segments } = learn(backwards)
    if (verdict.status !== 'published') throw new Error(verdict.status)
    expect(verdict.learns).toBe('points')
    expect(verdict.auc.learned).toBeGreaterThan(verdict.auc.current + 0.05)
    expect(segments.weights.map(({ signal }) => signal)).toEqual(
      PRIORS.shop.weights.map(({ signal }) => signal),
    )
  })

  it('keeps the points where others do not rank clearly better', () => {
    const { weights } = learned.segments
    const { verdict, segments } = learn({ ...uselessShop, weights })
    expect(verdict).toMatchObject({ status: 'published', learns: 'borders' })
    expect(segments.weights).toBe(weights)
  })

  it('leaves everything as it is where nothing is known to tell visitors apart', () => {
    const { verdict, segments } = learnSegments({
      histories,
      model: uselessShop,
      question: null,
      until,
      source: '',
    })
    expect(verdict.status).toBe('nothing_ranks')
    expect(segments).toMatchObject(useless)
  })

  it('leaves borders as they are under a hundred visits that it came true of', () => {
    const few = learn(uselessShop, historiesOf(shopOfThree(400, 5)))
    expect(few).toMatchObject({ verdict: { status: 'too_few', needed: 100 }, segments: useless })
  })

  it('does not replace segments that it would learn itself', () => {
    const again = learn({ ...uselessShop, ...learned.segments })
    expect(again.segments).toEqual(learned.segments)
  })

  it('is the same every time', () => {
    expect(learn(uselessShop, histories.toReversed()).segments).toEqual(learned.segments)
  })
})

describe('chooseBorders', () => {
  const walks = walksOf(readingsOf(histories, 'visit', until), PRIORS.shop)
  const all = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

  it('lets nobody stay zoeker for good, and nobody koper by knowing why alone', () => {
    const { zoeker, koper } = chooseBorders(walks, PRIORS.shop, all)!
    expect(zoeker.exit).toBeGreaterThan(PRIORS.shop.base)
    expect(koper.exit).toBeGreaterThan(PRIORS.shop.base + PRIORS.shop.axisCaps.waarom)
    for (const points of [zoeker.enter, zoeker.exit, koper.enter, koper.exit]) expect(points % 1).toBe(0)
  })

  it('tells more of what came true than borders far from them', () => {
    const chosen = figuresOfBorders(countBorders(walks, chooseBorders(walks, PRIORS.shop, all)!))
    expect(chosen.gain).toBeGreaterThan(2 * figuresOfBorders(countBorders(walks, useless)).gain)
    expect(chosen.flicker).toBeLessThanOrEqual(1)
  })

  it('finds nothing where nothing was asked', () => {
    expect(chooseBorders(walks, PRIORS.shop, { from: until, to: until + DAY })).toBeNull()
  })
})

describe('isPlausible', () => {
  const figures = {
    visits: 1000,
    baseRate: 0.1,
    shares: { passant: 0.6, zoeker: 0.35, koper: 0.05 },
    rates: { passant: 0.06, zoeker: 0.12, koper: 0.3 },
    koperLift: 3,
    flicker: 0.5,
    gain: 0.01,
  }

  it('wants shares, rising rates, a koper worth the name and little flicker', () => {
    expect(isPlausible(figures)).toBe(true)
    expect(isPlausible({ ...figures, shares: { passant: 0.24, zoeker: 0.71, koper: 0.05 } })).toBe(false)
    expect(isPlausible({ ...figures, shares: { passant: 0.64, zoeker: 0.35, koper: 0.01 } })).toBe(false)
    expect(isPlausible({ ...figures, rates: { passant: 0.13, zoeker: 0.12, koper: 0.3 } })).toBe(false)
    expect(isPlausible({ ...figures, koperLift: 2.4 })).toBe(false)
    expect(isPlausible({ ...figures, flicker: 1.1 })).toBe(false)
  })
})

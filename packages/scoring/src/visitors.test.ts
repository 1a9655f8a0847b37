import { DAY, type Event, type Phase, SITE_KINDS } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { assess } from './assess.ts'
import {
  clientOfServices,
  event,
  fromSearch,
  jobSeeker,
  koperOfChair,
  koperReturning,
  MONDAY,
  passantFromSearch,
  visit,
  zoekerWithProblem,
} from './fixtures.ts'
import { priorFor } from './model.ts'
import { fold, standingAt } from './profile.ts'

/** Worked visitors. Points by hand from the tables of docs/scoring-model.md, kind `shop`: base 5. */

const shop = priorFor('shop')
const standing = (events: readonly Event[], kind = shop) => {
  const profile = fold(events, kind)!
  return standingAt(profile, profile.last.at, kind)
}
/** The phases that a visitor goes through, each once. */
const climb = (events: readonly Event[], kind = shop): readonly Phase[] => [
  ...new Set(events.map((_, index) => standing(events.slice(0, index + 1), kind).phase)),
]

/** Half a point for each doubling of one second and those that the visit stayed with each page. */
const pace = (secondsPerPage: number): number => 0.5 * Math.log2(1 + secondsPerPage)

describe('a visitor of a shop', () => {
  it('passantFromSearch: 5 + search 6 + problem 10 = 21', () => {
    expect(standing(passantFromSearch)).toEqual({ segment: 'passant', phase: 'latent', raw: 21, score: 21 })
  })

  it('zoekerWithProblem: 5 + search 6 + problem 10 · log2(3) + pace ½ · log2(31) = 29.3', () => {
    const { raw, ...rest } = standing(zoekerWithProblem)
    expect(raw).toBeCloseTo(29.33, 2)
    expect(rest).toEqual({ segment: 'zoeker', phase: 'bewust', score: 29 })
  })

  it('koperReturning: of yesterday’s looks 2^(−1/14), 2^(−1/7) and 2^(−1/3) are left', () => {
    const left = (days: number): number => Math.log2(1 + 2 ** (-1 / days))
    const yesterday = (6 + 10) * left(14) + 8 * left(7) + 10 * left(3)
    const today = 7 + 6 + 8 + 1 * left(14) + pace(40)
    const { raw, ...rest } = standing(koperReturning)
    // Views lie a few minutes apart.
    expect(raw).toBeCloseTo(5 + yesterday + today, 1)
    expect(rest).toEqual({ segment: 'koper', phase: 'leverancier', score: 61 })
  })

  it('koperOfChair: items 3 (cap), repeats 11 · log2(3), favourite log2(3), focus 7 · log2(5), cart 2, checkout 14, pace', () => {
    const { raw, ...rest } = standing(koperOfChair)
    const wat = 3 + 11 * Math.log2(3) + 1 * Math.log2(3) + 7 * Math.log2(5)
    expect(raw).toBeCloseTo(5 + wat + 2 + 14 + pace(60), 1)
    expect(rest).toEqual({ segment: 'koper', phase: 'leverancier', score: 62 })
  })

  it('jobSeeker and readers of terms and support stay passant', () => {
    expect(standing(jobSeeker).segment).toBe('passant')
    expect(standing(jobSeeker).raw).toBeCloseTo(5 - 8 * Math.log2(3) + pace(30), 2)
    for (const topic of ['terms', 'support', 'careers'] as const)
      expect(standing([event({ topic })])).toMatchObject({ segment: 'passant', phase: 'latent' })
  })

  it('is a koper overnight and over the weekend a zoeker', () => {
    const profile = fold(koperOfChair, shop)!
    expect(standingAt(profile, MONDAY + 12 * 3_600_000, shop).segment).toBe('koper')
    expect(standingAt(profile, MONDAY + 5 * DAY, shop).segment).toBe('zoeker')
    expect(standingAt(profile, MONDAY + 60 * DAY, shop).segment).toBe('passant')
  })

  it('who looks at ten things of ten kinds is no koper, at ten of one kind nearly', () => {
    const items = (category: (index: number) => string): readonly Event[] =>
      visit(
        MONDAY,
        Array.from({ length: 10 }, (_, index) => ({
          topic: 'item',
          item: `i${index}`,
          category: category(index),
        })),
      )
    expect(standing(items((index) => `c${index}`)).segment).toBe('passant')
    expect(standing(items(() => 'c')).segment).toBe('zoeker')
  })
})

describe('on every kind of site', () => {
  it.each(SITE_KINDS)('%s: the first page view is a passant’s, whatever the page', (kind) => {
    const firsts = ['problem', 'solution', 'item', 'price', 'checkout', 'contact', 'careers'] as const
    for (const topic of firsts) expect(standing([event({ topic })], priorFor(kind)).segment).toBe('passant')
    expect(standing([event({ topic: 'problem', source: fromSearch })], priorFor(kind)).segment).toBe(
      'passant',
    )
  })

  it.each(SITE_KINDS)(
    '%s: two or three problem pages from a search engine make a zoeker who is bewust',
    (kind) => {
      const three = [
        ...zoekerWithProblem,
        event({ id: 'event-three', at: MONDAY + 120_000, topic: 'problem' }),
      ]
      expect(standing(three, priorFor(kind))).toMatchObject({ segment: 'zoeker', phase: 'bewust' })
    },
  )

  it.each(['shop', 'services'] as const)('%s: clientOfServices climbs the whole ladder', (kind) => {
    expect(climb(clientOfServices, priorFor(kind))).toEqual(['latent', 'bewust', 'visie', 'leverancier'])
    const steps = clientOfServices.findIndex(
      (_, index) => standing(clientOfServices.slice(0, index + 1), priorFor(kind)).segment === 'koper',
    )
    expect(steps + 1).toBeGreaterThanOrEqual(5)
    expect(steps + 1).toBeLessThanOrEqual(7)
  })

  it.each(SITE_KINDS)('%s: nobody is scored up by repetition', (kind) => {
    for (const topic of ['problem', 'price', 'checkout', 'contact', 'item'] as const) {
      const often = visit(
        MONDAY,
        Array.from({ length: 300 }, () => ({ topic })),
      )
      expect(standing(often, priorFor(kind)).segment).not.toBe('koper')
    }
    const clicks = visit(
      MONDAY,
      Array.from({ length: 300 }, () => ({ type: 'cta_click', detail: { cta: 'x' } })),
    )
    expect(standing(clicks, priorFor(kind)).segment).toBe('passant')
  })

  it.each(SITE_KINDS)('%s: knowing why alone makes nobody a koper', (kind) => {
    const reading = visit(
      MONDAY,
      Array.from({ length: 200 }, (_, index) =>
        index % 2 === 0
          ? {
              topic: 'problem',
              source: {
                channel: 'search',
                source: null,
                medium: null,
                campaign: null,
                term: null,
                content: null,
              },
            }
          : { type: 'engagement', detail: { engagedMs: 600_000 } },
      ),
    )
    const profile = fold(reading, priorFor(kind))!
    const { segment, axes } = assess(profile, priorFor(kind), profile.last.at)
    expect(segment).toBe('zoeker')
    expect(axes.waarom).toBeCloseTo(28, 9)
  })
})

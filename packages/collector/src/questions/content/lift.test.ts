import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addTo, figuresOf, liftOf, type Strata, without } from './lift.ts'

/** People of one stratum: how many there are, and how many of them converted. */
const strata = (...cells: readonly (readonly [stratum: string, n: number, did: number])[]): Strata =>
  new Map(cells.map(([stratum, n, converted]) => [stratum, { n, climbed: 0, converted }]))

describe('figuresOf', () => {
  it('is the plain ratio in one stratum, with the textbook interval', () => {
    const figures = figuresOf(strata(['a', 100, 20]), strata(['a', 100, 10]), 'converted')
    // ln 2 ± 1.96 · √(1/20 − 1/100 + 1/10 − 1/100)
    expect(figures).toEqual({
      seen: 100,
      seenRate: 0.2,
      comparable: 100,
      comparableRate: 0.1,
      ratio: 2,
      low: expect.closeTo(0.9866, 4),
      high: expect.closeTo(4.0545, 4),
      enough: true,
    })
  })

  it('sees through a page that only draws those who buy anyway', () => {
    // In each stratum it makes no difference; most who saw it are in the stratum that buys.
    const seen = strata(['eager', 80, 40], ['idle', 20, 1])
    const others = strata(['eager', 20, 10], ['idle', 180, 9])
    const { ratio, seenRate, comparableRate } = figuresOf(seen, others, 'converted')
    expect(ratio).toBeCloseTo(1, 12)
    expect(comparableRate).toBeCloseTo(seenRate!, 12)
    expect(41 / 100 / (19 / 200)).toBeGreaterThan(4)
  })

  it('is not moved by people who have nobody to be compared with', () => {
    const one = figuresOf(strata(['a', 50, 20]), strata(['a', 60, 12]), 'converted')
    const more = figuresOf(
      strata(['a', 50, 20], ['b', 900, 900]),
      strata(['a', 60, 12], ['c', 9, 0]),
      'converted',
    )
    expect(more).toEqual(one)
  })

  it('lies within its interval, and turns round when the sides do', () => {
    const side = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }))
    const cell = side.map(([a, b]) => [Math.max(a, b), Math.min(a, b)] as const)
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (cells) => {
        const seen = strata(...cells.map(([[n, did]], i) => [String(i), n, did] as const))
        const others = strata(...cells.map(([, [n, did]], i) => [String(i), n, did] as const))
        const there = figuresOf(seen, others, 'converted')
        const back = figuresOf(others, seen, 'converted')
        expect(there.ratio! * back.ratio!).toBeCloseTo(1, 9)
        expect(there.low! <= there.ratio! && there.ratio! <= there.high!).toBe(true)
      }),
    )
  })

  it.each([
    [29, 12, 40, 12, false],
    [30, 12, 30, 12, true],
    [30, 2, 30, 2, false],
    [30, 3, 30, 2, true],
    [30, 5, 30, 0, false],
  ])('says whether it is enough: %i with %i, %i with %i', (n1, a, n0, c, enough) => {
    expect(figuresOf(strata(['a', n1, a]), strata(['a', n0, c]), 'converted').enough).toBe(enough)
  })

  it('of nobody is nothing', () => {
    expect(figuresOf(new Map(), strata(['a', 9, 9]), 'converted')).toEqual({
      seen: 0,
      seenRate: null,
      comparable: 0,
      comparableRate: null,
      ratio: null,
      low: null,
      high: null,
      enough: false,
    })
  })
})

describe('liftOf', () => {
  it('leaves out who cannot climb any higher, for climbing only', () => {
    const [seen, others] = [strata(['top', 10, 5]), strata(['top', 10, 5])]
    const { climbed, converted } = liftOf(seen, others, (stratum) => stratum === 'top')
    expect([climbed.seen, converted.seen]).toEqual([0, 10])
  })
})

describe('without', () => {
  it('takes people out again', () => {
    const all: Strata = new Map()
    const out: Strata = new Map()
    addTo(all, 'a', { climbed: true, converted: false })
    addTo(all, 'a', { climbed: false, converted: true })
    addTo(out, 'a', { climbed: true, converted: false })
    expect([...without(all, out)]).toEqual([['a', { n: 1, climbed: 0, converted: 1 }]])
  })
})

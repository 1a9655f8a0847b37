import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CLIMBED, CONVERTED, cellOf, isTop, STRATA, stratumOf } from '../../storage/store.ts'
import { figuresOf, liftOf, type Strata } from './lift.ts'
import { createStrataCounts, without } from './strata.ts'

/** People of one stratum: how many there are, and how many of them converted. */
const strata = (...cells: readonly (readonly [stratum: number, n: number, did: number])[]): Strata =>
  new Map(cells.map(([stratum, n, converted]) => [stratum, { n, climbed: 0, converted }]))
const [A, B, C] = [1, 2, 3]

describe('figuresOf', () => {
  it('is the plain ratio in one stratum, with the textbook interval', () => {
    const figures = figuresOf(strata([A, 100, 20]), strata([A, 100, 10]), 'converted')
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
    const seen = strata([A, 80, 40], [B, 20, 1])
    const others = strata([A, 20, 10], [B, 180, 9])
    const { ratio, seenRate, comparableRate } = figuresOf(seen, others, 'converted')
    expect(ratio).toBeCloseTo(1, 12)
    expect(comparableRate).toBeCloseTo(seenRate!, 12)
    expect(41 / 100 / (19 / 200)).toBeGreaterThan(4)
  })

  it('is not moved by people who have nobody to be compared with', () => {
    const one = figuresOf(strata([A, 50, 20]), strata([A, 60, 12]), 'converted')
    const more = figuresOf(strata([A, 50, 20], [B, 900, 900]), strata([A, 60, 12], [C, 9, 0]), 'converted')
    expect(more).toEqual(one)
  })

  it('lies within its interval, and turns round when the sides do', () => {
    const side = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }))
    const cell = side.map(([a, b]) => [Math.max(a, b), Math.min(a, b)] as const)
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (cells) => {
        const seen = strata(...cells.map(([[n, did]], i) => [i, n, did] as const))
        const others = strata(...cells.map(([, [n, did]], i) => [i, n, did] as const))
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
    expect(figuresOf(strata([A, n1, a]), strata([A, n0, c]), 'converted').enough).toBe(enough)
  })

  it('of nobody is nothing', () => {
    expect(figuresOf(new Map(), strata([A, 9, 9]), 'converted')).toEqual({
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
    const [seen, others] = [strata([A, 10, 5]), strata([A, 10, 5])]
    const { climbed, converted } = liftOf(seen, others, (stratum) => stratum === A)
    expect([climbed.seen, converted.seen]).toEqual([0, 10])
  })
})

describe('strata', () => {
  it.each([900, 3_002])('count people by thing and stratum, as a plain map does: %i things', (things) => {
    const one = fc.record({
      thing: fc.integer({ min: 0, max: things - 2 }),
      stratum: fc.integer({ min: 0, max: STRATA - 1 }),
      outcome: fc.integer({ min: 0, max: CLIMBED | CONVERTED }),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 3_000 }), (all) => {
        const counts = createStrataCounts(things)
        for (const { thing, stratum, outcome } of all) counts.add(thing, cellOf(stratum, outcome))
        for (const [thing, own] of Map.groupBy(all, (some) => some.thing)) {
          const plain = [...Map.groupBy(own, ({ stratum }) => stratum)].map(([stratum, some]) => [
            stratum,
            {
              n: some.length,
              climbed: some.filter(({ outcome }) => outcome & CLIMBED).length,
              converted: some.filter(({ outcome }) => outcome & CONVERTED).length,
            },
          ])
          expect(new Map(counts.of(thing))).toEqual(new Map(plain as [number, object][]))
        }
        expect(counts.of(things - 1).size).toBe(0)
      }),
      { numRuns: 20 },
    )
  })

  it('are one for each phase, channel, depth and whether somebody is known', () => {
    const all = new Set<number>()
    for (let phase = 0; phase < 5; phase++)
      for (let channel = -1; channel < 8; channel++)
        for (const place of [0, 1, 2, 4, 8])
          for (const known of [0, 1]) {
            const stratum = stratumOf(phase, channel, place, known)
            expect([isTop(stratum), stratum >= 0 && stratum < STRATA]).toEqual([phase === 4, true])
            all.add(stratum)
          }
    expect(all.size).toBe(STRATA)
    expect([3, 7, 30].map((place) => stratumOf(1, 2, place, 0))).toEqual(
      [2, 4, 8].map((place) => stratumOf(1, 2, place, 0)),
    )
  })

  it('take people out again', () => {
    const [all, out] = [createStrataCounts(1), createStrataCounts(1)]
    all.add(0, cellOf(A, CLIMBED))
    all.add(0, cellOf(A, CONVERTED))
    out.add(0, cellOf(A, CLIMBED))
    expect(without(all.at(0, A), out.at(0, A))).toEqual({ n: 1, climbed: 0, converted: 1 })
  })
})

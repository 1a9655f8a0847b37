import { DAY } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { bootstrap } from './bootstrap.ts'
import { example, knownWorld, MONDAY } from './fixtures.ts'
import { baseRate } from './metrics.ts'
import { toOutcome } from './score-of.ts'
import { latestSlice, splitByTimeAndVisitor } from './split.ts'

const world = knownWorld(3_000, 2)
const cut = latestSlice(world, 0.25)

describe('splitByTimeAndVisitor', () => {
  const splits = [0, 1, 2, 3, 4].map((fold) =>
    splitByTimeAndVisitor(world, { cut, window: DAY / 2, fold, folds: 5 }),
  )

  it('has no visitor and no time in both halves, and learns only from answers known at the cut', () => {
    for (const { train, test } of splits) {
      const seen = new Set(train.map(({ visitor }) => visitor))
      expect(test.length).toBeGreaterThan(0)
      expect(train.length).toBeGreaterThan(0)
      expect(test.filter(({ visitor }) => seen.has(visitor))).toEqual([])
      expect(Math.max(...train.map(({ at }) => at)) + DAY / 2).toBeLessThanOrEqual(cut)
      expect(Math.min(...test.map(({ at }) => at))).toBeGreaterThanOrEqual(cut)
    }
  })

  it('judges every late example exactly once', () => {
    const judged = splits.flatMap(({ test }) => test)
    expect(new Set(judged).size).toBe(judged.length)
    expect(judged.length).toBe(world.filter(({ at }) => at >= cut).length)
  })
})

it('latestSlice counts weight, not examples', () => {
  const four = [0, 1, 2, 3].map((day) => example({ at: MONDAY + day * DAY, weight: day === 3 ? 3 : 1 }))
  expect(latestSlice(four, 0.5)).toBe(MONDAY + 3 * DAY)
  expect(latestSlice(four, 0.6)).toBe(MONDAY + 2 * DAY)
})

describe('bootstrap', () => {
  const outcomes = world.map((one) => toOutcome(one, 0))

  it('holds the figure between its ends, wider with fewer visitors, the same every time', () => {
    const all = bootstrap(outcomes, baseRate)
    const few = bootstrap(
      outcomes.filter(({ visitor }) => visitor.endsWith('7')),
      baseRate,
    )
    expect(all.low).toBeLessThan(baseRate(outcomes))
    expect(all.high).toBeGreaterThan(baseRate(outcomes))
    expect(few.high - few.low).toBeGreaterThan(all.high - all.low)
    expect(bootstrap(outcomes, baseRate)).toEqual(all)
  })

  it('draws visitors, not moments: ten moments of each are no tenfold evidence', () => {
    const once = bootstrap(outcomes.slice(0, 500), baseRate)
    const tenfold = bootstrap(
      outcomes.slice(0, 500).flatMap((one) => Array.from({ length: 10 }, () => one)),
      baseRate,
    )
    expect(tenfold.high - tenfold.low).toBeCloseTo(once.high - once.low, 9)
  })
})

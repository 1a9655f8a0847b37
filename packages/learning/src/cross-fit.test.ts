import { describe, expect, it } from 'vitest'
import { judgeInTurn } from './cross-fit.ts'
import { knownWorld } from './fixtures.ts'
import { latestSlice } from './split.ts'

const world = knownWorld(2000, 3)
const cuts = [0.75, 0.5, 0.25].map((share) => latestSlice(world, share))

describe('judgeInTurn', () => {
  it('judges every example from the first cut on once, in its own period', () => {
    const periods = judgeInTurn(world, () => () => 0.5, { cuts, window: 0 })
    expect(periods.map((period) => period.length)).toEqual(
      cuts.map((cut, i) => world.filter(({ at }) => at >= cut && at < (cuts[i + 1] ?? Infinity)).length),
    )
  })

  it('learns for a period only from what was known before it, of other visitors', () => {
    const seen: { latest: number; visitors: Set<string> }[] = []
    const window = 60_000
    judgeInTurn(
      world,
      (train) => {
        const visitors = new Set(train.map(({ visitor }) => visitor))
        seen.push({ latest: Math.max(...train.map(({ at }) => at)), visitors })
        return ({ visitor, at }) => {
          expect(visitors.has(visitor)).toBe(false)
          expect(at).toBeGreaterThanOrEqual(seen.at(-1)!.latest + window)
          return 0.5
        }
      },
      { cuts, window },
    )
    expect(seen).toHaveLength(5 * cuts.length)
  })
})

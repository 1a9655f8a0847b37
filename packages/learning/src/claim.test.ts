import { describe, expect, it } from 'vitest'
import { randomFrom } from './bootstrap.ts'
import { claimOf } from './claim.ts'
import type { MomentOutcome } from './score-of.ts'

interface Site {
  readonly visits: number
  /** How far what comes true lies from what was said, by period. */
  readonly off?: readonly [number, number, number]
  /** Visits of a visitor that all come to the same. */
  readonly alike?: number
}

/** Three periods of visits of whom something between 3 and 12 % was said. */
function periodsOf(
  { visits, off = [0, 0, 0], alike = 1 }: Site,
  seed: number,
): readonly (readonly MomentOutcome[])[] {
  const random = randomFrom(seed)
  return off.map((error, period) =>
    Array.from({ length: visits / 3 / alike }, (_, v) => {
      const score = 0.03 + 0.09 * random()
      const label = random() < score + error ? 1 : 0
      return Array.from(
        { length: alike },
        (): MomentOutcome => ({
          visitor: `visitor-${period}-${v}`,
          score,
          label,
          weight: 1,
          endsVisit: true,
        }),
      )
    }).flat(),
  )
}

/** How often such a site would be told percentages. */
const shareTold = (site: Site): number =>
  Array.from({ length: 40 }, (_, seed) => claimOf(periodsOf(site, seed + 1))).filter(
    ({ comesTrue }) => comesTrue,
  ).length / 40

describe('claimOf', () => {
  it('is given where chances come true, hardly ever by luck alone', () => {
    expect(shareTold({ visits: 3000 })).toBeGreaterThan(0.9)
    expect(shareTold({ visits: 9000 })).toBe(1)
  })

  it('rests on all periods: each by itself is too short to tell', () => {
    const periods = periodsOf({ visits: 1500 }, 3)
    expect(claimOf(periods).comesTrue).toBe(true)
    for (const period of periods) expect(claimOf([period]).overall).toBeLessThan(claimOf(periods).overall)
  })

  it('is not given by few visits, however near they came', () => {
    expect(shareTold({ visits: 150 })).toBe(0)
    expect(claimOf([])).toMatchObject({ visits: 0, comesTrue: false })
    expect(claimOf([[], []])).toMatchObject({ visits: 0, comesTrue: false })
  })

  it('is not given where chances are off by clearly more', () => {
    expect(shareTold({ visits: 3000, off: [0.04, 0.04, 0.04] })).toBeLessThan(0.05)
    expect(shareTold({ visits: 30_000, off: [0.03, 0.03, 0.03] })).toBe(0)
  })

  it('is not given where chances come true on average of a visit and not at its end', () => {
    const periods = periodsOf({ visits: 6000 }, 4).map((period) =>
      period.flatMap((one): readonly MomentOutcome[] => [
        { ...one, weight: 0.5, score: one.score + 0.025, endsVisit: false },
        { ...one, weight: 0.5, score: one.score - 0.025 },
      ]),
    )
    const told = claimOf(periods)
    expect(told.overall).toBeGreaterThan(2 / 3)
    expect(told.ends).toBeLessThan(1 / 3)
    expect(told.comesTrue).toBe(false)
  })

  it('is refused to a site whose rate has shifted, also when all periods together still look right', () => {
    const shifted: Site = { visits: 9000, off: [-0.005, -0.005, 0.05] }
    expect(shareTold(shifted)).toBeLessThan(0.05)
    const told = claimOf(periodsOf(shifted, 1))
    expect(told.overall).toBeGreaterThan(2 / 3)
    expect(told.latest).toBeLessThan(1 / 5)
  })

  it('is refused to a site whose rate swings, also when the latest period happens to be right', () => {
    const swinging: Site = { visits: 9000, off: [0.045, -0.045, 0] }
    expect(shareTold(swinging)).toBeLessThan(0.05)
    const told = claimOf(periodsOf(swinging, 1))
    expect(told.overall).toBeGreaterThan(2 / 3)
    expect(told.latest).toBeGreaterThan(1 / 3)
    expect(told.periods).toBeLessThan(1 / 5)
  })

  it('does not take twenty visits of one visitor for twenty visitors', () => {
    const [one, twenty] = [1, 20].map((alike) => claimOf(periodsOf({ visits: 3000, alike }, 2)))
    expect(one!.overall).toBeGreaterThan(0.9)
    expect(twenty!.overall).toBeLessThan(2 / 3)
  })

  it('does not take for error what a few visitors who come often make by chance', () => {
    expect(shareTold({ visits: 9000, alike: 6 })).toBeGreaterThan(0.8)
  })

  it('does not depend on the order of the outcomes', () => {
    const periods = periodsOf({ visits: 1500 }, 5)
    const turned = claimOf(periods.map((period) => period.toReversed()))
    expect(turned.overall).toBeCloseTo(claimOf(periods).overall, 9)
  })
})

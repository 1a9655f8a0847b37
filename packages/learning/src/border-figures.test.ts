import { SEGMENTS } from '@koopsignaal/protocol'
import { advance, type Model, PRIORS, type Profile } from '@koopsignaal/scoring'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyHistory, MONDAY } from '../../scoring/src/fixtures.ts'
import { addCounts, countBorders, figuresOfBorders } from './border-figures.ts'
import { historiesOf } from './moments.ts'
import { readingsOf } from './readings.ts'
import { type Walk, walksOf } from './walk.ts'

const step = (before: number, after: number, label: 0 | 1 | null = 0) => ({
  at: MONDAY,
  before,
  after,
  label,
  weight: label === null ? 0 : 1,
})
const walk = (...steps: Walk['steps']): Walk => ({ visitor: 'visitor-1', steps })
const borders = { zoeker: { enter: 25, exit: 10 }, koper: { enter: 55, exit: 40 } }

describe('countBorders', () => {
  /** Where nothing speaks against, a score only falls between events. */
  const model: Model = {
    ...PRIORS.shop,
    weights: PRIORS.shop.weights.filter(({ points }) => points > 0),
  }

  it('finds everybody in the segment that scoring has them in', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const [history] = historiesOf(events)
        if (history === undefined) return
        const [found] = walksOf(readingsOf([history], 'visit', Number.POSITIVE_INFINITY), model)
        let profile: Profile | null = null
        const seen = [0, 0, 0]
        for (const [i, event] of history.events.entries()) {
          const { spans, profile: next }: ReturnType<typeof advance> = advance(profile, event, model)
          profile = next
          const { weight } = found!.steps[i]!
          const rank = SEGMENTS.indexOf(spans[0]!.segment)
          if (found!.steps[i]!.label !== null) seen[rank]! += weight
        }
        const { weight } = countBorders([found!], model)
        for (const rank of [0, 1, 2]) expect(weight[rank]).toBeCloseTo(seen[rank]!, 9)
      }),
    )
  })

  it('holds who is in down to the exit, and lets in nobody below the entrance', () => {
    const { weight } = countBorders(
      [walk(step(5, 30), step(20, 20), step(15, 60), step(45, 45), step(39, 39), step(9, 9), step(9, 24))],
      borders,
    )
    expect(weight).toEqual([2, 3, 2])
  })

  it('counts a segment that was left and come back to, not one passed on the way', () => {
    const back = walk(step(5, 30), step(9, 9), step(9, 30))
    const climb = walk(step(5, 5), step(5, 30), step(30, 60))
    expect(countBorders([back, climb], borders)).toMatchObject({ events: 6, returns: 1 })
  })

  it('counts only what lies in the stretch, having walked all of it', () => {
    const steps = [step(5, 60), { ...step(45, 45, 1), at: MONDAY + 1 }]
    expect(countBorders([walk(...steps)], borders, { from: MONDAY + 1, to: MONDAY + 2 })).toMatchObject({
      weight: [0, 0, 1],
      positive: [0, 0, 1],
      events: 1,
    })
  })
})

describe('figuresOfBorders', () => {
  const counts = { weight: [60, 30, 10], positive: [3, 3, 4], events: 200, returns: 3 } as const

  it('says shares, rates, lift and flicker', () => {
    const figures = figuresOfBorders(counts)
    expect(figures).toMatchObject({ visits: 100, baseRate: 0.1, flicker: 1.5 })
    expect(figures.shares).toEqual({ passant: 0.6, zoeker: 0.3, koper: 0.1 })
    expect(figures.rates).toEqual({ passant: 0.05, zoeker: 0.1, koper: 0.4 })
    expect(figures.koperLift).toBeCloseTo(4, 12)
  })

  it('gains nothing where all segments do the same, and more the further they are apart', () => {
    expect(figuresOfBorders({ ...counts, positive: [6, 3, 1] }).gain).toBeCloseTo(0, 12)
    expect(figuresOfBorders({ ...counts, positive: [1, 3, 6] }).gain).toBeGreaterThan(
      figuresOfBorders(counts).gain,
    )
  })

  it('of groups added up is the same as of all at once', () => {
    expect(addCounts([counts, counts])).toEqual({
      weight: [120, 60, 20],
      positive: [6, 6, 8],
      events: 400,
      returns: 6,
    })
  })
})

import { DAY, HOUR } from '@koopsignaal/protocol'
import { expect, it } from 'vitest'
import type { Trail } from '../../storage/store.ts'
import { climbOf } from './climb.ts'
import { createLadderTally } from './tally.ts'

const cameAt = (from: number, to: number): Trail => ({
  spans: [{ from, until: null, segment: 'zoeker', phase: 'bewust' }],
  visits: [{ from, to, segments: ['zoeker'], phases: ['bewust'], source: null }],
  conversions: [],
})

it('a visit that began before the period reaches nothing in it', () => {
  const trail = cameAt(DAY - HOUR, DAY + HOUR)
  expect(climbOf(trail, { from: DAY, to: 2 * DAY })).toEqual([null, null, null, null, null])
  expect(climbOf(trail, { from: 0, to: DAY })[1]).toEqual({ at: DAY - HOUR, since: DAY - HOUR })
})

it('who stays away for more than two weeks is lost, also with evidence left', () => {
  const lostBy = (end: number) => {
    const tally = createLadderTally({ from: 0, to: end })
    tally.add(cameAt(DAY, DAY + HOUR))
    return tally.figures()[1]!.lost
  }
  expect([lostBy(15 * DAY + HOUR), lostBy(15 * DAY + HOUR + 1)]).toEqual([0, 1])
})

import { DAY, HOUR } from '@koopsignaal/protocol'
import { expect, it } from 'vitest'
import type { Trail } from '../../storage/store.ts'
import { censusOf } from '../census-of.fixture.ts'
import { createClimbs } from './climb.ts'
import { ladderOf } from './tally.ts'

const cameAt = (from: number, to: number): Trail => ({
  spans: [{ from, until: null, segment: 'zoeker', phase: 'bewust' }],
  visits: [{ from, to, segments: ['zoeker'], phases: ['bewust'], source: null }],
  conversions: [],
})

it('a visit that began before the period reaches nothing in it', () => {
  const census = censusOf([cameAt(DAY - HOUR, DAY + HOUR)])
  const none = Number.NaN
  expect([...createClimbs(census, { from: DAY, to: 2 * DAY })(0).at]).toEqual([none, none, none, none, none])
  const { at, since } = createClimbs(census, { from: 0, to: DAY })(0)
  expect([at[1], since[1]]).toEqual([DAY - HOUR, DAY - HOUR])
})

it('who stays away for more than two weeks is lost, also with evidence left', () => {
  const census = censusOf([cameAt(DAY, DAY + HOUR)])
  const lostBy = (end: number) =>
    ladderOf(census, { places: Uint32Array.of(0), flocks: [] }, { period: { from: 0, to: end } })[1]!.lost
  expect([lostBy(15 * DAY + HOUR), lostBy(15 * DAY + HOUR + 1)]).toEqual([0, 1])
})

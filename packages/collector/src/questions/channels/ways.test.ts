import { CHANNELS, type Source } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Trail } from '../../storage/store.ts'
import { censusOf } from '../census-of.fixture.ts'
import { groupOf, UNKNOWN } from './grouping.ts'
import { createWays } from './ways.ts'

const PERIOD = { from: 20, to: 60 }

const sourceBy = (channel: number): Source | null =>
  channel === 0
    ? null
    : {
        channel: CHANNELS[channel - 1]!,
        source: null,
        medium: null,
        campaign: null,
        term: null,
        content: null,
      }

/** Often at the ends of the period. */
const moment = fc.oneof(fc.integer({ min: 10, max: 70 }), fc.constantFrom(19, 20, 21, 59, 60, 61))
const visits = fc.uniqueArray(fc.tuple(moment, fc.nat(3)), {
  minLength: 1,
  maxLength: 6,
  selector: ([from]) => from,
})
const somebody = fc.record({
  visits: visits.map((some) => some.toSorted(([a], [b]) => a - b)),
  /** At one of the visits, or between them. */
  conversion: fc.option(fc.tuple(fc.nat(5), fc.integer({ min: -1, max: 1 }))),
})

it('counts who went the same way as anybody would who goes through all visits', () => {
  let long = 0
  fc.assert(
    fc.property(fc.array(somebody, { minLength: 1, maxLength: 12 }), (people) => {
      const census = censusOf(
        people.map(({ visits }) => ({
          visits: visits.map(([from, channel]) => ({
            from,
            to: from,
            segments: [],
            phases: [],
            source: sourceBy(channel),
          })),
          spans: [],
          conversions: [],
        })) as unknown as readonly Trail[],
      )
      const groups = census.names.sources.map((one) => (one === null ? UNKNOWN : groupOf(one, 'channel')))
      const ways = createWays(census, PERIOD, Uint32Array.from(groups.keys()), groups)
      const plain = new Map<string, number>()
      for (const [visitor, { visits, conversion }] of people.entries()) {
        const boughtAt =
          conversion === null
            ? null
            : Math.max(PERIOD.from, visits[conversion[0] % visits.length]![0] + conversion[1])
        ways.add(visitor, boughtAt ?? Number.NaN)
        const touches = visits
          .filter(([from, channel]) => channel > 0 && from >= PERIOD.from)
          .filter(([from]) => (boughtAt === null ? from < PERIOD.to : from <= boughtAt))
          .map(([, channel]) => CHANNELS[channel - 1]!)
          .filter((channel, i, all) => channel !== all[i - 1])
        if (touches.length === 0) continue
        const way = JSON.stringify([touches, boughtAt !== null])
        plain.set(way, (plain.get(way) ?? 0) + 1)
      }
      const told = ways
        .journeys()
        .map(({ touches, hasConverted, visitors }) => [
          JSON.stringify([touches.map(({ channel }) => channel), hasConverted]),
          visitors,
        ])
      long += told.length
      expect(new Map(told as [string, number][])).toEqual(plain)
      expect(told).toHaveLength(plain.size)
    }),
    { numRuns: 500 },
  )
  expect(long).toBeGreaterThan(500)
})

import { type Channel, DAY, type Segment } from '@koopsignaal/protocol'
import { expect, it } from 'vitest'
import type { Trail } from '../../storage/store.ts'
import { censusOf } from '../census-of.fixture.ts'
import { tallyChannels } from './channel-tally.ts'

const PERIOD = { from: 0, to: 30 * DAY }
const visit = (channel: Channel, day: number, segment: Segment): Trail['visits'][number] => ({
  from: day * DAY,
  to: day * DAY + 1,
  segments: [segment],
  phases: [],
  source: { channel, source: null, medium: null, campaign: null, term: null, content: null },
})
const tallyOf = (visits: Trail['visits'], conversions: Trail['conversions'] = []) =>
  tallyChannels(
    censusOf([{ spans: spansOf(visits), visits, conversions }]),
    { places: Uint32Array.of(0), flocks: [] },
    {
      period: PERIOD,
      by: 'channel',
    },
  )
/** Standing in what a visit was, from its beginning to that of the next. */
const spansOf = (visits: Trail['visits']): Trail['spans'] =>
  visits.map(({ from, segments }, i) => ({
    from,
    until: visits[i + 1]?.from ?? null,
    segment: segments[0]!,
    phase: 'latent' as const,
  }))

it('a line has what became of its visitors from its visit on, and not what they were before', () => {
  const { lines, all } = tallyOf([visit('ads', 1, 'koper'), visit('email', 2, 'passant')])
  const highest = Object.fromEntries([...lines.values()].map(({ group, highest }) => [group.label, highest]))
  expect(highest).toEqual({ ads: [0, 0, 1], email: [1, 0, 0] })
  expect(all.highest).toEqual([0, 0, 1])
})

it('who becomes a koper by converting is one, and was none before', () => {
  const converting = { ...visit('ads', 1, 'passant'), to: DAY + 10 }
  const spans = [
    { from: DAY, until: DAY + 5, segment: 'passant', phase: 'latent' },
    { from: DAY + 5, until: null, segment: 'koper', phase: 'deal' },
  ] as const
  const census = censusOf([{ spans, visits: [converting], conversions: [] }])
  const highestUntil = (to: number) =>
    tallyChannels(
      census,
      { places: Uint32Array.of(0), flocks: [] },
      { period: { from: 0, to }, by: 'channel' },
    ).all.highest
  expect([highestUntil(DAY + 5), highestUntil(DAY + 6)]).toEqual([
    [1, 0, 0],
    [0, 0, 1],
  ])
})

it('a touch after the conversion gets no credit for it', () => {
  const order = { at: 2 * DAY, name: 'order', value: null, currency: null }
  const { last } = tallyOf([visit('ads', 1, 'koper'), visit('email', 3, 'passant')], [order]).credit.credits()
  expect([...last.values()].map(({ conversions }) => conversions)).toEqual([1])
  expect([...last.keys()][0]).toContain('ads')
})

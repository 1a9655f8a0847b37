import type { Event } from '@koopsignaal/protocol'
import { BLANK_EVENT } from '@koopsignaal/scoring'
import { expect, it } from 'vitest'
import { sampleHistories } from './sample-histories.ts'

const events = Array.from(
  { length: 4_000 },
  (_, i): Event => ({ ...BLANK_EVENT, id: `event-${i}`, at: i, visitor: `visitor-${i % 400}` }),
)

it('keeps whole histories of half the visitors, and half again, until they fit', () => {
  const { histories, share } = sampleHistories(events, 1_000)
  const kept = histories.reduce((sum, history) => sum + history.events.length, 0)
  expect(kept).toBeLessThanOrEqual(1_000)
  expect(share).toBeLessThan(1)
  expect(histories.length / 400).toBeGreaterThan(share / 2)
  expect(histories.length / 400).toBeLessThan(share * 2)
  for (const history of histories) expect(history.events).toHaveLength(10)
})

it('keeps everybody where there is room, in order of time, whatever the order they came in', () => {
  const all = sampleHistories(events, 4_000)
  expect(all).toMatchObject({ share: 1 })
  expect(all.histories).toHaveLength(400)
  expect(sampleHistories(events.toReversed(), 4_000)).toEqual(all)
})

it('leaves out bots and those of whom nothing is kept', () => {
  const others = [
    { ...events[0]!, id: 'bot', bot: 'user_agent' as const },
    { ...events[0]!, id: 'counted', visitor: null },
  ]
  expect(sampleHistories(others, 10).histories).toEqual([])
})

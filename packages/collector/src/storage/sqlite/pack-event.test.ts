import type { Event } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyHistory, event, MONDAY } from '../../../../scoring/src/fixtures.ts'
import { EventPacker, readEvents } from './pack-event.ts'

/** Facts that become shared at every `nth` question. */
function sharing(nth: number) {
  const keys = new Map<string, number>()
  const values: unknown[] = []
  let asked = 0
  return {
    share: (kind: string, json: string): number | null => {
      const known = keys.get(kind + json)
      if (known !== undefined) return known
      if (++asked % nth !== 0) return null
      keys.set(kind + json, values.push(JSON.parse(json)) - 1)
      return values.length - 1
    },
    factOf: (key: number) => values[key],
  }
}

function packAll(events: readonly Event[], { share }: ReturnType<typeof sharing>): Buffer {
  const packer = new EventPacker(share)
  return Buffer.concat(events.map((one) => packer.append(one)))
}

it('gives back any history, whatever was shared when, and wherever the packer was made anew', () => {
  fc.assert(
    fc.property(
      anyHistory,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 9 }),
      (history, nth, length) => {
        const facts = sharing(nth)
        let [packer, bytes] = [new EventPacker(facts.share), Buffer.alloc(0)]
        for (const [i, one] of history.entries()) {
          if (i % length === 0) packer = new EventPacker(facts.share).resume(bytes, one.site, facts.factOf)
          bytes = Buffer.concat([bytes, packer.append(one)])
        }
        const [first] = history
        expect(readEvents(bytes, first?.site ?? '', first?.visitor ?? null, facts.factOf)).toEqual(history)
      },
    ),
  )
})

it.each<Partial<Event>>([
  { item: 'a\ue000b', category: '\ue001', path: '/a\ue000b/\ue001' },
  { item: '123', category: '12', path: '/12/123/12' },
  { item: 'abc', category: 'abc', path: '/abc/abc' },
  { item: '', path: '', title: '' },
  { title: '\ud800 half', path: null, host: null },
  { source: { channel: 'direct', source: null, medium: null, campaign: null, term: null, content: null } },
  {
    type: 'cta_click',
    source: { channel: 'direct', source: null, medium: null, campaign: null, term: null, content: null },
  },
  { detail: { value: 129.95, results: 0, referrer: 'a.nl/b' } },
  { detail: JSON.parse('{"props":{"__proto__":1},"unknown":true}') as Event['detail'] },
  { receivedAt: MONDAY - 5, at: MONDAY + 1 },
  { bot: 'referrer_spam' },
])('gives back %o', (part) => {
  const facts = sharing(3)
  const events = [
    event({ id: 'event-0001' }),
    event({ id: 'event-0002', ...part }),
    event({ id: 'event-0003', ...part }),
  ]
  expect(readEvents(packAll(events, facts), 'example', 'visitor-1', facts.factOf)).toEqual(events)
})

it('takes some thirty bytes for a page of a shop that nobody else has seen', () => {
  const events = Array.from({ length: 20 }, (_, i) =>
    event({
      id: `${i * 7_919}`.padStart(12, '0'),
      at: MONDAY + i * 61_234,
      receivedAt: MONDAY + i * 61_234,
      path: `/c/${4_000 + i}/item/${700_000 + i}`,
      item: `${700_000 + i}`,
      category: `${4_000 + i}`,
    }),
  )
  const facts = sharing(Number.POSITIVE_INFINITY)
  const packed = packAll(events, facts)
  expect(readEvents(packed, 'example', 'visitor-1', facts.factOf)).toEqual(events)
  expect(packed.length / events.length).toBeLessThan(60)
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newSite } from '../sites.ts'
import { receive, type Sender } from './receive.ts'
import { validate } from './validate.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const site = newSite({ id: 'example', domains: ['example.nl', 'shop.be'] }, 0)
const browser: Sender = {
  receivedAt: NOW,
  ip: '203.0.113.9',
  userAgent: 'Firefox',
  optedOut: false,
  isTrial: false,
  origin: null,
  country: null,
  owner: false,
}
const check = (events: readonly unknown[], sender: Partial<Sender> = {}) =>
  validate(receive({ site: 'example', events }), site, { ...browser, ...sender })
const click = (more: object = {}) => ({ id: 'event-0001', type: 'cta_click', cta: 'offerte', ...more })

describe('an event', () => {
  it('is placed by ago on the server’s clock, to the millisecond', () => {
    const { events } = check([click(), click({ ago: 0 }), click({ ago: 1.4 }), click({ ago: 86_400_000 })])
    expect(events.map(({ at }) => NOW - at)).toEqual([0, 0, 1, 86_400_000])
  })

  it('of the owner is placed by at, which wins over ago', () => {
    const { events } = check([click({ at: NOW - 5, ago: 1_000 })], { owner: true })
    expect(events.map(({ at }) => at)).toEqual([NOW - 5])
  })

  it('never lies after the moment it was received', () => {
    const { events, dropped } = check([click({ at: NOW + 1 }), click({ at: NOW + 60_001 })], { owner: true })
    expect(events.map(({ at }) => at)).toEqual([NOW])
    expect(dropped.map(({ reason }) => reason)).toEqual(['at_in_future'])
  })

  it('is no download where its link leads to a page; the owner’s word counts', () => {
    const download = (href: string) => ({ id: 'event-0001', type: 'download', href })
    const links = [download('https://example.nl/over-ons.nl'), download('https://other.example/dr.jansen')]
    const { events, dropped } = check(links)
    expect(events.map(({ wire }) => wire.type)).toEqual(['outbound_click'])
    expect(dropped).toMatchObject([
      { reason: 'invalid_event', message: 'events[0].href: leads to a page of the site and not to a file' },
    ])
    expect(check(links, { owner: true }).events.map(({ wire }) => wire.type)).toEqual([
      'download',
      'download',
    ])
  })

  it('is kept or dropped, each once, under its own index', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.anything(), fc.constant(click())), { maxLength: 20 }), (list) => {
        const { events, dropped } = check(list)
        const indexes = [...events, ...dropped].map(({ index }) => index).toSorted((a, b) => a - b)
        expect(indexes).toEqual([...list.keys()])
        for (const { index, message } of dropped) expect(message.startsWith(`events[${index}]`)).toBe(true)
      }),
    )
  })
})

describe('the origin of a browser', () => {
  it.each(['example.nl', 'www.example.nl', 'shop.be', 'localhost', '127.0.0.1', '127.8.9.10', '[::1]', null])(
    'may be %s',
    (origin) => {
      expect(check([click()], { origin }).events).toHaveLength(1)
    },
  )
  it.each(['xexample.nl', 'nl', 'example.nl.com', 'null', '', 'localhost.nl', '127.0.0.1.nl', '1127.0.0.1'])(
    'may not be %j',
    (origin) => {
      expect(check([click()], { origin }).dropped.map(({ reason }) => reason)).toEqual(['foreign_origin'])
    },
  )
})

describe('a whole batch', () => {
  it.each([null, 5, 'x', [], {}, { site: 'example' }, { site: 5, events: [] }, { site: 'a b', events: [] }])(
    'cannot be %j',
    (body) => {
      expect(() => receive(body)).toThrow(expect.objectContaining({ code: 'invalid_batch', status: 400 }))
    },
  )

  it('forgets what it does not know', () => {
    expect(receive({ site: 'example', events: [], admin: true, v: '1' }).envelope).toEqual({
      site: 'example',
      v: '1',
    })
  })
})

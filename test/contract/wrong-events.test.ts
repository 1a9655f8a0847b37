import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../support/app.ts'
import { from, newId, pageView } from '../support/visitors.ts'

/** Events that are refused one by one, each with its reason. */

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const eventsOf = async (visitor: string) => test.store.history({ site: 'example', visitor })

describe('an event that is not right', () => {
  it.each([
    ['null', null, ': expected an object'],
    ['a number', 5, ': expected an object'],
    ['no type', { id: 'event-wrong' }, /^\.type: expected one of page_view, cta_click, /],
    ['another type', { id: 'event-wrong', type: 'pageview' }, /^\.type: expected one of page_view, /],
    ['no id', { type: 'custom', name: 'x' }, '.id: expected a text'],
    ['an id of 7', { id: '1234567', type: 'custom', name: 'x' }, /^\.id: expected 8 to 64 characters/],
    ['an id of 65', { id: 'x'.repeat(65), type: 'custom', name: 'x' }, /^\.id: expected 8 to 64 characters/],
    ['a dot in the id', { id: 'event.wrong', type: 'custom', name: 'x' }, /^\.id: expected 8 to 64/],
    [
      'a line break after the id',
      { id: 'event-wrong\n', type: 'custom', name: 'x' },
      /^\.id: expected 8 to 64/,
    ],
    ['ago below 0', { id: 'event-wrong', type: 'custom', name: 'x', ago: -1 }, '.ago: expected a number ≥ 0'],
    [
      'ago over a day',
      { id: 'event-wrong', type: 'custom', name: 'x', ago: 86_400_001 },
      '.ago: expected a number ≤ 86400000',
    ],
    ['ago as a text', { id: 'event-wrong', type: 'custom', name: 'x', ago: '5' }, '.ago: expected a number'],
    ['no url', { id: 'event-wrong', type: 'page_view' }, '.url: expected a text'],
    [
      'an empty name',
      { id: 'event-wrong', type: 'custom', name: '' },
      '.name: expected a text that is not empty',
    ],
    [
      'half a result',
      { id: 'event-wrong', type: 'search', query: 'x', results: 0.5 },
      '.results: expected a whole number',
    ],
    [
      'small letters in the currency',
      { id: 'event-wrong', type: 'conversion', name: 'x', currency: 'eur' },
      '.currency: expected three capitals such as EUR',
    ],
    [
      'an amount that no sum can hold',
      { id: 'event-wrong', type: 'conversion', name: 'x', value: 1e308 },
      '.value: expected a number ≤ 1000000000',
    ],
    [
      'an amount that takes from the revenue',
      { id: 'event-wrong', type: 'conversion', name: 'x', value: -500 },
      '.value: below zero only with a write token',
    ],
    [
      'a scroll depth of 101',
      { id: 'event-wrong', type: 'engagement', engagedMs: 1, scrollPercent: 101 },
      '.scrollPercent: expected a number ≤ 100',
    ],
    [
      'props in props',
      { id: 'event-wrong', type: 'custom', name: 'x', props: { a: { b: 1 } } },
      '.props.a: expected a text, a number, true, false or null',
    ],
    [
      'a list of props',
      { id: 'event-wrong', type: 'custom', name: 'x', props: [1] },
      '.props: expected an object',
    ],
    [
      '21 props',
      {
        id: 'event-wrong',
        type: 'custom',
        name: 'x',
        props: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, i])),
      },
      '.props: expected at most 20 keys',
    ],
  ])('is dropped for %s, and its neighbour is kept', async (_name, event, message) => {
    const { status, body } = await test.post({ site: 'example', events: [event, pageView('/')] })
    expect([status, body.accepted, body.dropped.length]).toEqual([202, 1, 1])
    expect(body.dropped[0]).toMatchObject({ index: 0, reason: 'invalid_event' })
    const text = body.dropped[0]!.message.replace('events[0]', '')
    if (message instanceof RegExp) expect(text).toMatch(message)
    else expect(text).toBe(message)
  })

  it.each([
    'drainage',
    '/drainage',
    'file:///C:/site/index.html',
    'javascript:alert(1)',
    'https://',
    'http://a b/',
  ])('is dropped as the view of a page at %s', async (url) => {
    const wrong = { id: 'event-wrong', type: 'page_view', url }
    const { body } = await test.post({ site: 'example', events: [pageView('/'), wrong] })
    expect(body).toMatchObject({
      accepted: 1,
      dropped: [
        {
          index: 1,
          reason: 'invalid_event',
          message: 'events[1].url: expected an address that begins with http:// or https://',
        },
      ],
    })
  })

  it('may have 20 props', async () => {
    const props = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, i]))
    const { body } = await test.post(
      from('twenty-props', [{ id: newId(), type: 'custom', name: 'x', props }]),
    )
    expect(body.accepted).toBe(1)
    expect((await eventsOf('twenty-props'))[0]!.detail.props).toEqual(props)
  })

  it('cannot reach a prototype through its props, its item or its category', async () => {
    const bad = `{"site":"example","visitor":"proto-visitor","consent":"granted","events":[
      {"id":"${newId()}","type":"custom","name":"x","__proto__":{"polluted":1},"props":{"__proto__":{"polluted":1}}},
      {"id":"${newId()}","type":"custom","name":"x","props":{"__proto__":"polluted","constructor":"c"}},
      {"id":"${newId()}","type":"page_view","url":"https://example.nl/","item":"__proto__","category":"constructor"},
      {"id":"${newId()}","type":"page_view","url":"https://example.nl/","item":"__proto__","category":"constructor"}]}`
    const { status, body } = await test.post(bad)
    expect([status, body.accepted + body.dropped.length]).toEqual([202, 4])
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    const me = await test.get('/v1/sites/example/visitors/proto-visitor')
    expect(me.body.pageViews).toBe(2)
  })

  it('is kept in quarantine with its reason', async () => {
    await test.post({
      site: 'example',
      events: [{ id: 'event-wrong', type: 'engagement', engagedMs: 'long' }],
    })
    const { body } = await test.get('/v1/sites/example/drops?limit=1')
    expect(body.drops).toEqual([
      {
        at: new Date(test.clock.now).toISOString(),
        reason: 'invalid_event',
        message: 'events[0].engagedMs: expected a number',
        event: '{"id":"event-wrong","type":"engagement","engagedMs":"long"}',
      },
    ])
  })

  it('stands in quarantine without the query of its address and without personal data', async () => {
    await test.post({
      site: 'example',
      events: [
        {
          id: 'event-wrong',
          type: 'page_view',
          url: 'https://example.nl/bedankt?naam=Anne%20de%20Vries&order=9912#top',
          referrer: 'https://example.nl/zoek?q=geheim',
          title: `${'x'.repeat(1_960)} anne@voorbeeld.nl`,
          at: 5,
        },
      ],
    })
    const { body } = await test.get('/v1/sites/example/drops?limit=1')
    expect(body.drops[0].reason).toBe('at_needs_token')
    expect(body.drops[0].event).toContain('https://example.nl/bedankt')
    expect(body.drops[0].event).not.toMatch(/Vries|9912|geheim|anne|voorbeeld/)
  })
})

describe('a batch made to hurt', () => {
  it('is answered when an event is nested 30,000 levels deep', async () => {
    const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`
    const { status, body } = await test.post(`{"site":"example","events":[${deep}]}`)
    expect([status, body.dropped.map(({ reason }) => reason)]).toEqual([202, ['invalid_event']])
  })
})

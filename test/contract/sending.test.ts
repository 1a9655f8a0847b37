import { EVENT_TYPES, type EventType, MAX_BODY_BYTES } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, FIREFOX, type TestApp, toAnswer } from '../support/app.ts'
import { ANNE, BRAM, from, newId, pageView } from '../support/visitors.ts'

/** POST /v1/events, as whoever reads the contract would try it. */

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const eventsOf = async (visitor: string) => test.store.history({ site: 'example', visitor })

describe('the example of the contract', () => {
  const batch = {
    site: 'example',
    visitor: 'b1946ac92492d2347c6235b4d2611184',
    consent: 'granted',
    events: [
      {
        id: '0d9f4c2e7a',
        type: 'page_view',
        ago: 0,
        url: 'https://example.nl/drainage?utm_source=google',
        referrer: 'https://www.google.nl/',
        title: 'Natte tuin? Drainage uitgelegd',
      },
      {
        id: '0d9f4c2e7b',
        type: 'cta_click',
        ago: 40,
        url: 'https://example.nl/drainage',
        cta: 'offerte',
      },
      {
        id: '0d9f4c2e7c',
        type: 'engagement',
        ago: 0,
        url: 'https://example.nl/drainage',
        engagedMs: -1,
        scrollPercent: 80,
      },
      { id: '0d9f4c2e7d', type: 'conversion', name: 'order', value: 129.95, currency: 'EUR' },
    ],
  }

  it('keeps three events and says what is wrong with the fourth', async () => {
    const { status, body } = await test.post(batch)
    expect(status).toBe(202)
    expect(body).toEqual({
      accepted: 3,
      duplicates: 0,
      dropped: [{ index: 2, reason: 'invalid_event', message: 'events[2].engagedMs: expected a number ≥ 0' }],
      assessment: {
        segment: expect.stringMatching(/^(passant|zoeker|koper)$/),
        phase: 'deal',
        score: expect.any(Number),
        confidence: expect.stringMatching(/^(low|medium|high)$/),
      },
    })
  })

  it('changes nothing when it is sent again', async () => {
    const before = await test.store.visitor({ site: 'example', visitor: batch.visitor })
    const { body } = await test.post(batch)
    expect([body.accepted, body.duplicates, body.dropped.length]).toEqual([0, 3, 1])
    expect(await test.store.visitor({ site: 'example', visitor: batch.visitor })).toEqual(before)
  })
})

describe('what a batch may be', () => {
  it.each(['application/json', 'text/plain', 'text/plain;charset=UTF-8', 'application/json; charset=utf-8'])(
    'takes %s',
    async (type) => {
      const { body } = await test.post({ site: 'example', events: [pageView('/')] }, { 'content-type': type })
      expect(body.accepted).toBe(1)
    },
  )

  it.each(['application/xml', 'text/html', 'multipart/form-data; boundary=x', 'bogus'])(
    'refuses %s with 415',
    async (type) => {
      const { status, body } = await test.post({ site: 'example', events: [] }, { 'content-type': type })
      expect(status).toBe(415)
      expect(body).toEqual({
        error: {
          code: 'unsupported_media_type',
          message: 'Send the body as application/json or text/plain.',
        },
      })
    },
  )

  it('answers an empty list of events with nothing counted', async () => {
    const { status, body } = await test.post({ site: 'example', events: [] })
    expect([status, body]).toEqual([202, { accepted: 0, duplicates: 0, dropped: [] }])
  })

  it.each([
    ['no JSON', '{"site":', 'the body is not valid JSON'],
    ['nothing', '', 'the body is not valid JSON'],
    ['a list', '[]', 'expected a JSON object with site and events'],
    ['null', 'null', 'expected a JSON object with site and events'],
    ['no site', '{"events":[]}', 'site: expected a text'],
    ['no events', '{"site":"example"}', 'events: expected a list'],
    ['events that are no list', '{"site":"example","events":{}}', 'events: expected a list'],
    [
      'a wrong consent',
      '{"site":"example","consent":"yes","events":[]}',
      'consent: expected one of off, count, cookieless, granted, denied, withdrawn',
    ],
    [
      'a visitor that is too short',
      '{"site":"example","visitor":"short","events":[]}',
      'visitor: expected 8 to 64 characters of A-Z a-z 0-9 _ -',
    ],
  ])('refuses %s with 400 invalid_batch', async (_name, payload, message) => {
    const { status, body } = await test.post(payload)
    expect([status, body]).toEqual([400, { error: { code: 'invalid_batch', message } }])
  })

  it('refuses bytes that are no UTF-8 with 400 invalid_batch', async () => {
    const answer = await test.app.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { 'content-type': 'application/json' },
      payload: Buffer.from([0xff, 0xfe, 0x00, 0x80]),
    })
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'invalid_batch'])
  })

  it('answers 404 for a site that is not there', async () => {
    const { status, body } = await test.post({ site: 'nowhere', events: [pageView('/')] })
    expect([status, body]).toEqual([
      404,
      { error: { code: 'unknown_site', message: "There is no site 'nowhere'." } },
    ])
  })

  it('takes 100 events and refuses 101', async () => {
    const views = Array.from({ length: 101 }, () => pageView('/'))
    expect((await test.post({ site: 'example', events: views.slice(1) })).body.accepted).toBe(100)
    const { status, body } = await test.post({ site: 'example', events: views })
    expect([status, body]).toEqual([
      400,
      { error: { code: 'invalid_batch', message: 'events: expected at most 100 events, got 101' } },
    ])
  })

  it('takes exactly 64 KiB and refuses one byte more, counted in bytes', async () => {
    // Two bytes a letter: counting letters would let twice as much in.
    const empty = JSON.stringify({ site: 'example', events: [], v: '' }).length
    const letters = (bytes: number) => 'é'.repeat((bytes - empty) >> 1).padEnd((bytes - empty + 1) >> 1, 'x')
    const exact = JSON.stringify({ site: 'example', events: [], v: letters(MAX_BODY_BYTES) })
    expect(Buffer.byteLength(exact)).toBeLessThanOrEqual(MAX_BODY_BYTES)
    const padded = exact + ' '.repeat(MAX_BODY_BYTES - Buffer.byteLength(exact))
    expect((await test.post(padded)).status).toBe(202)
    const { status, body } = await test.post(`${padded} `)
    expect([status, body]).toEqual([
      413,
      {
        error: {
          code: 'too_large',
          message: 'The body is larger than 64 KiB; send fewer events at once.',
        },
      },
    ])
  })

  it('ignores fields that it does not know, in the batch and in an event', async () => {
    const view = { ...pageView('/'), future: { nested: [1] } }
    const { body } = await test.post(from('future-visitor', [view], { shape: 'round', events2: [] }))
    expect(body.accepted).toBe(1)
    expect(JSON.stringify(await eventsOf('future-visitor'))).not.toContain('future"')
  })
})

describe('every type of event', () => {
  const EXAMPLES: Readonly<Record<EventType, object>> = {
    page_view: { url: 'https://example.nl/', title: 'Droogtuin' },
    cta_click: { cta: 'offerte' },
    engagement: { engagedMs: 0, scrollPercent: 0 },
    search: { query: 'drainage', results: 0 },
    form_start: { form: 'offerte' },
    form_submit: { form: 'offerte' },
    outbound_click: { href: 'https://leverancier.example/' },
    download: { href: 'https://example.nl/prijslijst.pdf' },
    conversion: { name: 'order', value: 0, currency: 'EUR' },
    feedback: { question: 'Gevonden wat u zocht?', answer: 'bijna', rating: 0 },
    custom: { name: 'video_played', props: { percent: 50, muted: false, title: 'Aanleg', none: null } },
  }

  it.each(EVENT_TYPES)('keeps a %s with all that it carries', async (type) => {
    const visitor = `one-${type}`
    const { body } = await test.post(from(visitor, [{ id: newId(), type, ...EXAMPLES[type] }]))
    expect(body).toMatchObject({ accepted: 1, dropped: [] })
    const [event] = await eventsOf(visitor)
    expect(event!.type).toBe(type)
    const { url, title, href, ...facts } = EXAMPLES[type] as Record<string, string>
    expect(event!.detail).toMatchObject(facts)
    if (title !== undefined)
      expect([event!.title, event!.host, event!.path]).toEqual([title, 'example.nl', '/'])
    if (href !== undefined) expect(event!.detail.href).toBe(href.replace('https://', ''))
  })

  it('takes topic, item, category and props on any of them', async () => {
    const more = { topic: 'price', item: 'grindbak', category: 'drainage', props: { size: 'L' } }
    const events = EVENT_TYPES.map((type) => ({ id: newId(), type, ...EXAMPLES[type], ...more }))
    expect((await test.post(from('much-to-say', events))).body.accepted).toBe(EVENT_TYPES.length)
    for (const event of await eventsOf('much-to-say')) {
      expect(event).toMatchObject({
        topic: 'price',
        item: 'grindbak',
        category: 'drainage',
        detail: { props: { size: 'L' } },
      })
    }
  })
})

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

describe('long text', () => {
  it('is cut, not refused', async () => {
    const long = 'a b '.repeat(2_000)
    const events = [
      { id: newId(), type: 'page_view', url: `https://example.nl/${'p'.repeat(9_000)}`, title: long },
      { id: newId(), type: 'cta_click', cta: long },
      { id: newId(), type: 'feedback', answer: long },
      { id: newId(), type: 'search', query: long },
    ]
    expect((await test.post(from('long-winded', events))).body).toMatchObject({ accepted: 4, dropped: [] })
    const kept = await eventsOf('long-winded')
    expect(kept.map((event) => event.title?.length).filter(Boolean)).toEqual([511])
    expect(
      kept
        .flatMap(({ detail }) => [detail.cta, detail.answer, detail.query])
        .filter(Boolean)
        .map((t) => t!.length)
        .toSorted((a, b) => a - b),
    ).toEqual([127, 511, 1_999])
  })

  it('is not cut through an e-mail address, whose first half would be kept', async () => {
    await test.post(from('letter-writer', [pageView('/', { title: `${'mail '.repeat(101)}jan@example.nl` })]))
    expect((await eventsOf('letter-writer'))[0]!.title).not.toContain('jan')
  })

  it('is not cut through the middle of a letter', async () => {
    await test.post(from('emoji-lover', [pageView('/', { title: `${'x'.repeat(511)}🌧️` })]))
    expect((await eventsOf('emoji-lover'))[0]!.title!.isWellFormed()).toBe(true)
  })
})

describe('the same id again', () => {
  it('is a duplicate within one batch', async () => {
    const view = pageView('/')
    const { body } = await test.post(from('twice-at-once', [view, view, view]))
    expect([body.accepted, body.duplicates]).toEqual([1, 2])
    expect(await eventsOf('twice-at-once')).toHaveLength(1)
  })

  it('is a duplicate in two batches that arrive together', async () => {
    const view = pageView('/')
    const both = await Promise.all([test.post(from(ANNE, [view])), test.post(from(ANNE, [view]))])
    expect(both.map(({ body }) => body.accepted).toSorted()).toEqual([0, 1])
    expect(both.map(({ body }) => body.duplicates).toSorted()).toEqual([0, 1])
  })

  it('is a duplicate under another visitor, who is not made by it', async () => {
    const view = pageView('/')
    await test.post(from('first-visitor', [view]))
    const { body } = await test.post(from('other-visitor', [view]))
    expect(body).toEqual({ accepted: 0, duplicates: 1, dropped: [] })
    expect((await test.get('/v1/sites/example/visitors/other-visitor')).status).toBe(404)
  })

  it('is a duplicate whatever else has changed about it', async () => {
    const id = newId()
    await test.post(from(BRAM, [{ id, type: 'custom', name: 'first' }]))
    await test.post(from(BRAM, [{ id, type: 'conversion', name: 'second', value: 1e6 }]))
    expect((await eventsOf(BRAM)).map(({ type, detail }) => [type, detail.name])).toEqual([
      ['custom', 'first'],
    ])
  })

  it('is another event on another site', async () => {
    const two = await createTestApp({ sites: [{ id: 'example' }, { id: 'second' }] })
    const view = pageView('/')
    await two.post({ site: 'example', events: [view] })
    expect((await two.post({ site: 'second', events: [view] })).body.accepted).toBe(1)
    await two.close()
  })
})

describe('when it happened', () => {
  const timesOf = async (visitor: string) => (await eventsOf(visitor)).map(({ at }) => at - test.clock.now)

  it('is now without ago, and a day back at most', async () => {
    const events = [pageView('/'), pageView('/', { ago: 86_400_000 }), pageView('/', { ago: 0.4 })]
    await test.post(from('by-the-clock', events))
    expect(await timesOf('by-the-clock')).toEqual([-86_400_000, 0, 0])
  })

  it('may be said with at only by who has a write token', async () => {
    const event = { id: newId(), type: 'custom', name: 'x', at: test.clock.now - 5_000 }
    const stranger = await test.post(from('dated-visitor', [event]))
    expect(stranger.body.dropped).toEqual([
      {
        index: 0,
        reason: 'at_needs_token',
        message: 'events[0].at: only with a write token; send ago instead',
      },
    ])
    const write = await test.token('write')
    const owner = await test.post(from('dated-visitor', [event]), { authorization: `Bearer ${write}` })
    expect(owner.body.accepted).toBe(1)
    expect(await timesOf('dated-visitor')).toEqual([-5_000])
  })

  it('may be years ago with a write token', async () => {
    const event = { id: newId(), type: 'custom', name: 'x', at: 1 }
    expect((await test.postAsOwner(from('very-early', [event]))).body.accepted).toBe(1)
    expect((await test.get('/v1/sites/example/visitors/very-early')).body.firstSeen).toBe(
      '1970-01-01T00:00:00.001Z',
    )
  })

  it('is now when the owner’s clock is a little ahead, and refused when it is far ahead', async () => {
    const ahead = (ms: number) => ({ id: newId(), type: 'custom', name: 'x', at: test.clock.now + ms })
    const { body } = await test.postAsOwner(from('early-bird', [ahead(60_000), ahead(60_001)]))
    expect(body.dropped).toEqual([
      { index: 1, reason: 'at_in_future', message: 'events[1].at: lies in the future' },
    ])
    expect(await timesOf('early-bird')).toEqual([0])
  })
})

describe('what the answer counts', () => {
  it('adds up to what was sent, whatever was sent, and so do the metrics', async () => {
    const events = fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.anything() },
        {
          weight: 3,
          arbitrary: fc.record(
            {
              id: fc.constantFrom('event-aaaa', 'event-bbbb', 'event-cccc', 'short', null),
              type: fc.constantFrom('page_view', 'custom', 'conversion', 'nothing'),
              url: fc.constantFrom('https://example.nl/', 'not a url', ''),
              name: fc.oneof(fc.string(), fc.constant('order')),
              ago: fc.oneof(fc.double(), fc.nat()),
              at: fc.nat(),
              props: fc.dictionary(fc.string(), fc.anything()),
            },
            { requiredKeys: [] },
          ),
        },
      ),
      { maxLength: 30 },
    )
    await fc.assert(
      fc.asyncProperty(
        events,
        fc.constantFrom('count', 'cookieless', 'granted', 'off'),
        async (list, consent) => {
          const payload = JSON.stringify({ site: 'example', visitor: ANNE, consent, events: list })
          const sent = (JSON.parse(payload) as { events: unknown[] }).events.length
          const { status, body } = await test.post(payload)
          expect(status).toBe(202)
          expect(body.accepted + body.duplicates + body.dropped.length).toBe(sent)
        },
      ),
      { numRuns: 150 },
    )
    const text = (await test.get('/metrics')).text
    const total = (name: string) =>
      [...text.matchAll(new RegExp(`^koopsignaal_events_${name}_total(?:{.*})? (\\d+)$`, 'gm'))].reduce(
        (sum, match) => sum + Number(match[1]),
        0,
      )
    expect(total('received')).toBeGreaterThan(100)
    expect(total('accepted') + total('duplicates') + total('dropped')).toBe(total('received'))
  })
})

describe('who may read the answer', () => {
  it('is any page: the answer and every refusal carry the CORS header', async () => {
    const answers = [
      await test.post({ site: 'example', events: [] }, { origin: 'https://www.example.nl' }),
      await test.post('nonsense', { origin: 'https://www.example.nl' }),
      await test.post({ site: 'nowhere', events: [] }, { origin: 'https://www.example.nl' }),
      await test.post('x'.repeat(MAX_BODY_BYTES + 1)),
      await test.post('{}', { 'content-type': 'application/xml' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([202, 400, 404, 413, 415])
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'access-control-allow-origin': '*',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      expect(headers).not.toHaveProperty('set-cookie')
    }
  })

  it('may ask first, though it never needs to', async () => {
    const answer = toAnswer(
      await test.app.inject({
        method: 'OPTIONS',
        url: '/v1/events',
        headers: {
          origin: 'https://example.nl',
          'access-control-request-method': 'POST',
          'user-agent': FIREFOX,
        },
      }),
    )
    expect([answer.status, answer.text]).toEqual([204, ''])
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, authorization',
    })
  })
})

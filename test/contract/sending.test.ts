import { MAX_BODY_BYTES } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, FIREFOX, type TestApp, toAnswer } from '../support/app.ts'
import { ANNE, from, pageView } from '../support/visitors.ts'

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

  it('takes a byte-order mark in front', async () => {
    const payload = `\ufeff${JSON.stringify({ site: 'example', events: [pageView('/')] })}`
    const { body } = await test.post(payload, { 'content-type': 'application/json' })
    expect(body.accepted).toBe(1)
  })

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

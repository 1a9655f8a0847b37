import { afterEach, describe, expect, it } from 'vitest'
import { createTestApp, FIREFOX, type TestApp, type TestAppOptions, toAnswer } from '../support/app.ts'
import { ANNE, from, koperWithQuote, newId, pageView } from '../support/visitors.ts'

/** Who may send, from where, how much. */

let test: TestApp
const open = async (options?: TestAppOptions) => {
  test = await createTestApp(options)
}
afterEach(() => test.close())

/** Sends from an address of the internet; `inject` is on this machine by itself. */
const postFrom = async (remoteAddress: string, batch: unknown, headers: Record<string, string> = {}) =>
  toAnswer<{ accepted: number; error?: { code: string; message: string } }>(
    await test.app.inject({
      method: 'POST',
      url: '/v1/events',
      remoteAddress,
      headers: { 'content-type': 'text/plain', 'user-agent': FIREFOX, ...headers },
      payload: JSON.stringify(batch),
    }),
  )
const view = () => ({ site: 'example', events: [pageView('/')] })

describe('the Origin of a batch', () => {
  it.each([
    ['https://example.nl', true],
    ['http://example.nl:8080', true],
    ['https://www.example.nl', true],
    ['https://shop.nl.example.nl', true],
    ['https://EXAMPLE.nl', true],
    ['http://localhost:3000', true],
    ['http://127.0.0.1:8400', true],
    ['http://[::1]:5173', true],
    [undefined, true],
    ['https://other.nl', false],
    ['https://notexample.nl', false],
    ['https://example.nl.evil.com', false],
    ['https://localhost.evil.com', false],
    ['https://127.0.0.1.evil.com', false],
    ['null', false],
    ['nonsense', false],
  ])('%s: kept %s', async (origin, isKept) => {
    await open()
    const { status, body } = await test.post(view(), origin === undefined ? {} : { origin })
    expect([status, body.accepted]).toEqual([202, Number(isKept)])
    expect(body.dropped.map(({ reason }) => reason)).toEqual(isKept ? [] : ['foreign_origin'])
  })

  it('does not matter for the owner’s server', async () => {
    await open()
    const { body } = await test.post(view(), {
      origin: 'https://back-office.other.nl',
      authorization: `Bearer ${await test.token('write')}`,
    })
    expect(body.accepted).toBe(1)
  })

  it('is not repeated at any length', async () => {
    await open()
    const events = Array.from({ length: 100 }, () => pageView('/'))
    const origin = `https://${'a'.repeat(8_000)}.nl`
    expect((await test.post({ site: 'example', events }, { origin })).text.length).toBeLessThan(64 * 1024)
  })
})

describe('X-Forwarded-For', () => {
  const visitors = () => new Set([...test.store.events('example')].map(({ visitor }) => visitor)).size
  const spoofed = [
    'x-forwarded-for',
    'x-real-ip',
    'forwarded',
    'cf-connecting-ip',
    'true-client-ip',
    'x-client-ip',
  ]

  it('and its relatives count for nothing by default', async () => {
    await open()
    await postFrom('198.51.100.1', view())
    for (const header of spoofed) {
      await postFrom('198.51.100.1', view(), {
        [header]: header === 'forwarded' ? 'for=203.0.113.5' : '203.0.113.5',
      })
    }
    expect(visitors()).toBe(1)
  })

  it('counts from a configured proxy and from nobody else', async () => {
    await open({ trustProxy: ['10.0.0.0/8'] })
    await postFrom('10.0.0.1', view(), { 'x-forwarded-for': '203.0.113.5' })
    await postFrom('10.0.0.2', view(), { 'x-forwarded-for': '203.0.113.5' })
    expect(visitors()).toBe(1)
    await postFrom('198.51.100.1', view(), { 'x-forwarded-for': '203.0.113.5' })
    expect(visitors()).toBe(2)
  })

  it('cannot be prefixed by the visitor: the last address that the proxy saw counts', async () => {
    await open({ trustProxy: ['10.0.0.0/8'] })
    await postFrom('10.0.0.1', view(), { 'x-forwarded-for': '1.2.3.4, 203.0.113.5' })
    await postFrom('10.0.0.1', view(), { 'x-forwarded-for': '5.6.7.8, 203.0.113.5' })
    expect(visitors()).toBe(1)
  })

  it('may name the port too, which is another for each connection', async () => {
    await open({ trustProxy: ['10.0.0.0/8'] })
    for (const said of ['203.0.113.5:50001', '203.0.113.5:50002', '203.0.113.5'])
      await postFrom('10.0.0.1', view(), { 'x-forwarded-for': said })
    expect(visitors()).toBe(1)
    for (const said of ['[2001:db8::5]:50001', '[2001:db8::5]', '2001:db8::5'])
      await postFrom('10.0.0.1', view(), { 'x-forwarded-for': said })
    expect(visitors()).toBe(2)
  })

  it('lets no stranger say which country he is in', async () => {
    await open({ trustProxy: ['10.0.0.0/8'] })
    await postFrom('198.51.100.1', view(), { 'cf-ipcountry': 'NL' })
    await postFrom('10.0.0.1', view(), { 'x-forwarded-for': '203.0.113.5', 'cf-ipcountry': 'BE' })
    expect([...test.store.events('example')].map(({ country }) => country)).toEqual([null, 'BE'])
  })

  it.each([
    ['NL', 'NL'],
    ['XX', null],
    ['T1', null],
    ['EU', null],
    ['ZZ', null],
    ['nl', null],
    ['Nederland', null],
    ['N', null],
  ])('takes the word of a proxy for a country only where there is one: %s', async (said, kept) => {
    await open({ trustProxy: ['10.0.0.0/8'] })
    for (const header of ['cf-ipcountry', 'x-country-code'])
      await postFrom('10.0.0.1', view(), { 'x-forwarded-for': '203.0.113.5', [header]: said })
    expect([...test.store.events('example')].map(({ country }) => country)).toEqual([kept, kept])
  })
})

describe('a program', () => {
  it.each([
    ['its user agent', { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' }, {}],
    ['no user agent', { 'user-agent': '' }, {}],
    ['what its browser says', {}, { webdriver: true }],
  ])('is known by %s: kept, never scored, never listed', async (_name, headers, more) => {
    await open()
    const { body } = await test.post({ ...koperWithQuote(ANNE), ...more }, headers)
    expect(body).toEqual({ accepted: 9, duplicates: 0, dropped: [] })
    expect([...test.store.events('example')].every(({ bot }) => bot !== null)).toBe(true)
    expect((await test.get('/v1/sites/example/visitors')).body.visitors).toEqual([])
    expect((await test.get(`/v1/sites/example/visitors/${ANNE}`)).status).toBe(404)
    test.clock.now += 1_000
    expect((await test.get('/v1/sites/example/segments')).body.totals).toEqual({
      visitors: 0,
      pageViews: 0,
      conversions: 0,
    })
  })

  it('is no bot when it is a script on this machine that tries the collector out', async () => {
    await open({ trustProxy: ['127.0.0.1'] })
    const batch = () => ({ site: 'example', events: [pageView('/')] })
    const script = { 'user-agent': 'node' }
    await test.post(batch(), script)
    await test.post(batch(), { ...script, origin: 'https://example.nl' })
    await test.post(batch(), { ...script, 'x-forwarded-for': '203.0.113.5' })
    await postFrom('198.51.100.1', batch(), script)
    await test.post(batch(), { 'user-agent': 'curl/8.14.1' })
    const bots = [...test.store.events('example')].map(({ bot }) => bot)
    expect(bots.filter((bot) => bot === null)).toHaveLength(1)
    expect(bots.filter((bot) => bot === 'user_agent')).toHaveLength(4)
  })

  it('does not move the visitor whose id it borrows', async () => {
    await open()
    await test.post(from(ANNE, [pageView('/', { topic: 'problem' })]))
    const path = `/v1/sites/example/visitors/${ANNE}`
    const before = (await test.get(path)).body
    await test.post(koperWithQuote(ANNE), { 'user-agent': 'curl/8.14.1' })
    expect((await test.get(path)).body).toEqual(before)
    const { visits } = (await test.get(`${path}/journey`)).body
    expect(visits[0].events).toHaveLength(1)
  })
})

describe('too fast', () => {
  const flood = async (address: string, times: number) => {
    let last = await postFrom(address, { site: 'example', events: [] })
    for (let i = 1; i < times; i++) last = await postFrom(address, { site: 'example', events: [] })
    return last
  }

  it('is told with 429 and Retry-After, to one network and not to its neighbours', async () => {
    await open()
    const { status, headers, body } = await flood('198.51.100.1', 1_201)
    expect([status, body]).toEqual([
      429,
      { error: { code: 'too_fast', message: 'Too many requests from your network; send again later.' } },
    ])
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60)
    expect(headers['access-control-allow-origin']).toBe('*')
    expect((await postFrom('198.51.100.2', view())).status).toBe(202)
    expect((await test.get('/metrics')).text).toContain(
      'koopsignaal_requests_refused_total{code="too_fast"} 1\n',
    )
  })

  it('is one household for IPv6, however many addresses it has', async () => {
    await open()
    await flood('2001:db8:1:2::1', 1_200)
    expect((await postFrom('2001:db8:1:2:ffff::9', view())).status).toBe(429)
    expect((await postFrom('2001:db8:1:3::1', view())).status).toBe(202)
  })

  const withdrawal = { site: 'example', visitor: ANNE, consent: 'withdrawn', events: [] }

  it('does not keep a visitor from taking consent back', async () => {
    await open()
    await postFrom('198.51.100.2', from(ANNE, [pageView('/')]))
    await flood('198.51.100.1', 1_201)
    expect((await postFrom('198.51.100.1', view())).status).toBe(429)
    expect((await postFrom('198.51.100.1', withdrawal)).body).toEqual({
      accepted: 0,
      duplicates: 0,
      dropped: [],
    })
    expect(await test.store.visitor({ site: 'example', visitor: ANNE })).toBeNull()
  })

  it.each([
    ['carries events', { ...withdrawal, events: [{ id: 'abcdefgh', type: 'page_view' }] }],
    ['names nobody', { site: 'example', consent: 'withdrawn', events: [] }],
    ['is a yes', { ...withdrawal, consent: 'granted' }],
    ['is long', { ...withdrawal, padding: 'x'.repeat(256) }],
  ])('is said of a withdrawal that %s', async (_, batch) => {
    await open()
    await flood('198.51.100.1', 1_200)
    expect((await postFrom('198.51.100.1', batch)).status).toBe(429)
  })

  it('is said of withdrawals too, when they are as many again', async () => {
    await open()
    await flood('198.51.100.1', 1_200)
    for (let i = 0; i < 1_200; i++) expect((await postFrom('198.51.100.1', withdrawal)).status).toBe(202)
    expect((await postFrom('198.51.100.1', withdrawal)).status).toBe(429)
  })

  it('is not said to the owner’s server, nor to this machine', async () => {
    await open()
    await flood('198.51.100.1', 1_201)
    const authorization = `Bearer ${test.adminToken}`
    expect((await postFrom('198.51.100.1', view(), { authorization })).status).toBe(202)
    expect((await flood('127.0.0.1', 1_201)).status).toBe(202)
  })

  it('is said of /v1/me too, whatever token is waved at it', async () => {
    await open()
    const ask = () =>
      test.app.inject({
        url: `/v1/me?site=example&visitor=${newId()}`,
        remoteAddress: '198.51.100.1',
        headers: { authorization: 'Bearer anything' },
      })
    for (let i = 0; i < 1_200; i++) await ask()
    expect((await ask()).statusCode).toBe(429)
  })
})

describe('a full queue', () => {
  it('is told with 503 and Retry-After, and nothing of the batch is kept', async () => {
    await open({ maxWaiting: 5 })
    const batch = (count: number) => ({
      site: 'example',
      events: Array.from({ length: count }, () => pageView('/')),
    })
    const answer = await postFrom('127.0.0.1', batch(6))
    expect([answer.status, answer.body, answer.headers['retry-after']]).toEqual([
      503,
      { error: { code: 'queue_full', message: 'Too many events are waiting; send again later.' } },
      '1',
    ])
    expect([...test.store.events('example')]).toEqual([])
    expect((await postFrom('127.0.0.1', batch(5))).body.accepted).toBe(5)
  })

  it('does not keep anybody from reading or being erased', async () => {
    await open({ maxWaiting: 0 })
    expect((await test.get('/v1/sites/example/segments')).status).toBe(200)
    expect((await test.get('/readyz', {})).status).toBe(200)
    expect((await postFrom('127.0.0.1', { site: 'example', events: [] })).status).toBe(202)
  })
})

describe('a collector that stops', () => {
  it('refuses with 503 and Retry-After what it cannot keep any more', async () => {
    await open()
    await test.context.committer.drain()
    const answer = await postFrom('127.0.0.1', view())
    expect([answer.status, answer.body.error!.code, answer.headers['retry-after']]).toEqual([
      503,
      'shutting_down',
      '5',
    ])
  })
})

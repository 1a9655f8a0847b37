import { DAY } from '@koopsignaal/protocol'
import { PRIORS } from '@koopsignaal/scoring'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installationAnswer, siteAnswer } from '../../packages/collector/src/schemas/answers-site.ts'
import { createTestApp, FIREFOX, type TestApp } from '../support/app.ts'
import { ANNE, from, koperWithQuote, newId, pageView } from '../support/visitors.ts'

/** A site as its owner manages it: settings, topic rules, tokens, and how the tag is doing. */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})
afterEach(() => test.close())

const admin = () => ({ authorization: `Bearer ${test.adminToken}` })
const patch = async (payload: object) => {
  const answer = await test.app.inject({
    method: 'PATCH',
    url: '/v1/sites/example',
    headers: admin(),
    payload,
  })
  return { status: answer.statusCode, body: answer.json() }
}
const message = (body: { error: { message: string } }) => body.error.message

describe('the settings of a site', () => {
  it.each([[['a b']], [['https://a.nl']], [['']], [['.nl']]])(
    'refuse a domain that is none: %j',
    async (domains) => {
      const { status, body } = await patch({ domains })
      expect([status, message(body)]).toEqual([400, 'domains[0]: expected a name such as example.nl'])
    },
  )

  it('need a domain', async () => {
    const { status, body } = await patch({ domains: [] })
    expect([status, message(body)]).toEqual([400, 'domains: expected 1 of them at least'])
  })

  it('change where they are named, and hold from then on', async () => {
    const before = (await test.get('/v1/sites/example')).body
    expect(siteAnswer.parse(before)).toEqual(before)
    const { status, body } = await patch({
      domains: ['Tuin.NL'],
      topicRules: [{ path: '/kennis/**', topic: 'problem' }],
    })
    expect([status, body]).toEqual([
      200,
      { ...before, domains: ['tuin.nl'], topicRules: [{ path: '/kennis/**', topic: 'problem' }] },
    ])
    expect((await test.get('/v1/sites/example')).body).toEqual(body)
    const { body: kept } = await test.post(from(ANNE, [pageView('/kennis/x')]), { origin: 'https://tuin.nl' })
    expect(kept.accepted).toBe(1)
    const journey = (await test.get(`/v1/sites/example/visitors/${ANNE}/journey`)).body
    expect(journey.visits[0].events[0].topic).toBe('problem')
  })

  it('give a topic rule the slash that paths begin with', async () => {
    const rules = ['drainage', '*/prijzen', '**/x', '/y'].map((path) => ({ path, topic: 'price' }))
    const { body } = await patch({ topicRules: rules })
    expect(body.topicRules.map(({ path }: { path: string }) => path)).toEqual([
      '/drainage',
      '/*/prijzen',
      '**/x',
      '/y',
    ])
    await test.post(from(ANNE, [pageView('/drainage')]))
    const { visits } = (await test.get(`/v1/sites/example/visitors/${ANNE}/journey`)).body
    expect(visits[0].events[0].topic).toBe('price')
  })

  it('hold the goals, each conversion once', async () => {
    const goals = [
      { conversion: 'order', perMonth: 40 },
      { conversion: 'offerte', perMonth: 10 },
    ]
    expect((await patch({ goals })).body.goals).toEqual(goals)
    expect((await test.get('/v1/sites')).body.sites[0].goals).toEqual(goals)
    expect((await patch({ goals: [] })).body.goals).toEqual([])
    for (const [wrong, text] of [
      [[...goals, goals[0]], 'goals: names a conversion twice'],
      [[{ conversion: 'order', perMonth: 0 }], 'goals[0].perMonth: expected a number ≥ 1'],
      [[{ conversion: '', perMonth: 5 }], 'goals[0].conversion: expected a text that is not empty'],
      [[{ conversion: 'order' }], 'goals[0].perMonth: expected a number'],
    ] as const) {
      const { status, body } = await patch({ goals: wrong })
      expect([status, message(body)]).toEqual([400, text])
    }
  })

  it('leave a model alone that was published meanwhile', async () => {
    const model = { ...PRIORS.shop, version: 'shop-1+example-1' }
    const decision = {
      at: 1,
      decision: 'published' as const,
      version: model.version,
      reason: '',
      figures: {},
      model,
    }
    await test.store.decideModel('example', decision, model)
    expect((await patch({ language: 'en' })).body).toMatchObject({ language: 'en', model: model.version })
  })

  it('score visitors again when it becomes another kind of site', async () => {
    await test.post(koperWithQuote(ANNE))
    test.clock.now += 1_000
    await patch({ kind: 'services' })
    const { body } = await test.get(`/v1/sites/example/visitors/${ANNE}`)
    expect(body.model).toBe(PRIORS.services.version)
  })

  it.each([
    [{ id: 'other' }, "there is no 'id' here"],
    [{ domains: [] }, /^domains: /],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone: expected a time zone such as Europe/Amsterdam'],
    [{ consent: 'granted' }, 'consent: expected one of off, count, cookieless'],
    [{ model: null }, "there is no 'model' here"],
    [{ topicRules: [{ path: '/x', topic: 'y' }] }, /^topicRules\[0\]\.topic: expected one of problem/],
    [{ topicRules: [{ path: 'https://x.nl/x', topic: 'item' }] }, /^topicRules\[0\]\.path: .*not an address/],
  ])('are refused with a message that names them: %j', async (payload, expected) => {
    const { status, body } = await patch(payload)
    expect([status, message(body)]).toEqual([
      400,
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    ])
  })
})

describe('trying topic rules', () => {
  const preview = async (payload: object) =>
    (
      await test.app.inject({
        method: 'POST',
        url: '/v1/sites/example/topics/preview',
        headers: admin(),
        payload,
      })
    ).json()

  it('tells what pages would be about and why, and changes nothing', async () => {
    const paths = ['/kennis/natte-tuin', '/prijzen', '/x/y']
    const rules = [{ path: '/x/*', topic: 'proof' }]
    expect(await preview({ paths, rules })).toEqual({
      topics: [
        { path: '/kennis/natte-tuin', topic: expect.anything(), by: 'guess' },
        { path: '/prijzen', topic: 'price', by: 'guess' },
        { path: '/x/y', topic: 'proof', by: 'rule' },
      ],
    })
    expect((await test.get('/v1/sites/example')).body.topicRules).toEqual([])
    expect((await preview({ paths: ['/x/y'] })).topics).toEqual([{ path: '/x/y', topic: null, by: null }])
  })

  it('of pages that were measured says which say it themselves, which no rule changes', async () => {
    const measured = [
      { path: '/a', title: null, topic: 'proof' },
      { path: '/prijzen', title: null, topic: 'price' },
      { path: '/b', title: 'Contact', topic: 'contact' },
    ]
    const paths = measured.map(({ path }) => path)
    const rules = [{ path: '/**', topic: 'item' }]
    expect((await preview({ paths, rules, measured })).topics).toEqual([
      { path: '/a', topic: 'proof', by: 'page' },
      { path: '/prijzen', topic: 'item', by: 'rule' },
      { path: '/b', topic: 'item', by: 'rule' },
    ])
    expect((await preview({ paths, measured })).topics.slice(1)).toEqual([
      { path: '/prijzen', topic: 'price', by: 'guess' },
      { path: '/b', topic: 'contact', by: 'guess' },
    ])
  })

  it('says what the collector then makes of such a page', async () => {
    const rules = [{ path: '/x/*', topic: 'proof' }]
    await patch({ topicRules: rules })
    const paths = ['/x/y', '/prijzen', '/zomaar']
    const { topics } = await preview({ paths })
    await test.post(
      from(
        ANNE,
        paths.map((path) => pageView(path)),
      ),
    )
    const journey = (await test.get(`/v1/sites/example/visitors/${ANNE}/journey`)).body
    const seen = journey.visits[0].events.map(({ path, topic }: { path: string; topic: string }) => [
      path,
      topic,
    ])
    expect(Object.fromEntries(seen)).toEqual(
      Object.fromEntries(topics.map(({ path, topic }: { path: string; topic: string }) => [path, topic])),
    )
  })
})

describe('tokens', () => {
  it('are listed without the token, and stop working when withdrawn', async () => {
    const token = await test.token('read')
    await test.token('admin', null)
    const { body, text } = await test.get('/v1/sites/example/tokens')
    expect(body.tokens).toEqual([
      { id: expect.stringMatching(/^[0-9a-f]{16}$/), role: 'read', label: '', createdAt: expect.any(String) },
    ])
    expect(text).not.toContain(token)
    const url = `/v1/sites/example/tokens/${body.tokens[0].id}`
    expect((await test.app.inject({ method: 'DELETE', url, headers: admin() })).statusCode).toBe(204)
    expect((await test.get('/v1/sites', { authorization: `Bearer ${token}` })).status).toBe(401)
    expect((await test.app.inject({ method: 'DELETE', url, headers: admin() })).statusCode).toBe(404)
  })
})

describe('the installation', () => {
  const ask = async (headers = {}) =>
    (await test.get('/v1/sites/example/installation', { ...admin(), ...headers })).body
  const askForTag = (referer: string) =>
    test.app.inject({ method: 'GET', url: '/k/example.js', headers: { referer } })
  const codes = (body: { findings: { code: string }[] }) => body.findings.map(({ code }) => code)

  it('of a new site says what to do, in both languages', async () => {
    const body = await ask()
    expect(installationAnswer.parse(body)).toEqual(body)
    expect(body.tag).toEqual({ since: new Date(test.clock.now).toISOString(), lastAskedAt: null, hosts: [] })
    expect(body.events).toEqual({ lastAt: null, lastDay: { total: 0, bots: 0, types: [], hosts: [] } })
    expect(codes(body)).toEqual(['tag_never_asked'])
    expect(body.findings[0].text).toMatch(/^Nog geen pagina/)
    expect((await ask({ 'accept-language': 'en' })).findings[0].text).toMatch(/^No page has asked/)
  })

  it('that only hears from the API says so, and not that all is well', async () => {
    await test.postAsOwner(from(ANNE, [pageView('/')]))
    const body = await ask()
    expect(codes(body)).toEqual(['events_without_tag'])
    expect(body.findings[0].text).toMatch(
      /^Er komen gebeurtenissen binnen \(1 in .* geen pagina de tag opgehaald/,
    )
    await askForTag('https://www.example.nl/x')
    expect(codes(await ask())).toEqual([])
  })

  it('tells who asked for the tag, and which of them are not of the site', async () => {
    await askForTag('https://www.example.nl/x')
    test.clock.now += 60_000
    await askForTag('https://copy.example.org/')
    const { tag, ...rest } = await ask()
    const at = (ms: number) => new Date(ms).toISOString()
    expect(tag.hosts).toEqual([
      { host: 'copy.example.org', lastAskedAt: at(test.clock.now), isOwn: false },
      { host: 'www.example.nl', lastAskedAt: at(test.clock.now - 60_000), isOwn: true },
    ])
    expect(tag.lastAskedAt).toBe(at(test.clock.now))
    expect(codes(rest as never)).toEqual(['no_events', 'foreign_hosts'])
  })

  it('does not count who asked for a tag that is not there', async () => {
    await test.app.inject({
      method: 'GET',
      url: '/k/nowhere.js',
      headers: { referer: 'https://example.nl/' },
    })
    await test.app.inject({ method: 'GET', url: '/k/example.0123456789abcdef.js' })
    expect((await ask()).tag.lastAskedAt).toBe(null)
  })

  it('counts the last day by type and host, bots beside it, and drops by reason', async () => {
    const old = test.clock.now - DAY - 1
    await test.postAsOwner(
      from(ANNE, [{ id: newId(), at: old, type: 'page_view', url: 'https://example.nl/' }]),
    )
    await test.post(koperWithQuote(ANNE))
    await test.post(from(ANNE, [pageView('/')]), { 'user-agent': 'Googlebot/2.1' })
    await test.post({ site: 'example', events: [{ id: 'wrong' }, { id: 'wrong-too' }, pageView('/y')] })
    await test.post(
      { site: 'example', events: [pageView('/y')] },
      { origin: 'https://evil.example', 'user-agent': FIREFOX },
    )
    test.clock.now += 1_000
    const body = await ask()
    expect(
      body.events.lastDay.types.map(({ type, count }: { type: string; count: number }) => [type, count]),
    ).toEqual([
      ['page_view', 8],
      ['cta_click', 1],
      ['form_start', 1],
      ['form_submit', 1],
    ])
    expect([body.events.lastDay.total, body.events.lastDay.bots]).toEqual([11, 1])
    expect(body.events.lastDay.hosts).toEqual([
      { host: 'example.nl', count: 10, lastAt: new Date(test.clock.now - 1_000).toISOString() },
    ])
    expect(body.drops.map(({ reason, count }: { reason: string; count: number }) => [reason, count])).toEqual(
      [
        ['invalid_event', 2],
        ['foreign_origin', 1],
      ],
    )
    expect(body.drops[1].message).toContain('evil.example')
    expect(codes(body)).toContain('drops')
  })

  it('shows a tag that works, also the one that the browser checks', async () => {
    const { snippet } = await ask()
    const plain = (await test.app.inject({ method: 'GET', url: '/k/example.js' })).rawPayload
    expect([snippet.bytes, snippet.variant]).toEqual([plain.length, 'full'])
    const [, path, integrity] = /src="http:\/\/[^/]+([^"]+)" integrity="([^"]+)"/.exec(
      snippet.tagWithIntegrity,
    )!
    const answer = await test.app.inject({ method: 'GET', url: path! })
    const digest = Buffer.from(await crypto.subtle.digest('SHA-384', new Uint8Array(answer.rawPayload)))
    expect([answer.statusCode, integrity]).toEqual([200, `sha384-${digest.toString('base64')}`])
    expect(snippet.tag).toMatch(/^<script async src="http:\/\/.+\/k\/example\.js"><\/script>$/)
    const [, address] = /src="([^"]+)"/.exec(snippet.tag)!
    expect(snippet.tagAfterLoad).toContain(`src:'${address}'`)
  })
})

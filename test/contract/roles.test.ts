import { PRIORS } from '@koopsignaal/scoring'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../packages/collector/src/auth/tokens.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import { ANNE, koperWithQuote, newId } from '../support/visitors.ts'

/** Every route × every role × the own and another site. */

let test: TestApp
let headers: Record<Who, Record<string, string>>
const WHO = ['nobody', 'wrong', 'read', 'write', 'siteAdmin', 'other', 'admin', 'cookie'] as const
type Who = (typeof WHO)[number]

beforeAll(async () => {
  test = await createTestApp({ sites: [{ id: 'example' }, { id: 'second' }] })
  await test.post(koperWithQuote(ANNE))
  test.clock.now += 1_000
  await test.store.putLogin('session', { hash: hashToken('the-session'), expiresAt: test.clock.now + 60_000 })
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  await test.store.putSavedSegment({
    site: 'example',
    name: 'there',
    label: 'There',
    filters: {},
    createdAt: test.clock.now,
    changedAt: test.clock.now,
  })
  headers = {
    nobody: {},
    wrong: bearer('ks_guessed'),
    read: bearer(await test.token('read')),
    write: bearer(await test.token('write')),
    siteAdmin: bearer(await test.token('admin')),
    other: bearer(await test.token('admin', 'second')),
    admin: bearer(test.adminToken),
    cookie: { cookie: 'koop_session=the-session' },
  }
})
afterAll(() => test.close())

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string | (() => string)
  readonly payload?: () => object
  /** Status for each of WHO, in its order. */
  readonly statuses: readonly number[]
}

const reading = [401, 401, 200, 403, 200, 404, 200, 200]
/** Where only who may do everything may change something. */
const changing = [401, 401, 403, 403, 200, 404, 200, 200]
const newSite = () => ({ id: newId(), domains: ['nieuw.nl'] })
const batch = () => ({ site: 'example', events: [{ id: newId(), type: 'custom', name: 'x' }] })

const ROUTES: readonly Route[] = [
  { method: 'GET', url: '/v1/sites/example/segments', statuses: reading },
  { method: 'GET', url: '/v1/sites/example/visitors', statuses: reading },
  { method: 'GET', url: `/v1/sites/example/visitors/${ANNE}`, statuses: reading },
  { method: 'GET', url: `/v1/sites/example/visitors/${ANNE}/journey`, statuses: reading },
  { method: 'GET', url: '/v1/sites/example/drops', statuses: reading },
  { method: 'GET', url: '/v1/sites/example/models', statuses: reading },
  {
    method: 'POST',
    url: '/v1/sites/example/backtests',
    payload: () => ({ kind: 'services' }),
    statuses: reading,
  },
  { method: 'GET', url: '/v1/sites/example/funnel', statuses: reading },
  { method: 'GET', url: '/v1/sites/example/forecast', statuses: reading },
  { method: 'GET', url: '/v1/sites/example/channels', statuses: reading },
  { method: 'GET', url: '/v1/sites/example/costs', statuses: reading },
  {
    method: 'PUT',
    url: '/v1/sites/example/costs',
    payload: () => ({
      costs: [{ from: '2026-11-01', to: '2026-11-30', channel: 'ads', amount: 300, currency: 'EUR' }],
    }),
    statuses: changing,
  },
  { method: 'DELETE', url: '/v1/sites/example/costs?from=1970-01-01', statuses: changing },
  { method: 'GET', url: '/v1/sites/example/pages', statuses: reading },
  { method: 'GET', url: '/v1/sites/example/ctas', statuses: reading },
  { method: 'GET', url: '/v1/sites/example/searches', statuses: reading },
  { method: 'GET', url: '/v1/sites/example/live', statuses: reading },
  { method: 'GET', url: '/v1/sites/example/installation', statuses: reading },
  { method: 'GET', url: '/v1/sites/example/saved-segments', statuses: reading },
  { method: 'GET', url: '/v1/sites/example/saved-segments/there', statuses: reading },
  // What is saved is told only to who may ask.
  {
    method: 'GET',
    url: '/v1/sites/example/segments?saved=nowhere',
    statuses: [401, 401, 400, 403, 400, 404, 400, 400],
  },
  {
    method: 'POST',
    url: '/v1/sites/example/saved-segments',
    payload: () => ({ name: newId(), filters: {} }),
    statuses: [401, 401, 403, 403, 201, 404, 201, 201],
  },
  {
    method: 'PUT',
    url: '/v1/sites/example/saved-segments/there',
    payload: () => ({ filters: { segment: ['koper'] } }),
    statuses: changing,
  },
  {
    method: 'DELETE',
    url: '/v1/sites/example/saved-segments/nowhere',
    statuses: [401, 401, 403, 403, 404, 404, 404, 404],
  },
  { method: 'GET', url: '/v1/sites/example', statuses: reading },
  { method: 'PATCH', url: '/v1/sites/example', payload: () => ({ language: 'nl' }), statuses: changing },
  {
    method: 'POST',
    url: '/v1/sites/example/topics/preview',
    payload: () => ({ paths: ['/prijzen'] }),
    statuses: reading,
  },
  { method: 'GET', url: '/v1/sites/example/tokens', statuses: changing },
  {
    method: 'DELETE',
    url: '/v1/sites/example/tokens/0123456789abcdef',
    statuses: [401, 401, 403, 403, 404, 404, 404, 404],
  },
  { method: 'GET', url: '/v1/sites', statuses: [401, 401, 200, 403, 200, 200, 200, 200] },
  { method: 'POST', url: '/v1/sites', payload: newSite, statuses: [401, 401, 403, 403, 403, 403, 201, 201] },
  {
    method: 'POST',
    url: '/v1/sites/example/tokens',
    payload: () => ({ role: 'read' }),
    statuses: [401, 401, 403, 403, 201, 404, 201, 201],
  },
  {
    method: 'DELETE',
    url: '/v1/sites/example/visitors/nobody-at-all',
    // 404 for who may erase: there is nobody of that name.
    statuses: [401, 401, 403, 403, 404, 404, 404, 404],
  },
  { method: 'POST', url: '/v1/events', payload: batch, statuses: [202, 401, 403, 202, 202, 404, 202, 202] },
  {
    method: 'POST',
    url: '/v1/events/bulk',
    payload: batch,
    statuses: [401, 401, 403, 202, 202, 202, 202, 401],
  },
  // A site that is not there: 404 for who may see all sites, and for who may not know.
  { method: 'GET', url: '/v1/sites/nowhere/segments', statuses: [401, 401, 404, 404, 404, 404, 404, 404] },
  // A wrong question is told only to who may ask.
  {
    method: 'GET',
    url: '/v1/sites/example/visitors?limit=x',
    statuses: [401, 401, 400, 403, 400, 404, 400, 400],
  },
  {
    method: 'POST',
    url: '/v1/sites',
    payload: () => ({}),
    statuses: [401, 401, 403, 403, 403, 403, 400, 400],
  },
  ...(
    ['PUT /costs', 'POST /backtests', 'POST /saved-segments', 'POST /tokens', 'POST /topics/preview'] as const
  ).map((route) => {
    const [method, path] = route.split(' ') as ['PUT' | 'POST', string]
    const reader = /backtests|preview/.test(path) ? 400 : 403
    return {
      method,
      url: `/v1/sites/example${path}`,
      payload: () => ({ nonsense: true }),
      statuses: [401, 401, reader, 403, 400, 404, 400, 400],
    }
  }),
  // For everybody.
  { method: 'GET', url: '/healthz', statuses: [200, 200, 200, 200, 200, 200, 200, 200] },
  { method: 'GET', url: '/readyz', statuses: [200, 200, 200, 200, 200, 200, 200, 200] },
  { method: 'GET', url: '/metrics', statuses: [200, 200, 200, 200, 200, 200, 200, 200] },
  {
    method: 'GET',
    url: `/v1/me?site=example&visitor=${ANNE}`,
    statuses: [200, 200, 200, 200, 200, 200, 200, 200],
  },
]
const CODES: Readonly<Record<number, RegExp>> = {
  400: /^invalid_request$/,
  401: /^unauthorized$/,
  403: /^forbidden$/,
  404: /^(unknown_(site|visitor)|not_found)$/,
}

const MATRIX = ROUTES.flatMap(({ method, url, payload, statuses }) =>
  WHO.map((who, i) => ({ who, method, url: String(url), payload, status: statuses[i]! })),
)

describe('who may do what', () => {
  it.each(MATRIX)('$method $url as $who: $status', async ({ who, method, url, payload, status }) => {
    const answer = await test.app.inject({
      method,
      url,
      headers: headers[who],
      ...(payload === undefined ? {} : { payload: payload() }),
    })
    expect([answer.statusCode, answer.body]).toEqual([status, expect.anything()])
    if (status >= 400) {
      expect(Object.keys(answer.json())).toEqual(['error'])
      expect(answer.json().error).toEqual({
        code: expect.stringMatching(CODES[status]!),
        message: expect.stringMatching(/\S/),
      })
    }
  })

  it('has every route that is described in the table', () => {
    const asked = new Set(ROUTES.map(({ method, url }) => `${method} ${String(url).split('?')[0]}`))
    const described = Object.entries((test.app.swagger() as { paths: Record<string, object> }).paths).flatMap(
      ([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('{site}', 'example')}`),
    )
    const missing = described.filter((route) => ![...asked].some((one) => sameRoute(one, route)))
    // Public by its nature, and held to account in erasing.test.ts and script.test.ts.
    expect(missing).toEqual(['DELETE /v1/me', 'GET /k/{file}'])
  })
})

function sameRoute(asked: string, described: string): boolean {
  const pattern = described.replace(/\{\w+\}/g, '[^/]+')
  return new RegExp(`^${pattern}$`).test(asked)
}

describe('a token of one site', () => {
  it('sees its own site in the list and no other', async () => {
    const ids = async (who: Who) =>
      (await test.get('/v1/sites', headers[who])).body.sites.map(({ id }: { id: string }) => id)
    expect(await ids('read')).toEqual(['example'])
    expect(await ids('other')).toEqual(['second'])
    expect(await ids('admin')).toEqual(expect.arrayContaining(['example', 'second']))
  })

  it('learns nothing of which other sites there are', async () => {
    const ask = async (site: string) => {
      const { status, text } = await test.get(`/v1/sites/${site}/segments`, headers.other)
      return [status, text.replace(site, '…')]
    }
    expect(await ask('example')).toEqual(await ask('nowhere'))
  })

  it('made by the interface works for what it was made for', async () => {
    const made = await test.app.inject({
      method: 'POST',
      url: '/v1/sites/example/tokens',
      headers: headers.siteAdmin,
      payload: { role: 'read', label: 'bureau' },
    })
    const { token } = made.json() as { token: string }
    expect(token).toMatch(/^ks_[A-Za-z0-9_-]{43}$/)
    const authorization = `Bearer ${token}`
    expect((await test.get('/v1/sites/example/segments', { authorization })).status).toBe(200)
    expect((await test.get('/v1/sites/second/segments', { authorization })).status).toBe(404)
  })

  it('is kept as a hash only', async () => {
    const token = await test.token('read')
    const stored = await test.store.tokens()
    expect(JSON.stringify(stored)).not.toContain(token)
    expect(stored.map(({ hash }) => hash)).toContain(hashToken(token))
  })

  it('stops working when it is removed', async () => {
    const token = await test.token('read')
    await test.store.removeToken(hashToken(token))
    expect((await test.get('/v1/sites', { authorization: `Bearer ${token}` })).status).toBe(401)
  })

  it.each([
    ['Basic', (token: string) => `Basic ${token}`],
    ['no word', (token: string) => token],
    ['a space after it', (token: string) => `Bearer ${token} `],
    ['a letter too many', (token: string) => `Bearer ${token}x`],
    ['a letter too few', (token: string) => `Bearer ${token.slice(0, -1)}`],
    ['its hash', (token: string) => `Bearer ${hashToken(token)}`],
    ['nothing', () => ''],
    ['SQL', () => "Bearer ' OR 1=1 --"],
  ])('is not a token with %s', async (_name, authorization) => {
    const { status, headers: sent } = await test.get('/v1/sites', {
      authorization: authorization(test.adminToken),
    })
    expect([status, sent['www-authenticate']]).toEqual([401, 'Bearer'])
  })

  it('that is wrong is not helped by a log-in that is right', async () => {
    const { status } = await test.get('/v1/sites', { ...headers.wrong, ...headers.cookie })
    expect(status).toBe(401)
  })
})

describe('a new site', () => {
  it('answers what was made of it and works at once', async () => {
    const made = await test.app.inject({
      method: 'POST',
      url: '/v1/sites',
      headers: headers.admin,
      payload: { id: 'tuinblog', domains: ['Tuinblog.NL'], kind: 'content' },
    })
    expect([made.statusCode, made.json()]).toEqual([
      201,
      {
        id: 'tuinblog',
        domains: ['tuinblog.nl'],
        kind: 'content',
        timeZone: 'Europe/Amsterdam',
        language: 'nl',
        consent: 'cookieless',
        hashRouting: false,
        queryRouting: false,
        variant: 'full',
        cookie: 'script',
        delivery: 'standard',
        topicRules: [],
        goals: [],
        model: PRIORS.content.version,
        calibrated: false,
        createdAt: new Date(test.clock.now).toISOString(),
      },
    ])
    const { body } = await test.post({ ...batch(), site: 'tuinblog' }, { origin: 'https://tuinblog.nl' })
    expect(body.accepted).toBe(1)
  })

  it('is refused with 409 under an id that is taken', async () => {
    const { statusCode, body } = await test.app.inject({
      method: 'POST',
      url: '/v1/sites',
      headers: headers.admin,
      payload: { id: 'example', domains: ['x.nl'] },
    })
    expect([statusCode, JSON.parse(body)]).toEqual([
      409,
      { error: { code: 'conflict', message: "id: there is a site 'example' already" } },
    ])
  })

  it.each([
    [{ id: 'a b', domains: ['x.nl'] }, 'id: expected 1 to 64 characters of A-Z a-z 0-9 _ -'],
    [{ id: 'ok', domains: [] }, /^domains: /],
    [
      { id: 'ok', domains: ['x.nl'], timeZone: 'Mars/Olympus' },
      'timeZone: expected a time zone such as Europe/Amsterdam',
    ],
    [{ id: 'ok', domains: ['x.nl'], consent: 'granted' }, 'consent: expected one of off, count, cookieless'],
    [{ id: 'ok', domains: ['x.nl'], colour: 'red' }, "there is no 'colour' here"],
  ])('is refused with a message that says what to change: %j', async (payload, message) => {
    const { statusCode, body } = await test.app.inject({
      method: 'POST',
      url: '/v1/sites',
      headers: headers.admin,
      payload,
    })
    expect(statusCode).toBe(400)
    expect(JSON.parse(body).error.message).toEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    )
  })
})

import { createHash } from 'node:crypto'
import { DAY } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashToken } from '../../packages/collector/src/auth/tokens.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import { ANNE, koperWithQuote } from '../support/visitors.ts'

/** The link that is printed at the start, and the cookie that it gives. */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp({ trustProxy: ['10.0.0.0/8'] })
  await test.store.putLogin('key', { hash: hashToken('printed-key'), expiresAt: test.clock.now + 900_000 })
})
afterEach(() => test.close())

const open = (url = '/login?key=printed-key', more: object = {}) => test.app.inject({ url, ...more })
const cookieOf = (response: { cookies: { name: string; value: string }[] }) =>
  response.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

describe('the printed link', () => {
  it('logs in with a cookie that no script and no other site can use', async () => {
    const response = await open()
    expect([response.statusCode, response.headers.location]).toEqual([303, '/dashboard/'])
    expect(response.cookies).toEqual([
      {
        name: 'koop_session',
        value: expect.stringMatching(/^ks_[A-Za-z0-9_-]{43}$/),
        path: '/',
        httpOnly: true,
        sameSite: 'Lax',
        maxAge: (30 * DAY) / 1000,
      },
    ])
    expect(response.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  })

  it('lets its cookie ask and manage', async () => {
    const cookie = cookieOf(await open())
    expect((await test.get('/v1/sites', { cookie })).status).toBe(200)
  })

  it.each([
    ['same-origin', 201],
    ['none', 201],
    [undefined, 201],
    ['same-site', 401],
    ['cross-site', 401],
  ])('lets its cookie change something from a page that is %s: %s', async (from, status) => {
    const cookie = cookieOf(await open())
    const headers = { cookie, ...(from === undefined ? {} : { 'sec-fetch-site': from }) }
    const payload = { id: 'another', domains: ['another.example'] }
    const changed = await test.app.inject({ method: 'POST', url: '/v1/sites', headers, payload })
    expect(changed.statusCode).toBe(status)
    // A link on another page may lead to a figure.
    expect((await test.get('/v1/sites', headers)).status).toBe(200)
  })

  it('cannot be logged out by a page of another site', async () => {
    const cookie = cookieOf(await open())
    const logOut = (from: string) =>
      test.app.inject({ method: 'POST', url: '/logout', headers: { cookie, 'sec-fetch-site': from } })
    expect((await logOut('same-site')).cookies).toEqual([])
    expect((await test.get('/v1/sites', { cookie })).status).toBe(200)
    expect((await logOut('same-origin')).cookies).toHaveLength(1)
    expect((await test.get('/v1/sites', { cookie })).status).toBe(401)
  })

  it('works once', async () => {
    await open()
    const again = await open()
    expect([again.statusCode, again.headers.location, again.cookies]).toEqual([303, '/dashboard/', []])
  })

  it('works for one of two who open it together', async () => {
    const both = await Promise.all([open(), open()])
    expect(both.flatMap(({ cookies }) => cookies)).toHaveLength(1)
  })

  it('works no longer after a quarter of an hour', async () => {
    test.clock.now += 900_000
    expect((await open()).cookies).toEqual([])
  })

  it.each(['/login', '/login?key=', '/login?key=guess', '/login?key=a&key=b', '/login?key[]=printed-key'])(
    'is not %s',
    async (url) => {
      const response = await open(url)
      expect([response.statusCode, response.cookies]).toEqual([303, []])
    },
  )

  it('is not used up by a program that only looks whether it is there', async () => {
    await test.app.inject({ method: 'HEAD', url: '/login?key=printed-key' })
    expect((await open()).cookies).toHaveLength(1)
  })

  it('cannot be opened with the hash that is stored', async () => {
    expect((await open(`/login?key=${hashToken('printed-key')}`)).cookies).toEqual([])
  })
})

describe('the printed link, opened from elsewhere', () => {
  const ELSEWHERE = [
    ['another machine', { remoteAddress: '192.0.2.7' }],
    ['a proxy that is trusted', { remoteAddress: '10.0.0.1', headers: { 'x-forwarded-for': '192.0.2.7' } }],
    ['a proxy that is not', { headers: { 'x-forwarded-for': '192.0.2.7' } }],
    ['a tunnel under a name of its own', { headers: { host: 'koop.example.nl' } }],
    ['a browser that fetches ahead', { headers: { 'sec-purpose': 'prefetch;prerender' } }],
    ['an older one', { headers: { purpose: 'prefetch' } }],
    ['HEAD', { method: 'HEAD' }],
  ] as const

  it.each(ELSEWHERE)('is not used up by opening it: %s', async (_name, from) => {
    for (const _ of [1, 2]) {
      const looked = await open(undefined, from)
      expect([looked.statusCode, looked.cookies]).toEqual([200, []])
    }
    expect((await open()).cookies).toHaveLength(1)
  })

  const from = { remoteAddress: '192.0.2.7' }
  const press = (payload: string, more: object = {}) =>
    test.app.inject({
      method: 'POST',
      url: '/login',
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      ...from,
      ...more,
    })

  it('shows a button, in Dutch and in English, that works without a script', async () => {
    for (const [language, button] of [
      ['nl', 'Inloggen'],
      ['en-GB', 'Log in'],
    ]) {
      const { body, headers } = await open(undefined, { ...from, headers: { 'accept-language': language } })
      expect(body).toContain(`<button>${button}</button>`)
      expect(body).toContain('<form method="post" action="/login">')
      expect(body).toContain('<input type="hidden" name="key" value="printed-key">')
      expect(body).not.toContain('<script')
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringMatching(/^default-src 'none'; .*form-action 'self'/),
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      })
    }
  })

  it('allows in its policy the style that stands in it', async () => {
    const { body, headers } = await open(undefined, from)
    const [, style] = /<style>([\s\S]*)<\/style>/.exec(body)!
    const hash = createHash('sha256').update(style!).digest('base64')
    expect(headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'`)
  })

  it('logs in once, by pressing the button', async () => {
    const pressed = await press('key=printed-key')
    expect([pressed.statusCode, pressed.headers.location]).toEqual([303, '/dashboard/'])
    expect((await test.get('/v1/sites', { cookie: cookieOf(pressed) })).status).toBe(200)
    expect((await press('key=printed-key')).cookies).toEqual([])
    const late = await open(undefined, from)
    expect([late.statusCode, late.headers.location]).toEqual([303, '/dashboard/'])
  })

  it('marks the cookie Secure behind a proxy that speaks https', async () => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-forwarded-proto': 'https',
    }
    const pressed = await press('key=printed-key', { remoteAddress: '10.0.0.1', headers })
    expect(pressed.cookies[0]).toMatchObject({ secure: true })
  })

  it.each(['', 'key=', 'key=guess', 'key[]=printed-key', 'kez=printed-key'])(
    'does not log in with a form that says %j',
    async (payload) => {
      const { statusCode, cookies } = await press(payload)
      expect([statusCode, cookies]).toEqual([303, []])
    },
  )
})

describe('a log-in', () => {
  it('ends after thirty days', async () => {
    const cookie = cookieOf(await open())
    test.clock.now += 30 * DAY - 1
    expect((await test.get('/v1/sites', { cookie })).status).toBe(200)
    test.clock.now += 1
    expect((await test.get('/v1/sites', { cookie })).status).toBe(401)
  })

  it('ends in the browser on logging out', async () => {
    await open()
    const { statusCode, cookies } = await test.app.inject({ method: 'POST', url: '/logout' })
    expect([statusCode, cookies[0]]).toMatchObject([204, { name: 'koop_session', value: '', path: '/' }])
  })

  it('is not a key: the cookie of one browser logs no other in', async () => {
    const [session] = (await open()).cookies
    expect((await open(`/login?key=${session!.value}`)).cookies).toEqual([])
  })

  it('cannot be used by a form of another page: what changes something takes no form', async () => {
    const cookie = cookieOf(await open())
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const { statusCode } = await test.app.inject({
        method: 'POST',
        url: '/v1/sites',
        headers: { cookie, 'content-type': type },
        payload: '{"id":"sneaky","domains":["evil.com"]}',
      })
      expect([type, statusCode >= 400]).toEqual([type, true])
    }
    expect(await test.store.site('sneaky')).toBeNull()
  })

  it('cannot be used by a script of another page: no preflight allows it', async () => {
    const cookie = cookieOf(await open())
    const asking = { cookie, origin: 'https://evil.com', 'access-control-request-method': 'DELETE' }
    for (const url of ['/v1/sites', '/v1/sites/example/tokens', `/v1/sites/example/visitors/${ANNE}`]) {
      const { headers } = await test.app.inject({ method: 'OPTIONS', url, headers: asking })
      expect(headers).not.toHaveProperty('access-control-allow-origin')
    }
    const answer = await test.get('/v1/sites', { cookie, origin: 'https://evil.com' })
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
  })

  it('changes nothing by asking: no GET and no HEAD does', async () => {
    await test.post(koperWithQuote(ANNE))
    const cookie = cookieOf(await open())
    const state = async () =>
      JSON.stringify([
        await test.store.sites(),
        await test.store.tokens(),
        await test.store.visitor({ site: 'example', visitor: ANNE }),
        [...test.store.events('example')],
      ])
    const before = await state()
    const paths = Object.keys((test.app.swagger() as { paths: object }).paths)
    for (const path of [...paths, '/logout', '/login']) {
      const url = path.replace('{site}', 'example').replace('{id}', ANNE).replace('{file}', 'example.js')
      for (const method of ['GET', 'HEAD'] as const) {
        await test.app.inject({ method, url: `${url}?site=example&visitor=${ANNE}`, headers: { cookie } })
        await test.app.inject({ method, url, headers: { cookie } })
      }
    }
    expect(await state()).toBe(before)
  })
})

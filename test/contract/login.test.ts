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

  it('marks the cookie Secure behind a proxy that speaks https', async () => {
    const proxied = { remoteAddress: '10.0.0.1', headers: { 'x-forwarded-proto': 'https' } }
    expect((await open(undefined, proxied)).cookies[0]).toMatchObject({ secure: true })
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

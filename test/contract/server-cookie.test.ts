import { DAY, MINUTE } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestAppOptions } from '../support/app.ts'
import { ANNE, BRAM, from, newId, pageView } from '../support/visitors.ts'

/** A site may have the collector keep its visitors' ids in a cookie; no other answer ever sets one. */

let test: TestApp
const open = async (options: TestAppOptions = {}) => {
  test = await createTestApp({ sites: [{ id: 'example', cookie: 'server' }], ...options })
}
beforeEach(() => open())
afterEach(() => test.close())

const ORIGIN = 'https://www.example.nl'
const HERE = { origin: ORIGIN, host: 'koop.example.nl' }
const send = async (batch: unknown, headers: Record<string, string> = {}) =>
  (await test.post(batch, { ...HERE, ...headers })).headers
const cookieOf = async (batch: unknown, headers: Record<string, string> = {}) =>
  (await send(batch, headers))['set-cookie']
const granted = (visitor = ANNE) => from(visitor, [pageView('/')])

const kept = (seconds: number, visitor = ANNE) =>
  `koop=${visitor}; Path=/; Domain=example.nl; SameSite=Lax; Max-Age=${seconds}`
const FORGOTTEN = 'koop=; Path=/; Domain=example.nl; SameSite=Lax; Max-Age=0'

describe('a visitor who agreed', () => {
  it('is kept by the collector for 180 days', async () => {
    expect(await cookieOf(granted())).toBe(kept(15_552_000))
  })

  it('is kept for what is left of them: the yes is not made longer', async () => {
    await send(granted())
    test.clock.now += 30 * DAY
    expect(await cookieOf(granted())).toBe(kept(150 * 86_400))
    test.clock.now += 150 * DAY
    expect(await cookieOf(granted())).toBeUndefined()
  })

  it('is kept from when it happened, not from when it arrived', async () => {
    expect(await cookieOf(from(ANNE, [pageView('/', { ago: 60 * MINUTE })]))).toBe(kept(15_552_000 - 3_600))
  })

  it('is not kept again while the browser has the cookie', async () => {
    expect(await cookieOf(granted(), { cookie: `a=b; koop=${ANNE}` })).toBeUndefined()
    expect(await cookieOf(granted(), { cookie: `koop=${BRAM}` })).toBe(kept(15_552_000))
  })

  it('is kept each time on a site that is the collector’s own host: that cookie may be the script’s', async () => {
    const headers = { cookie: `koop=${ANNE}`, host: 'www.example.nl' }
    expect(await cookieOf(granted(), headers)).toBe(kept(15_552_000))
  })

  it('is kept over https only where the collector is reached so', async () => {
    await test.close()
    await open({ trustProxy: ['127.0.0.1'] })
    expect(await cookieOf(granted(), { 'x-forwarded-proto': 'https' })).toBe(`${kept(15_552_000)}; Secure`)
  })

  it('is forgotten when consent is taken back, and later by what was still under way', async () => {
    await send(granted())
    expect(await cookieOf({ site: 'example', visitor: ANNE, consent: 'withdrawn', events: [] })).toBe(
      FORGOTTEN,
    )
    expect(await cookieOf(granted())).toBe(FORGOTTEN)
  })

  it('is forgotten on a no', async () => {
    expect(await cookieOf({ site: 'example', visitor: ANNE, consent: 'denied', events: [] })).toBe(FORGOTTEN)
  })
})

describe('no cookie is set', () => {
  it.each(['sec-gpc', 'dnt'])('for who agreed once and now asks by %s not to be followed', async (header) => {
    await send(granted())
    expect(await cookieOf(granted(), { [header]: '1' })).toBeUndefined()
  })

  it.each<[string, unknown, Record<string, string>]>([
    ['before consent', { site: 'example', events: [pageView('/')] }, {}],
    ['for who is only counted', { site: 'example', consent: 'count', events: [pageView('/')] }, {}],
    ['without an id', { site: 'example', consent: 'granted', events: [pageView('/')] }, {}],
    ['under GPC', granted(), { 'sec-gpc': '1' }],
    ['under Do Not Track', granted(), { dnt: '1' }],
    ['for a program', granted(), { 'user-agent': 'curl/8.14.1' }],
    ['when nothing was kept', from(ANNE, [{ id: newId(), type: 'nonsense' }]), {}],
    ['on another site’s page', granted(), { origin: 'https://other.nl' }],
    ['on a page of nobody', granted(), { origin: 'null' }],
    ['by a collector on another domain', granted(), { host: 'koop.other.nl' }],
    ['by a collector whose name only ends alike', granted(), { host: 'koop-example.nl' }],
  ])('%s', async (_, batch, headers) => {
    expect(await cookieOf(batch, headers)).toBeUndefined()
  })

  it('for the owner’s own server', async () => {
    const authorization = `Bearer ${await test.token('write')}`
    expect(await cookieOf(granted(), { authorization })).toBeUndefined()
  })

  it('where the site does not ask for it', async () => {
    await test.close()
    await open({ sites: [{ id: 'example' }] })
    const headers = await send(granted())
    expect(headers).not.toHaveProperty('set-cookie')
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers).not.toHaveProperty('access-control-allow-credentials')
    expect(
      await cookieOf({ site: 'example', visitor: ANNE, consent: 'withdrawn', events: [] }),
    ).toBeUndefined()
  })
})

describe('the page may read the answer', () => {
  const allowed = {
    'access-control-allow-origin': ORIGIN,
    'access-control-allow-credentials': 'true',
    vary: 'origin',
  }

  it('to a request with cookies', async () => {
    expect(await send(granted())).toMatchObject(allowed)
    expect(await send({ site: 'example', events: [pageView('/')] })).toMatchObject(allowed)
  })

  it('and read why it was refused', async () => {
    expect(await send(granted(), { authorization: 'Bearer ks_wrong' })).toMatchObject(allowed)
  })

  it('and no other answer of the collector: it opens nothing but this', async () => {
    for (const url of ['/v1/me?site=example&visitor=12345678', '/k/example.js', '/v1/sites']) {
      const { headers } = await test.app.inject({ url, headers: HERE })
      expect(headers).not.toHaveProperty('access-control-allow-credentials')
    }
  })
})

describe('the setting', () => {
  const admin = () => ({ authorization: `Bearer ${test.adminToken}` })
  const change = (payload: object) =>
    test.app.inject({ method: 'PATCH', url: '/v1/sites/example', headers: admin(), payload })

  it('is told, and can be changed', async () => {
    expect((await test.get('/v1/sites/example')).body.cookie).toBe('server')
    expect((await change({ cookie: 'script' })).json().cookie).toBe('script')
    expect(await cookieOf(granted())).toBeUndefined()
    expect((await change({ cookie: 'baker' })).statusCode).toBe(400)
  })
})

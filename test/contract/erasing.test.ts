import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DAY, HOUR, type MeAnswer } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../support/app.ts'
import { ANNE, BRAM, from, koperWithQuote, newId, pageView } from '../support/visitors.ts'

/** Withdrawing consent, and erasing on request. */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
  await test.post(koperWithQuote(ANNE))
  await test.post(koperWithQuote(BRAM))
})
afterEach(() => test.close())

const erase = (url: string, token = test.adminToken) =>
  test.app.inject({ method: 'DELETE', url, headers: { authorization: `Bearer ${token}` } })

const WAYS: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['a page that says withdrawn', () => test.post(from(ANNE, [], { consent: 'withdrawn' }))],
  ['a page that says denied', () => test.post(from(ANNE, [], { consent: 'denied' }))],
  ['the visitor', () => test.app.inject({ method: 'DELETE', url: `/v1/me?site=example&visitor=${ANNE}` })],
  ['the owner', () => erase(`/v1/sites/example/visitors/${ANNE}`)],
]

describe.each(WAYS)('a visitor erased by %s', (_name, eraseAnne) => {
  it('is gone from every answer, and nobody else is', async () => {
    await eraseAnne()
    for (const path of [
      `/v1/sites/example/visitors/${ANNE}`,
      `/v1/sites/example/visitors/${ANNE}/journey`,
      `/v1/me?site=example&visitor=${ANNE}`,
    ]) {
      expect((await test.get(path)).status).toBe(404)
    }
    const { visitors } = (await test.get('/v1/sites/example/visitors')).body
    expect(visitors.map(({ id }: { id: string }) => id)).toEqual([BRAM])
    expect([...test.store.events('example')].some(({ visitor }) => visitor === ANNE)).toBe(false)
  })

  it('leaves no byte of the id in the database or its WAL', async () => {
    const disk = () => Buffer.concat(readdirSync(test.dir).map((file) => readFileSync(join(test.dir, file))))
    expect(disk().includes(ANNE)).toBe(true)
    await eraseAnne()
    expect(disk().includes(ANNE)).toBe(false)
    expect(disk().includes(BRAM)).toBe(true)
  })

  it('is not brought back by a batch that comes late', async () => {
    await eraseAnne()
    test.clock.now += 23 * HOUR
    const { status, body } = await test.post(from(ANNE, [pageView('/')]))
    expect([status, body]).toEqual([
      202,
      {
        accepted: 0,
        duplicates: 0,
        dropped: [
          {
            index: 0,
            reason: 'visitor_erased',
            message: 'events[0]: this visitor was erased less than a day ago',
          },
        ],
      },
    ])
    const [drop] = (await test.get('/v1/sites/example/drops')).body.drops
    expect([drop.reason, drop.event]).toEqual(['visitor_erased', ''])
  })

  it('may be a visitor again after a day', async () => {
    await eraseAnne()
    test.clock.now += DAY + HOUR
    await test.store.expire(test.clock.now)
    expect((await test.post(from(ANNE, [pageView('/')]))).body.accepted).toBe(1)
  })
})

describe('withdrawing', () => {
  it('keeps what the page sends along as a count, without the visitor', async () => {
    const { body } = await test.post(from(ANNE, [pageView('/privacy')], { consent: 'withdrawn' }))
    expect(body).toEqual({ accepted: 1, duplicates: 0, dropped: [] })
    expect([...test.store.events('example')].at(-1)).toMatchObject({ consent: 'count', visitor: null })
  })

  it('also erases when the browser has GPC switched on', async () => {
    await test.post(from(ANNE, [], { consent: 'withdrawn' }), { 'sec-gpc': '1' })
    expect(await test.store.visitor({ site: 'example', visitor: ANNE })).toBeNull()
  })

  it('erases on the site that was named only', async () => {
    const two = await createTestApp({ sites: [{ id: 'example' }, { id: 'second' }] })
    await two.post(from(ANNE, [pageView('/')]))
    await two.post({ ...from(ANNE, [pageView('/')]), site: 'second' })
    await two.post(from(ANNE, [], { consent: 'withdrawn' }))
    expect((await two.get(`/v1/sites/second/visitors/${ANNE}`)).status).toBe(200)
    await two.close()
  })
})

describe('DELETE', () => {
  it('answers 204 without a body, and 404 the second time', async () => {
    const first = await erase(`/v1/sites/example/visitors/${ANNE}`)
    expect([first.statusCode, first.body]).toEqual([204, ''])
    const again = await erase(`/v1/sites/example/visitors/${ANNE}`)
    expect([again.statusCode, again.json()]).toEqual([
      404,
      { error: { code: 'unknown_visitor', message: 'There is no visitor with this id.' } },
    ])
  })

  it('of me may be called by any page and needs no token', async () => {
    const url = `/v1/me?site=example&visitor=${ANNE}`
    const asked = await test.app.inject({ method: 'OPTIONS', url, headers: { origin: 'https://example.nl' } })
    expect([asked.statusCode, asked.headers['access-control-allow-methods']]).toEqual([204, 'GET, DELETE'])
    const { statusCode, headers } = await test.app.inject({ method: 'DELETE', url })
    expect([statusCode, headers['access-control-allow-origin']]).toEqual([204, '*'])
  })

  it('takes the visitor out of the totals', async () => {
    test.clock.now += 1_000
    const totals = async () => (await test.get('/v1/sites/example/segments')).body.totals
    expect(await totals()).toEqual({ visitors: 2, pageViews: 12, conversions: 0 })
    await erase(`/v1/sites/example/visitors/${ANNE}`)
    expect(await totals()).toEqual({ visitors: 1, pageViews: 6, conversions: 0 })
  })
})

describe('me', () => {
  it('shows everything that is stored, with the reason of every change', async () => {
    const { status, body, headers } = await test.get(`/v1/me?site=example&visitor=${ANNE}`, {})
    expect(status).toBe(200)
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'no-store' })
    expect(body.visitor.id).toBe(ANNE)
    const shown = body.visits.flatMap(({ events }: { events: { id: string }[] }) =>
      events.map(({ id }) => id),
    )
    const stored = await test.store.history({ site: 'example', visitor: ANNE })
    expect(shown).toEqual(stored.map(({ id }) => id))
    const raw = stored.map(({ site, visitor, ...event }) => ({
      ...event,
      at: new Date(event.at).toISOString(),
      receivedAt: new Date(event.receivedAt).toISOString(),
    }))
    expect(body.stored).toEqual(JSON.parse(JSON.stringify(raw)))
    expect(body.stored[0]).toMatchObject({ host: 'example.nl', browser: 'Firefox', os: 'Linux' })
    const moved = body.visits[0].events.filter(({ change }: { change: object[] }) => change.length > 0)
    expect(moved.length).toBeGreaterThan(4)
  })

  it('shows what seems to come from a program too, and why it counts for nothing', async () => {
    const program = { 'user-agent': 'curl/8.14.1' }
    await test.post(from('visitor-by-curl', [pageView('/prijzen')]), program)
    await test.post(from(ANNE, [pageView('/voorwaarden')]), program)
    const me = async (visitor: string) =>
      (await test.get<MeAnswer>(`/v1/me?site=example&visitor=${visitor}`, {})).body
    const { visitor, visits, stored } = await me('visitor-by-curl')
    expect([visitor, visits]).toEqual([null, []])
    expect(stored).toMatchObject([{ type: 'page_view', path: '/prijzen', bot: 'user_agent' }])
    const anne = await me(ANNE)
    expect(anne.visitor!.id).toBe(ANNE)
    expect(anne.stored.filter(({ bot }) => bot !== null)).toMatchObject([{ path: '/voorwaarden' }])
    await test.app.inject({ method: 'DELETE', url: '/v1/me?site=example&visitor=visitor-by-curl' })
    expect((await test.get('/v1/me?site=example&visitor=visitor-by-curl', {})).status).toBe(404)
  })

  it.each([
    ['', 'site: expected a text'],
    ['?site=example', 'visitor: expected a text'],
    ['?site=example&visitor=x&token=y', "there is no 'token' here"],
  ])('answers 400 for %s', async (query, message) => {
    const { status, body } = await test.get(`/v1/me${query}`, {})
    expect([status, body]).toEqual([400, { error: { code: 'invalid_request', message } }])
  })

  it('does not tell another visitor’s id, nor who there is', async () => {
    const { status, body } = await test.get(`/v1/me?site=example&visitor=${newId()}`, {})
    expect([status, body.error.code]).toEqual([404, 'unknown_visitor'])
  })
})

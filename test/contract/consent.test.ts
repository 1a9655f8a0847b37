import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DAY, type Event, HOUR, MINUTE } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CHROME_ON_PHONE, createTestApp, FIREFOX, type TestApp } from '../support/app.ts'
import { ANNE, BRAM, from, koperWithQuote, newId, pageView, zoekerFromSearch } from '../support/visitors.ts'

/** How far a visitor may be recognised: in every consent mode, on every kind of site. */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp({
    sites: [{ id: 'example' }, { id: 'counting', consent: 'count' }, { id: 'silent', consent: 'off' }],
  })
})
afterEach(() => test.close())

const kept = (site = 'example'): readonly Event[] => [...test.store.events(site)]
const modes = (site?: string) => kept(site).map(({ consent, visitor }) => [consent, visitor])
const HASH = expect.stringMatching(/^[0-9a-f]{32}$/)

describe('consent', () => {
  it('off keeps nothing and says so', async () => {
    const { status, body } = await test.post({ ...zoekerFromSearch(ANNE), consent: 'off' })
    expect([status, body.accepted]).toEqual([202, 0])
    expect(body.dropped[0]).toEqual({
      index: 0,
      reason: 'no_consent',
      message: "events[0]: sent with consent 'off'",
    })
    expect(kept()).toEqual([])
    expect((await test.get('/v1/sites/example/drops')).body.drops[0].event).toBe('')
  })

  it.each(['count', 'denied', 'withdrawn'])('%s keeps the event and nobody with it', async (consent) => {
    await test.post(from(ANNE, [pageView('/')], { consent }))
    expect(modes()).toEqual([['count', null]])
  })

  it.each([undefined, 'cookieless'])('%s keeps a hash, whatever id was sent', async (consent) => {
    await test.post(from(ANNE, [pageView('/')], { consent }))
    expect(modes()).toEqual([['cookieless', HASH]])
  })

  it('granted keeps the id that was sent', async () => {
    await test.post(from(ANNE, [pageView('/')]))
    expect(modes()).toEqual([['granted', ANNE]])
  })

  it('granted without an id goes no further than the day’s hash', async () => {
    const { body } = await test.post({ site: 'example', consent: 'granted', events: [pageView('/')] })
    expect(modes()).toEqual([['cookieless', HASH]])
    expect(body).not.toHaveProperty('assessment')
  })
})

describe('a browser that asks not to be followed', () => {
  it.each([
    ['sec-gpc', 'granted'],
    ['sec-gpc', 'cookieless'],
    ['dnt', 'granted'],
    ['dnt', 'cookieless'],
  ])('is only counted: %s with consent %s', async (header, consent) => {
    const { body } = await test.post({ ...koperWithQuote(ANNE), consent }, { [header]: '1' })
    expect(body.accepted).toBe(9)
    expect(body).not.toHaveProperty('assessment')
    expect(new Set(modes().map(String))).toEqual(new Set(['count,']))
    expect(await test.store.visitor({ site: 'example', visitor: ANNE })).toBeNull()
  })

  it('is followed when the header says 0', async () => {
    await test.post(from(ANNE, [pageView('/')]), { dnt: '0', 'sec-gpc': '0' })
    expect(modes()).toEqual([['granted', ANNE]])
  })
})

describe('the site’s own setting', () => {
  it.each([
    ['counting', undefined, 'count'],
    ['counting', 'cookieless', 'count'],
    ['counting', 'denied', 'count'],
    ['counting', 'granted', 'granted'],
    ['silent', undefined, null],
    ['silent', 'cookieless', null],
    ['silent', 'count', null],
    ['silent', 'denied', null],
    ['silent', 'granted', 'granted'],
  ])('is the limit until the visitor says yes: on %s, %s becomes %s', async (site, consent, result) => {
    const { body } = await test.post({ ...from(ANNE, [pageView('/')]), site, consent })
    expect(kept(site).map((event) => event.consent)).toEqual(result === null ? [] : [result])
    expect(body.accepted).toBe(result === null ? 0 : 1)
  })

  it('off stays off for a browser with GPC, also after a yes', async () => {
    await test.post({ ...from(ANNE, [pageView('/')]), site: 'silent' }, { 'sec-gpc': '1' })
    expect(kept('silent')).toEqual([])
  })
})

describe('a cookieless visitor', () => {
  const cookieless = (events: readonly unknown[] = [pageView('/')]) => ({ site: 'example', events })
  const hashes = () => [...new Set(kept().map(({ visitor }) => visitor))]

  it('is the same all day and another one tomorrow', async () => {
    await test.post(cookieless())
    test.clock.now += 11 * HOUR
    await test.post(cookieless())
    expect(hashes()).toHaveLength(1)
    test.clock.now += 2 * HOUR
    await test.post(cookieless())
    expect(hashes()).toHaveLength(2)
  })

  it('is told apart by address, by browser and by site', async () => {
    await test.post(cookieless())
    await test.post(cookieless(), { 'user-agent': CHROME_ON_PHONE })
    expect(hashes()).toHaveLength(2)
  })

  it('belongs to the day that it sends on, also for what happened before midnight', async () => {
    test.clock.now += 13 * HOUR
    await test.post(cookieless([pageView('/', { ago: 2 * HOUR }), pageView('/')]))
    expect(hashes()).toHaveLength(1)
  })

  it('cannot be recognised with what is on the disk the day after', async () => {
    await test.post(cookieless())
    const [hash] = hashes()
    const salt = () => readFileSync(join(test.dir, 'day-salt.json'), 'utf8')
    const yesterday = salt()
    test.clock.now += DAY
    await test.post(cookieless())
    expect(salt()).not.toBe(yesterday)
    const old = (JSON.parse(yesterday) as { salt: string }).salt
    for (const file of readdirSync(test.dir)) {
      expect(readFileSync(join(test.dir, file)).includes(old)).toBe(false)
    }
    expect(hashes()[1]).not.toBe(hash)
  })

  it('counts in the totals and is never listed, nor found, exported or shown by its hash', async () => {
    const { events } = koperWithQuote(ANNE)
    await test.post(cookieless(events.map((event) => ({ ...event, ago: 1_000 }))))
    const [hash] = hashes()
    const admin = { authorization: `Bearer ${test.adminToken}` }
    const segments = (await test.get('/v1/sites/example/segments')).body
    expect(segments.totals).toEqual({ visitors: 1, pageViews: 6, conversions: 0 })
    expect((await test.get('/v1/sites/example/visitors')).body.visitors).toEqual([])
    expect((await test.get('/v1/sites/example/visitors?at=2026-11-21T12:00:00Z')).body.visitors).toEqual([])
    expect(
      (await test.get('/v1/sites/example/visitors', { ...admin, accept: 'text/csv' })).text,
    ).not.toContain(hash)
    for (const path of [
      `/v1/sites/example/visitors/${hash}`,
      `/v1/sites/example/visitors/${hash}/journey`,
      `/v1/me?site=example&visitor=${hash}`,
    ]) {
      const answer = await test.get(path)
      expect([answer.status, answer.body.error.code]).toEqual([404, 'unknown_visitor'])
    }
  })

  it('is never attached to the id that the visitor gets by saying yes', async () => {
    await test.post(cookieless([pageView('/problemen/natte-tuin', { topic: 'problem' })]))
    test.clock.now += MINUTE
    await test.post(from(ANNE, [pageView('/prijzen')]))
    const { body } = await test.get(`/v1/sites/example/visitors/${ANNE}`)
    expect([body.pageViews, body.visits]).toEqual([1, 1])
  })
})

describe('what reaches the disk', () => {
  it('is neither the address, nor the user agent, nor the query of the page', async () => {
    const secret = 'anne.de.vries%40voorbeeld.nl'
    const view = {
      id: newId(),
      type: 'page_view',
      url: `https://example.nl/offerte?mail=${secret}&utm_source=brief`,
      referrer: `https://www.google.nl/search?q=${secret}`,
      title: 'Offerte voor anne.de.vries@voorbeeld.nl',
    }
    await test.app.inject({
      method: 'POST',
      url: '/v1/events',
      remoteAddress: '203.0.113.77',
      headers: { 'content-type': 'text/plain', 'user-agent': `${FIREFOX} Secret/7` },
      payload: JSON.stringify(from(BRAM, [view])),
    })
    await test.post(from(BRAM, [{ ...view, id: 'bad' }]))
    const disk = Buffer.concat(readdirSync(test.dir).map((file) => readFileSync(join(test.dir, file))))
    expect(disk.includes('utm') || disk.includes('brief')).toBe(true)
    for (const text of ['203.0.113.77', 'Secret/7', 'voorbeeld', 'anne.de', 'search?q']) {
      expect([text, disk.includes(text)]).toEqual([text, false])
    }
  })

  it('puts nothing on the device: no answer sets a cookie', async () => {
    for (const consent of ['granted', 'cookieless', 'count', 'off', 'withdrawn']) {
      const { headers } = await test.post(from(ANNE, [pageView('/')], { consent }))
      expect(headers).not.toHaveProperty('set-cookie')
    }
    expect((await test.get('/k/example.js', {})).headers).not.toHaveProperty('set-cookie')
  })
})

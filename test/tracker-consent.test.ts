import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { buildFile } from './support/snippet.ts'
import { NOTHING, trackerPage } from './support/tracker-page.ts'

/** Consent, in a real Chromium: what is on the device and what left it. */

const it = trackerPage()

test('consent: nothing on the device before, an id after, nothing again when it is taken back', async () => {
  await it.page.goto(it.at('/'))
  await it.everything()
  expect(await it.onDevice()).toEqual(NOTHING)

  await it.koop('consent', 'granted')
  await it.everything()
  const { cookies, rest } = await it.onDevice()
  expect(rest).toEqual(NOTHING.rest)
  expect(cookies).toMatchObject([
    {
      name: 'koop',
      value: expect.stringMatching(/^\d{9,20}$/),
      path: '/',
      sameSite: 'Lax',
      domain: '127.0.0.1',
    },
  ])
  const halfAYear = Date.now() / 1_000 + 180 * 86_400
  expect(Math.abs(cookies[0]!.expires - halfAYear)).toBeLessThan(60)
  const id = cookies[0]!.value

  await it.page.reload()
  await it.arrival('page_view', 2)
  await it.everything()
  const known = it.collector.batches().filter(({ visitor }) => visitor)
  expect(known.every(({ visitor, consent }) => visitor === id && consent === 'granted')).toBe(true)
  expect(known.flatMap(({ events }) => events).filter(({ type }) => type === 'page_view')).toHaveLength(1)

  await it.koop('consent', 'withdrawn')
  expect(await it.onDevice()).toEqual(NOTHING)
  await it.everything()
  const last = it.collector.batches().slice(-2)
  expect(last).toMatchObject([{ consent: 'withdrawn', visitor: id, events: [] }, { consent: 'count' }])
  expect(last[1]).not.toHaveProperty('visitor')
  expect(it.collector.arrived.every(({ headers: sent }) => !sent.cookie)).toBe(true)
})

test('a site that is off sends nothing until the visitor agrees', async () => {
  it.html = it.pageWith({ id: 'silent', body: '<a id="cta" href="#x" data-cta="offerte">x</a>' })
  await it.page.goto(it.at('/a'))
  await it.ready()
  await it.page.click('#cta')
  await it.page.evaluate(() => history.pushState(null, '', '/b'))
  await it.koop('consent', 'denied')
  await it.koop('cta', 'offerte')
  await it.page.evaluate(() => new Promise((done) => setTimeout(done)))
  expect(await it.onDevice()).toEqual(NOTHING)
  await it.koop('consent', 'granted')
  expect(await it.everything()).toMatchObject([{ type: 'page_view', url: it.at('/b') }])
  expect(it.collector.batches()[0]).toMatchObject({ consent: 'granted' })
})

test.each(['laatste-koop', 'session.koop', 'not-koop', 'Koop', 'a_koop'])(
  "a site's own cookie named %s is no consent",
  async (name) => {
    await it.context.addCookies([{ name, value: '1763796000', url: it.at('/') }])
    await it.page.goto(it.at('/'))
    await it.arrival('page_view')
    await it.koop('consent', 'denied')
    await it.koop('cta', 'offerte')
    await it.everything()
    expect(it.collector.batches().map(({ consent }) => consent ?? 'cookieless')).not.toContain('granted')
    expect(JSON.stringify(it.collector.batches())).not.toContain('1763796000')
    expect((await it.onDevice()).cookies).toMatchObject([{ name, value: '1763796000' }])
    await it.koop('consent', 'granted')
    await it.koop('cta', 'offerte')
    await it.everything()
    expect(it.collector.batches().at(-1)).toMatchObject({
      consent: 'granted',
      visitor: expect.stringMatching(/^\d{9,20}$/),
    })
  },
)

test('Global Privacy Control caps at count, whatever the page asks', async () => {
  await it.page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }))
  await it.page.goto(it.at('/'))
  await it.arrival('page_view')
  await it.koop('consent', 'granted')
  await it.everything()
  expect(await it.onDevice()).toEqual(NOTHING)
  expect(new Set(it.collector.batches().map(({ consent }) => consent))).toEqual(new Set(['count']))
  expect(JSON.stringify(it.collector.batches())).not.toContain('"visitor"')
})

test('Global Privacy Control after a yes takes that back when a page loads', async () => {
  await it.page.goto(it.at('/'))
  await it.koop('consent', 'granted')
  await it.koop('cta', 'offerte')
  await it.everything()
  const id = (await it.onDevice()).cookies[0]!.value
  await it.page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }))
  await it.page.goto(it.at('/b'))
  await it.arrival('page_view', 2)
  expect(await it.onDevice()).toEqual(NOTHING)
  await it.koop('consent', 'granted')
  await it.koop('cta', 'offerte')
  await it.everything()
  const batches = it.collector.batches()
  expect(batches.filter(({ consent }) => consent === 'withdrawn')).toMatchObject([
    { visitor: id, events: [] },
  ])
  const second = batches.filter(({ events: [event] }) => event?.url === it.at('/b'))
  expect(new Set(second.map(({ consent }) => consent))).toEqual(new Set(['count']))
  expect(JSON.stringify(second)).not.toContain('"visitor"')
  expect(await it.onDevice()).toEqual(NOTHING)
})

describe('with a consent tool in the page', () => {
  const ADAPTERS = '<script async src="/consent.js"></script>'
  let adapters: string
  beforeAll(async () => {
    adapters = await buildFile('packages/tracker/dist/consent.js')
  })
  beforeEach(() => {
    it.files['/consent.js'] = adapters
  })

  test('an earlier yes holds for the page view, a no takes the id away', async () => {
    it.html = it.pageWith({
      head: `<script>window.Cookiebot = { hasResponse: true, consent: { statistics: true } }</script>${ADAPTERS}`,
      body: '<script src="/slow.js"></script>',
    })
    await it.page.goto(it.at('/'))
    await it.arrival('page_view')
    await vi.waitFor(async () => expect((await it.onDevice()).cookies).toHaveLength(1), 10_000)
    await it.page.evaluate(() => {
      const { Cookiebot } = window as unknown as { Cookiebot: { consent: { statistics: boolean } } }
      Cookiebot.consent.statistics = false
      dispatchEvent(new Event('CookiebotOnDecline'))
    })
    expect(await it.onDevice()).toEqual(NOTHING)
    await it.everything()
    expect(it.collector.batches().some(({ consent, visitor }) => consent === 'withdrawn' && visitor)).toBe(
      true,
    )
    expect(it.problems).toEqual([])
  })

  test('TCF: nothing on the device while the question is on the screen, an id after the answer', async () => {
    it.html = it.pageWith({
      head: `<script>window.__tcfapi = (command, version, heard) => { window.heard = heard
        heard({ eventStatus: 'cmpuishown', gdprApplies: true, purpose: { consents: {} } }, true) }</script>${ADAPTERS}`,
    })
    await it.page.goto(it.at('/'))
    await it.page.waitForFunction('window.heard')
    await it.everything()
    expect(await it.onDevice()).toEqual(NOTHING)
    await it.page.evaluate(
      `heard({ eventStatus: 'useractioncomplete', gdprApplies: true, purpose: { consents: { 1: true, 8: true } } }, true)`,
    )
    expect((await it.onDevice()).cookies).toHaveLength(1)
  })

  test('a refusal by the browser stands above a yes in the banner', async () => {
    await it.page.addInitScript(() =>
      Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
    )
    it.html = it.pageWith({
      head: `<script>window.dataLayer = [['consent', 'update', { analytics_storage: 'granted' }]]</script>${ADAPTERS}`,
    })
    await it.page.goto(it.at('/'))
    await it.page.waitForLoadState('load')
    await it.everything()
    expect(await it.onDevice()).toEqual(NOTHING)
    expect(new Set(it.collector.batches().map(({ consent }) => consent))).toEqual(new Set(['count']))
  })
})

// @vitest-environment jsdom
// @vitest-environment-options {"url": "https://winkel.example/"}
import { afterEach, describe, expect, test, vi } from 'vitest'
import { closePage, openPage, pretend } from './test-page.ts'

afterEach(closePage)

const cookie = () => document.cookie.match(/koop=(\w+)/)?.[1]
const HALF_A_YEAR = 180 * 86_400

test('has nothing on the device before consent, and says so on the wire', async () => {
  const page = openPage()
  await page.load()
  page.koop('cta', 'offerte')
  await page.wait()
  expect(document.cookie).toBe('')
  expect(localStorage).toHaveLength(0)
  for (const batch of page.batches) {
    expect(batch).not.toHaveProperty('consent')
    expect(batch).not.toHaveProperty('visitor')
  }
})

test('sends nothing in mode off', async () => {
  const page = openPage()
  await page.load({ consent: 'off' })
  page.koop('cta', 'offerte')
  history.pushState(null, '', '/b')
  await page.show(false)
  await page.wait()
  expect(page.requests).toHaveLength(0)
})

test('counts the page that is being looked at when consent is the first thing that allows anything', async () => {
  const page = openPage('/a')
  await page.load({ consent: 'off' })
  page.koop('cta', 'before')
  page.koop('consent', 'granted')
  await page.wait()
  expect(page.batches).toMatchObject([
    { consent: 'granted', visitor: cookie(), events: [{ type: 'page_view' }] },
  ])
})

test('says where the visitor came from when the yes comes later, and from the next page on that they were here', async () => {
  pretend(document, 'referrer', 'https://www.google.nl/?q=drainage')
  const page = openPage('/a')
  await page.load({ consent: 'off' })
  history.pushState(null, '', '/b')
  await page.wait()
  page.koop('consent', 'granted')
  history.pushState(null, '', '/c')
  await page.wait()
  expect(page.batches.flatMap((batch) => batch.events)).toMatchObject([
    { url: 'https://winkel.example/b', referrer: 'https://www.google.nl/?q' },
    { url: 'https://winkel.example/c', referrer: 'https://winkel.example/b' },
  ])
})

test('stays off when the visitor says no on a site that is off by default', async () => {
  const page = openPage('/a')
  await page.load({ consent: 'off' })
  page.koop('consent', 'denied')
  page.koop('cta', 'offerte')
  await page.wait()
  expect(page.requests).toHaveLength(0)
})

test('granted gives a random id in a cookie; what happens from then on carries it', async () => {
  const page = openPage()
  await page.load()
  page.koop('consent', 'granted')
  page.koop('cta', 'offerte')
  await page.wait()
  expect(cookie()).toMatch(/^\d{9,20}$/)
  expect(page.batches.slice(-1)).toMatchObject([
    { site: 'example', consent: 'granted', visitor: cookie(), events: [{ type: 'cta_click' }] },
  ])
})

test('what happened before consent is never sent under the id, nor the time before it', async () => {
  const page = openPage()
  await page.load()
  page.scroll(400)
  await page.wait(10_000)
  page.koop('cta', 'before')
  page.koop('consent', 'granted')
  page.koop('cta', 'after')
  await page.wait(3_000)
  await page.show(false)
  const under = (consent?: string) =>
    page.batches.filter((batch) => batch.consent === consent).flatMap(({ events }) => events)
  expect(under()).toMatchObject([
    { type: 'page_view' },
    { type: 'cta_click', cta: 'before' },
    { type: 'engagement', scrollPercent: 90 },
  ])
  const granted = under('granted')
  expect(granted).toMatchObject([{ type: 'cta_click', cta: 'after' }, { type: 'engagement' }])
  expect((granted[1] as { engagedMs: number }).engagedMs).toBeLessThan(4_000)
})

test('a consent that waits in the queue holds for the first page view', async () => {
  const page = openPage()
  page.stub()
  page.koop('consent', 'granted')
  await page.load()
  expect(page.batches).toMatchObject([
    { consent: 'granted', visitor: cookie(), events: [{ type: 'page_view' }] },
  ])
})

test('finds the id on a later page and is granted from the start, without renewing it', async () => {
  const page = openPage()
  const id = '31337123456789012345678901234567890'
  // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store API
  document.cookie = `koop=${id};path=/`
  const writes: string[] = []
  pretend(document, 'cookie', undefined)
  Object.defineProperty(document, 'cookie', {
    configurable: true,
    get: () => `a=1; koop=${id}; b=2`,
    set: (value: string) => writes.push(value),
  })
  await page.load()
  await page.wait(1_000)
  page.koop('consent', 'granted')
  await page.wait()
  expect(page.batches.map(({ consent, visitor }) => [consent, visitor])).toEqual([
    ['granted', id],
    ['granted', id],
  ])
  expect(writes).toEqual([])
})

test.each([
  'laatste-koop=1763796000',
  'session.koop=1763796000',
  'not-koop=1763796000',
  'a=1; laatste-koop=1763796000; b=2',
  'a=koop=1763796000',
  'a=1 koop=1763796000',
  'Koop=1763796000',
  'koop=17',
  'koop=; a=1763796000',
])('a cookie that is not ours is no consent: %s', async (cookies) => {
  const page = openPage()
  pretend(document, 'cookie', undefined)
  Object.defineProperty(document, 'cookie', { configurable: true, get: () => cookies, set: () => {} })
  await page.load()
  page.koop('consent', 'denied')
  page.koop('cta', 'offerte')
  await page.wait()
  expect(page.sent('cta_click')).toHaveLength(1)
  expect(JSON.stringify(page.batches)).not.toMatch(/visitor|granted/)
})

test('the cookie is first-party and ends after 180 days', async () => {
  const page = openPage()
  const writes: string[] = []
  pretend(document, 'cookie', undefined)
  Object.defineProperty(document, 'cookie', {
    configurable: true,
    get: () => '',
    set: (value: string) => writes.push(value),
  })
  await page.load()
  page.koop('consent', 'granted')
  expect(writes).toHaveLength(1)
  expect(writes[0]).toMatch(new RegExp(`^koop=\\d{9,20};path=/;max-age=${HALF_A_YEAR}$`))
})

test('where the page refuses cookies there is no id: cookieless goes on', async () => {
  const page = openPage()
  pretend(document, 'cookie', undefined)
  Object.defineProperty(document, 'cookie', { configurable: true, get: () => '', set: () => {} })
  await page.load()
  page.koop('consent', 'granted')
  page.koop('cta', 'offerte')
  await page.wait()
  expect(page.batches.map(({ consent }) => consent)).not.toContain('granted')
  expect(page.sent('cta_click')).toHaveLength(1)
})

test('a choice in another tab holds here at once', async () => {
  const page = openPage()
  await page.load()
  page.koop('consent', 'granted')
  // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store API
  document.cookie = 'koop=;path=/;max-age=0'
  page.koop('cta', 'after')
  await page.wait()
  expect(page.batches.at(-1)).not.toHaveProperty('visitor')
})

test('withdrawn takes the id off the device at once, tells the collector to erase it, and only counts from then on', async () => {
  const page = openPage()
  await page.load()
  page.koop('consent', 'granted')
  await page.wait()
  const id = cookie()
  page.koop('consent', 'withdrawn')
  expect(document.cookie).toBe('')
  page.koop('cta', 'after')
  await page.wait()
  expect(page.batches.slice(-2)).toMatchObject([
    { consent: 'withdrawn', visitor: id, events: [] },
    { consent: 'count', events: [{ cta: 'after' }] },
  ])
  expect(page.batches.at(-1)).not.toHaveProperty('visitor')
})

test('denied only counts, and after a yes it takes that back', async () => {
  const page = openPage()
  await page.load()
  page.koop('consent', 'granted')
  const id = cookie()
  page.koop('consent', 'denied')
  page.koop('cta', 'after')
  await page.wait()
  expect(document.cookie).toBe('')
  expect(page.batches.slice(-2)).toMatchObject([
    { consent: 'withdrawn', visitor: id, events: [] },
    { consent: 'count', events: [{ cta: 'after' }] },
  ])
})

test.each(['denied', 'withdrawn'])('%s of who never agreed asks for nothing', async (choice) => {
  const page = openPage()
  await page.load()
  page.koop('consent', choice)
  await page.wait()
  expect(page.batches.filter(({ events }) => !events[0])).toEqual([])
})

test('that somebody withdrew is told again until it arrives', async () => {
  const page = openPage()
  await page.load()
  page.koop('consent', 'granted')
  const id = cookie()
  page.answers.push({ status: 503 })
  page.koop('consent', 'withdrawn')
  await page.wait(10_000)
  const told = page.batches.filter(({ consent }) => consent === 'withdrawn')
  expect(told).toMatchObject([{ visitor: id }, { visitor: id }])
})

test.each([
  ['Global Privacy Control', 'globalPrivacyControl', true],
  ['Do Not Track', 'doNotTrack', '1'],
])('%s caps at count, whatever the page asks', async (_, name, value) => {
  const page = openPage()
  pretend(navigator, name, value)
  await page.load()
  page.koop('consent', 'granted')
  page.koop('cta', 'offerte')
  await page.wait()
  expect(document.cookie).toBe('')
  expect(new Set(page.batches.map(({ consent }) => consent))).toEqual(new Set(['count']))
  expect(JSON.stringify(page.batches)).not.toContain('visitor')
})

test('under Global Privacy Control a site that is off stays off', async () => {
  const page = openPage()
  pretend(navigator, 'globalPrivacyControl', true)
  await page.load({ consent: 'off' })
  page.koop('consent', 'granted')
  await page.wait()
  expect(page.requests).toHaveLength(0)
})

describe.each([
  ['Global Privacy Control', 'globalPrivacyControl', true],
  ['Do Not Track', 'doNotTrack', '1'],
])('%s after a yes takes that back', (_, name, value) => {
  const taken = { consent: 'withdrawn', visitor: '123456789012', events: [] }

  test.each(['cookieless', 'count', 'off'] as const)(
    'when a page loads, on a site that is %s',
    async (consent) => {
      // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store API
      document.cookie = 'koop=123456789012;path=/'
      const page = openPage()
      pretend(navigator, name, value)
      await page.load({ consent })
      page.koop('cta', 'offerte')
      await page.wait()
      const counted = { consent: 'count', events: [{}] }
      expect(document.cookie).toBe('')
      expect(page.batches).toMatchObject(consent === 'off' ? [taken] : [taken, counted, counted])
      expect(JSON.stringify(page.batches.slice(1))).not.toContain('visitor')
    },
  )

  test('when a tab that was open before gives an id', async () => {
    const page = openPage()
    pretend(navigator, name, value)
    await page.load()
    // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store API
    document.cookie = 'koop=123456789012;path=/'
    page.koop('cta', 'offerte')
    await page.wait()
    expect(document.cookie).toBe('')
    expect(page.batches.slice(1)).toMatchObject([taken, { consent: 'count' }])
  })
})

test('a consent that waited sends no time from before the page view', async () => {
  const page = openPage()
  page.stub()
  page.koop('consent', 'granted')
  // The clock goes on while the page is counted.
  Object.defineProperty(document, 'title', {
    configurable: true,
    get: () => vi.setSystemTime(Date.now() + 5) && 'Drainage',
  })
  await page.load()
  Reflect.deleteProperty(document, 'title')
  expect(page.batches).toMatchObject([{ consent: 'granted', events: [{ type: 'page_view' }] }])
})

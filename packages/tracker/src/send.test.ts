// @vitest-environment jsdom
// @vitest-environment-options {"url": "https://winkel.example/"}
import { afterEach, expect, test, vi } from 'vitest'
import { closePage, openPage, pretend } from './test-page.ts'

afterEach(closePage)

test.each([408, 425, 429, 500, 503])('tries again after %i, with the same event ids', async (status) => {
  const page = openPage()
  page.answers.push({ status }, { status })
  await page.load()
  await page.wait(10_000)
  expect(page.batches).toHaveLength(3)
  expect(new Set(page.events().map(({ id }) => id)).size).toBe(1)
})

test.each([400, 401, 404, 413])('does not try again after %i', async (status) => {
  const page = openPage()
  page.answers.push({ status })
  await page.load()
  await page.wait(600_000)
  expect(page.batches).toHaveLength(1)
})

test('tries again when the network fails, and says how long ago it happened', async () => {
  const page = openPage()
  page.answers.push(new TypeError('Failed to fetch'))
  await page.load()
  await page.wait(5_000)
  expect(page.batches).toHaveLength(2)
  const [first, second] = page.sent('page_view').map(({ ago }) => ago ?? Number.NaN)
  expect(second! - first!).toBeGreaterThanOrEqual(500)
  expect(Number.isInteger(second)).toBe(true)
})

test('waits longer each time: a collector that is down is asked a few times in an hour', async () => {
  const page = openPage()
  for (let n = 0; n < 100; n++) page.answers.push({ status: 503 })
  await page.load()
  await page.wait(3_600_000)
  expect(page.batches.length).toBeGreaterThan(5)
  expect(page.batches.length).toBeLessThan(20)
})

test('what waits goes along when the visitor leaves, or when the next batch arrives', async () => {
  const page = openPage()
  page.answers.push({ status: 503 })
  await page.load()
  await page.show(false)
  expect(page.sent('page_view')).toHaveLength(2)
  page.answers.push({ status: 503 })
  page.koop('cta', 'first')
  await page.wait()
  page.koop('cta', 'second')
  await page.wait()
  expect(page.sent('cta_click').map(({ cta }) => cta)).toEqual(['first', 'second', 'first'])
})

test('behind a blocker it keeps the first batches and does not fill the page', async () => {
  const page = openPage()
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.reject(new TypeError('blocked'))),
  )
  await page.load()
  for (let n = 0; n < 50; n++) {
    page.koop('cta', `cta ${n}`)
    await page.wait(1)
  }
  vi.mocked(fetch).mockClear()
  window.dispatchEvent(new Event('pagehide'))
  await page.wait(1)
  expect(vi.mocked(fetch).mock.calls.length).toBeLessThanOrEqual(22)
})

test.each([
  [
    'throws',
    () => {
      throw new Error('patched')
    },
  ],
  ['is missing', undefined],
  ['answers with nothing', () => undefined],
])('where fetch %s it sends a beacon', async (_, fetch) => {
  const page = openPage()
  vi.stubGlobal('fetch', fetch)
  const beacon = vi.fn(() => true)
  pretend(navigator, 'sendBeacon', beacon)
  await page.load()
  expect(beacon).toHaveBeenCalledExactlyOnceWith('https://koop.example/v1/events', expect.any(String))
})

test('where nothing can be sent at all, nothing happens', async () => {
  const page = openPage()
  vi.stubGlobal('fetch', undefined)
  pretend(navigator, 'sendBeacon', undefined)
  await page.load()
  page.koop('cta', 'offerte')
  page.koop('me', () => {})
  await page.wait()
})

test('says when a program drives the browser', async () => {
  const page = openPage()
  pretend(navigator, 'webdriver', true)
  await page.load()
  expect(page.batches).toMatchObject([{ webdriver: true }])
})

test('never sends more than the collector takes at once', async () => {
  const page = openPage()
  await page.load()
  for (let n = 0; n < 150; n++) page.koop('cta', `cta ${n}`)
  await page.wait()
  expect(page.batches.map(({ events }) => events.length)).toEqual([1, 100, 50])
})

test('what cannot be sent as JSON is lost alone', async () => {
  const page = openPage()
  await page.load()
  page.koop('event', 'circle', { self: window })
  page.koop('cta', 'offerte')
  await page.wait()
  expect(page.events().map(({ type }) => type)).toEqual(['page_view', 'cta_click'])
})

// @vitest-environment jsdom
// @vitest-environment-options {"url": "https://winkel.example/"}
import { afterEach, expect, test, vi } from 'vitest'
import { closePage, openPage, pretend } from './test-page.ts'

afterEach(closePage)
afterEach(() => vi.restoreAllMocks())

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
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  page.answers.push(new TypeError('Failed to fetch'))
  await page.load()
  await page.wait(5_000)
  expect(page.batches).toHaveLength(2)
  const [first, second] = page.sent('page_view').map(({ ago }) => ago ?? Number.NaN)
  expect(first).toBe(0)
  expect(second).toBeGreaterThan(0)
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

test('behind a blocker it gives up after an hour', async () => {
  const page = openPage()
  const blocked = vi.fn(() => Promise.reject(new TypeError('blocked')))
  vi.stubGlobal('fetch', blocked)
  await page.load()
  await page.wait(4 * 3_600_000)
  expect(blocked.mock.calls.length).toBeGreaterThan(8)
  expect(blocked.mock.calls.length).toBeLessThan(13)
})

test.each([
  [
    'throws',
    () => {
      throw new Error('patched')
    },
  ],
  ['answers with nothing', () => undefined],
])('where fetch %s, nothing reaches the page', async (_, fetch) => {
  const page = openPage()
  vi.stubGlobal('fetch', fetch)
  await page.load()
  page.koop('cta', 'offerte')
  await page.wait(60_000)
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

test('what cannot be sent as JSON is lost alone', async () => {
  const page = openPage()
  await page.load()
  page.koop('event', 'circle', { self: window })
  page.koop('cta', 'offerte')
  await page.wait()
  expect(page.events().map(({ type }) => type)).toEqual(['page_view', 'cta_click'])
})

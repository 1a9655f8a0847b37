import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { launchChromium } from './support/chromium.ts'
import { listen, startFakeCollector } from './support/fake-collector.ts'
import { ORDINARY_SITE } from './support/size.ts'
import { buildSnippet } from './support/snippet.ts'
import { PERSON, STUB } from './support/tracker-page.ts'

/** The variant with an offline queue, in a Chromium that loses its network. */

let browser: Browser
let snippet: Awaited<ReturnType<typeof buildSnippet>>
let collector: Awaited<ReturnType<typeof startFakeCollector>>
let site: Awaited<ReturnType<typeof listen>>
let context: BrowserContext
let problems: string[]

beforeAll(async () => {
  snippet = await buildSnippet('k.offline.js')
  browser = await launchChromium({ args: PERSON })
})
afterAll(() => browser?.close())

beforeEach(async () => {
  problems = []
  collector = await startFakeCollector(() => snippet(ORDINARY_SITE))
  const html = `<!doctype html><title>x</title><script async src="${collector.origin}/k/example.js"></script><script>${STUB}</script>`
  site = await listen((_, response) => void response.setHeader('content-type', 'text/html').end(html))
  context = await browser.newContext()
})
afterEach(async () => {
  await context?.close()
  await site?.close()
  await collector?.close()
})

async function open(): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => problems.push(String(error)))
  const before = collector.sent('page_view').length
  await page.goto(`http://127.0.0.1:${site.port}/`)
  await until(() => expect(collector.sent('page_view').length).toBeGreaterThan(before))
  return page
}
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 20 })
const koop = (page: Page, ...call: unknown[]) =>
  page.evaluate((args) => (window as unknown as { koop(...a: unknown[]): void }).koop(...args), call)
const kept = (page: Page) =>
  page.evaluate(() =>
    Object.values(localStorage).flatMap((text) => JSON.parse(text as string).events as { id: string }[]),
  )
/** Waits until the page has this many events in its queue. */
const queued = (page: Page, count: number) => until(async () => expect(await kept(page)).toHaveLength(count))
const clicks = () => [...new Set(collector.sent('cta_click').map(({ id, cta }) => `${id} ${cta}`))]

test('without consent nothing is kept, online or not', async () => {
  const page = await open()
  await context.setOffline(true)
  await koop(page, 'cta', 'offerte')
  await koop(page, 'consent', 'denied')
  await koop(page, 'cta', 'offerte')
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  expect(problems).toEqual([])
})

test('what happened offline is sent by the next page, once, with the moment it happened', async () => {
  const page = await open()
  await koop(page, 'consent', 'granted')
  await context.setOffline(true)
  const from = Date.now()
  for (const cta of ['a', 'b', 'c']) await koop(page, 'cta', cta)
  await queued(page, 3)
  const closed = Date.now()
  await page.close()
  expect(clicks()).toEqual([])

  await context.setOffline(false)
  const reopened = Date.now()
  const next = await open()
  await until(() => expect(clicks()).toHaveLength(3))
  // An engagement of the closed page may have been kept too; when all has gone the device is empty.
  await until(async () => expect(await next.evaluate(() => localStorage.length)).toBe(0))
  // The beacon of the page that was closed may have waited for the network as well: the same ids, and as long ago as it knew.
  const batch = collector.batches().findLast(({ events }) => events.some(({ type }) => type === 'cta_click'))!
  expect(batch).toMatchObject({ site: 'example', consent: 'granted' })
  const sent = batch.events.flatMap((event) => (event.type === 'cta_click' ? [event] : []))
  expect(sent.map(({ cta }) => cta)).toEqual(['a', 'b', 'c'])
  const agos = sent.map(({ ago = -1 }) => ago)
  expect(agos).toEqual(agos.toSorted((a, b) => b - a))
  expect(Math.min(...agos)).toBeGreaterThanOrEqual(reopened - closed)
  expect(Math.max(...agos)).toBeLessThanOrEqual(Date.now() - from)
  expect(problems).toEqual([])
})

test('is sent by the same page as soon as there is a network', async () => {
  const page = await open()
  await koop(page, 'consent', 'granted')
  await context.setOffline(true)
  await koop(page, 'cta', 'offerte')
  await queued(page, 1)
  await context.setOffline(false)
  await until(() => expect(clicks()).toHaveLength(1))
  await queued(page, 0)
  expect(problems).toEqual([])
})

test('a withdrawal takes the queue off the device at once, and it is never sent', async () => {
  const page = await open()
  await koop(page, 'consent', 'granted')
  await context.setOffline(true)
  await koop(page, 'cta', 'offerte')
  await queued(page, 1)
  await koop(page, 'consent', 'withdrawn')
  expect(await page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, ''])
  await context.setOffline(false)
  await until(() => expect(collector.batches().map(({ consent }) => consent)).toContain('withdrawn'))
  await koop(page, 'event', 'the end')
  await until(() => expect(collector.sent('custom')).toHaveLength(1))
  expect(clicks()).toEqual([])
})

test('two tabs lose nothing and keep nothing back', async () => {
  const first = await open()
  await koop(first, 'consent', 'granted')
  const second = await open()
  await context.setOffline(true)
  // Each tab has a copy of what is kept, which learns of the other's a moment later; nobody clicks in two tabs within that moment.
  for (const [i, page] of [first, second, first, second].entries()) {
    await koop(page, 'cta', 'offerte')
    await queued(first, i + 1)
    await queued(second, i + 1)
  }
  await context.setOffline(false)
  await until(() => expect(clicks()).toHaveLength(4))
  await until(async () => expect(await kept(first)).toEqual([]))
  expect(problems).toEqual([])
})

import { writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DAY } from '@koopsignaal/protocol'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createTestApp, type TestApp } from './support/app.ts'
import { launchChromium } from './support/chromium.ts'
import { listen } from './support/fake-collector.ts'
import { buildFile } from './support/snippet.ts'
import { PERSON, STUB } from './support/tracker-page.ts'

/** A collector on the site's own domain that keeps the id of who agreed: the real one, in Chromium. */

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
/** The later flag holds: beside loopback these names have an address, and that is loopback too. */
const NAMES =
  '--host-resolver-rules=MAP *.example.nl 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'

let browser: Browser
let snippet: string
let collector: TestApp
let site: Awaited<ReturnType<typeof listen>>
let context: BrowserContext
let page: Page
/** Methods of the requests that the browser sent to the collector. */
let methods: string[]
const at = () => `http://www.example.nl:${site.port}/`

beforeAll(async () => {
  snippet = await buildFile('packages/tracker/dist/k.js')
  browser = await launchChromium({ args: [...PERSON, NAMES] })
})
afterAll(() => browser?.close())

beforeEach(async () => {
  collector = await createTestApp({ now: Date.now(), sites: [{ id: 'example', cookie: 'server' }] })
  writeFileSync(join(collector.context.assets.tracker, 'k.js'), snippet)
  methods = []
  collector.app.server.on('request', ({ method }) => void methods.push(method ?? ''))
  await collector.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = collector.app.server.address() as AddressInfo
  const html = `<!doctype html><title>x</title><script async src="http://koop.example.nl:${port}/k/example.js"></script><script>${STUB}</script>`
  site = await listen((_, response) => void response.setHeader('content-type', 'text/html').end(html))
  context = await browser.newContext({ userAgent: CHROME })
  page = await context.newPage()
})
afterEach(async () => {
  await context?.close()
  await site?.close()
  await collector?.close()
})

const koop = (...call: unknown[]) =>
  page.evaluate((args) => (window as unknown as { koop(...a: unknown[]): void }).koop(...args), call)
/** Waits until this many events have been kept. */
const kept = (count: number) =>
  vi.waitFor(() => expect([...collector.store.events('example')].length).toBeGreaterThanOrEqual(count), {
    timeout: 20_000,
    interval: 20,
  })
/** Waits for what the collector keeps on the device. */
const fromServer = () =>
  vi.waitFor(
    async () => {
      const found = (await context.cookies()).find(({ domain }) => domain === '.example.nl')
      expect(found).toBeDefined()
      return found!
    },
    { timeout: 20_000, interval: 20 },
  )

test('nothing before the yes; then the collector keeps the id, and it outlives the script’s own cookie', async () => {
  await page.goto(at())
  await kept(1)
  expect(await context.cookies()).toEqual([])

  await koop('consent', 'granted')
  await koop('cta', 'offerte')
  const cookie = await fromServer()
  expect(cookie).toMatchObject({ name: 'koop', path: '/', httpOnly: false, sameSite: 'Lax', secure: false })
  const days = (cookie.expires * 1_000 - Date.now()) / DAY
  expect(days).toBeGreaterThan(179.9)
  expect(days).toBeLessThanOrEqual(180)

  // What Safari does after seven days.
  await context.clearCookies({ domain: 'www.example.nl' })
  await page.goto(at())
  await vi.waitFor(() => {
    const last = [...collector.store.events('example')].findLast(({ type }) => type === 'page_view')
    expect(last?.visitor).toBe(cookie.value)
  }, 20_000)
  expect(new Set(methods)).toEqual(new Set(['GET', 'POST']))
})

test('the page reads the answer: it is told the segment', async () => {
  await page.goto(at())
  await kept(1)
  await koop('consent', 'granted')
  await page.evaluate(() => {
    const own = window as unknown as { told: unknown; koop(name: string, listener: unknown): void }
    own.koop('segment', (assessment: { segment: string }) => {
      own.told = assessment.segment
    })
  })
  await koop('cta', 'offerte')
  await page.waitForFunction('window.told')
})

test('a withdrawal takes the id off the device at once, on the whole domain, and erases it', async () => {
  await page.goto(at())
  await kept(1)
  await koop('consent', 'granted')
  await koop('cta', 'offerte')
  const { value: visitor } = await fromServer()
  const left = await page.evaluate(() => {
    const own = window as unknown as { koop(...call: unknown[]): void }
    own.koop('consent', 'withdrawn')
    return document.cookie
  })
  expect(left).toBe('')
  await vi.waitFor(
    async () => expect(await collector.store.visitor({ site: 'example', visitor })).toBeNull(),
    20_000,
  )
  expect(await context.cookies()).toEqual([])
})

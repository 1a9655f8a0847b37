import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { launchChromium } from './support/chromium.ts'
import { listen, startFakeCollector } from './support/fake-collector.ts'
import { HOSTILE_PAGES, type HostilePage } from './support/hostile-pages.ts'
import { ORDINARY_SITE } from './support/size.ts'
import { buildSnippet } from './support/snippet.ts'
import { PERSON } from './support/tracker-page.ts'

/** Pages that are hard on a script: whatever they do, the snippet throws nothing into them and adds one global at most. */

let browser: Browser
let context: BrowserContext
let collector: Awaited<ReturnType<typeof startFakeCollector>>
let site: Awaited<ReturnType<typeof listen>>
let snippet: Awaited<ReturnType<typeof buildSnippet>>
let hostile: HostilePage
let served = 0

const html = ({ script = '', head = '', body = '', inside = (page) => page }: HostilePage) =>
  inside(`<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Hard</title><script>//<![CDATA[
window.before = Object.getOwnPropertyNames(window);${script}
//]]></script>${head}<script async="" src="${collector.origin}/k/example.js"></script></head>${
    body.startsWith('<frameset')
      ? body
      : `<body>${body}<b id="cta" data-cta="offerte">x</b><input id="field" /></body>`
  }</html>`)

beforeAll(async () => {
  snippet = await buildSnippet()
  browser = await launchChromium({ args: PERSON })
  site = await listen((_, response) => {
    response.writeHead(200, {
      'content-type': hostile.type ?? 'text/html; charset=utf-8',
      ...hostile.headers,
    })
    response.end((hostile.type ? '' : '<!doctype html>') + html(hostile))
  })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})
beforeEach(async () => {
  served = 0
  collector = await startFakeCollector(() => {
    served++
    return snippet(ORDINARY_SITE)
  })
  context = await browser.newContext()
})
afterEach(async () => {
  await context.close()
  await collector.close()
})

/** What a visitor and the page's own script do; what the page has broken is its own. */
const USE = `(() => {
  const attempt = (f) => { try { f() } catch {} }
  let say
  attempt(() => { say = window.koop })
  if (typeof say === 'function') {
    attempt(() => say('consent', 'granted'))
    attempt(() => say('conversion', { name: 'order' }))
    attempt(() => say('segment', () => {}))
    attempt(() => say('me', () => {}))
    attempt(() => say('consent', 'withdrawn'))
    attempt(() => say())
  }
  attempt(() => document.querySelector('#cta').click())
  attempt(() => document.querySelector('#field').focus())
  attempt(() => dispatchEvent(new Event('focus')))
})()`

const addedGlobals = (page: Page) =>
  page.evaluate(`(() => { const had = new Set(window.before ?? [])
    return window.before ? Object.getOwnPropertyNames(window).filter((name) => !had.has(name) && name !== 'before') : [] })()`)

test.each(HOSTILE_PAGES.map((one) => [one.name, one] as const))('%s', async (_, one) => {
  hostile = one
  const opened = await context.newPage()
  const problems: string[] = []
  opened.on('pageerror', (error) => problems.push(String(error)))
  await opened.goto(`http://127.0.0.1:${site.port}${one.path ?? '/'}`)
  await opened.waitForLoadState('load')
  const views = () => collector.sent('page_view').length
  if (one.counted) await vi.waitFor(() => expect(views()).toBe(1), 10_000)
  await opened.mouse.move(5, 5)
  for (const frame of opened.frames()) await frame.evaluate(USE)
  await opened.waitForTimeout(50)
  expect(problems).toEqual([])
  const added = (await addedGlobals(opened)) as string[]
  expect(added.filter((name) => name !== 'koop')).toEqual([])
  if (one.counted) expect(views()).toBe(1)
})

test('there are at least fifty of them, each another', () => {
  expect(new Set(HOSTILE_PAGES.map(({ name }) => name)).size).toBe(HOSTILE_PAGES.length)
  expect(HOSTILE_PAGES.length).toBeGreaterThanOrEqual(51)
})

test('the pages that are not to be counted did load the script', async () => {
  hostile = HOSTILE_PAGES.find(({ name }) => name === 'cookies that throw')!
  const opened = await context.newPage()
  await opened.goto(`http://127.0.0.1:${site.port}/`)
  await vi.waitFor(() => expect(served).toBe(1), 10_000)
})

import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { launchChromium } from './support/chromium.ts'
import { listen, startFakeCollector } from './support/fake-collector.ts'
import { ORDINARY_SITE } from './support/size.ts'
import { buildSnippet } from './support/snippet.ts'

/** Pages that are hard on a script: whatever they do, the snippet throws nothing into them and adds one global at most. */

interface Hostile {
  readonly name: string
  /** Runs before the snippet. */
  readonly script?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly type?: string
  /** What must have arrived; nothing is asked of the others. */
  readonly counted?: boolean
}

const csp = (policy: string) => ({ 'content-security-policy': policy })
const throwing = (target: string, name: string) =>
  `Object.defineProperty(${target}, '${name}', { configurable: true, get() { throw new Error('${name}') } })`

const HOSTILE: readonly Hostile[] = [
  { name: 'an ordinary page', counted: true },
  {
    name: 'frozen prototypes',
    script:
      '[Object, Array, EventTarget, Window, Document, Function].forEach((c) => Object.freeze(c.prototype))',
    counted: true,
  },
  { name: 'a frozen history', script: 'Object.freeze(history)', counted: true },
  {
    name: 'a patched history',
    script: "history.pushState = () => { throw new Error('mine') }; history.replaceState = null",
    counted: true,
  },
  { name: 'methods added to Array', script: 'Array.prototype.extra = () => {}', counted: true },
  {
    name: 'methods of Array that throw',
    script:
      "for (const m of ['forEach', 'splice', 'concat', 'reduce']) Array.prototype[m] = () => { throw new Error(m) }",
    counted: true,
  },
  {
    name: 'an added Object.prototype',
    script: 'Object.prototype.type = "x"; Object.prototype.extra = 1',
    counted: true,
  },
  {
    name: 'an old JSON library',
    script: 'Array.prototype.toJSON = undefined; String.prototype.toJSON = undefined',
    counted: true,
  },
  { name: 'a content security policy with connect-src', headers: csp("connect-src 'none'") },
  {
    name: 'a content security policy without the host',
    headers: csp("default-src 'none'; script-src 'unsafe-inline'"),
  },
  { name: 'Trusted Types', headers: csp("require-trusted-types-for 'script'"), counted: true },
  { name: 'a sandboxing policy', headers: csp('sandbox allow-scripts') },
  { name: 'no referrer', headers: { 'referrer-policy': 'no-referrer' }, counted: true },
  { name: 'an isolated page', headers: { 'cross-origin-opener-policy': 'same-origin' }, counted: true },
  { name: 'storage that throws', script: throwing('window', 'localStorage'), counted: true },
  { name: 'cookies that throw', script: throwing('document', 'cookie') },
  { name: 'crypto that is missing', script: "Object.defineProperty(window, 'crypto', { value: undefined })" },
  { name: 'fetch that throws', script: "window.fetch = () => { throw new Error('fetch') }" },
  { name: 'fetch that never ends', script: 'window.fetch = () => new Promise(() => {})' },
  { name: 'fetch that answers with nothing', script: 'window.fetch = () => undefined' },
  {
    name: 'no Navigation API',
    script: "Object.defineProperty(window, 'navigation', { value: undefined })",
    counted: true,
  },
  { name: 'a koop of its own', script: 'window.koop = () => 7', counted: true },
  { name: 'a frozen koop of its own', script: 'window.koop = Object.freeze(() => 7)' },
  { name: 'a koop that is no function', script: 'window.koop = 7' },
  { name: 'an element called koop', body: '<div id="koop"></div>', counted: true },
  {
    name: 'a form whose fields shadow it',
    body: '<form><input name="attributes"><input name="koop"></form>',
    counted: true,
  },
  { name: 'XHTML', type: 'application/xhtml+xml', counted: true },
  { name: 'no body', body: '<frameset></frameset>', counted: true },
  { name: '20,000 links', body: '<a href="/x">x</a>'.repeat(20_000), counted: true },
  { name: 'a base element', body: '<base href="https://elsewhere.example/">', counted: true },
]

let browser: Browser
let context: BrowserContext
let collector: Awaited<ReturnType<typeof startFakeCollector>>
let site: Awaited<ReturnType<typeof listen>>
let snippet: Awaited<ReturnType<typeof buildSnippet>>
let hostile: Hostile
let served = 0

const page = ({ script = '', body = '' }: Hostile) =>
  `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Hard</title><script>//<![CDATA[
window.before = Object.getOwnPropertyNames(window);${script}
//]]></script><script async="" src="${collector.origin}/k/example.js"></script></head>${
    body.startsWith('<frameset')
      ? body
      : `<body>${body}<b id="cta" data-cta="offerte">x</b><input id="field" /></body>`
  }</html>`

beforeAll(async () => {
  snippet = await buildSnippet()
  browser = await launchChromium({ args: ['--disable-blink-features=AutomationControlled'] })
  site = await listen((_, response) => {
    response.writeHead(200, {
      'content-type': hostile.type ?? 'text/html; charset=utf-8',
      ...hostile.headers,
    })
    response.end((hostile.type ? '' : '<!doctype html>') + page(hostile))
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

test.each(HOSTILE.map((one) => [one.name, one] as const))('%s', async (_, one) => {
  hostile = one
  const opened = await context.newPage()
  const problems: string[] = []
  opened.on('pageerror', (error) => problems.push(String(error)))
  await opened.goto(`http://127.0.0.1:${site.port}/`)
  await opened.waitForLoadState('load')
  if (one.counted) await vi.waitFor(() => expect(collector.sent('page_view')).toHaveLength(1), 10_000)
  await opened.mouse.move(5, 5)
  await opened.evaluate(async () => {
    const say = (window as unknown as { koop?: unknown }).koop
    if (typeof say === 'function') {
      for (const call of [
        ['consent', 'granted'],
        ['conversion', { name: 'order' }],
        ['segment', () => {}],
        ['me', () => {}],
        ['consent', 'withdrawn'],
        [],
      ])
        say(...call)
    }
    document.querySelector<HTMLElement>('#cta')?.click()
    document.querySelector<HTMLElement>('#field')?.focus()
    dispatchEvent(new Event('focus'))
    await new Promise((done) => setTimeout(done, 50))
  })
  expect(problems).toEqual([])
  const added = await opened.evaluate(() => {
    const before = new Set((window as unknown as { before: string[] }).before)
    return Object.getOwnPropertyNames(window).filter((name) => !before.has(name) && name !== 'before')
  })
  expect(added.filter((name) => name !== 'koop')).toEqual([])
  if (one.counted) expect(collector.sent('page_view')).toHaveLength(1)
})

test('the pages that are not to be counted did load the script', async () => {
  hostile = HOSTILE.find(({ name }) => name === 'cookies that throw')!
  const opened = await context.newPage()
  await opened.goto(`http://127.0.0.1:${site.port}/`)
  await vi.waitFor(() => expect(served).toBe(1), 10_000)
})

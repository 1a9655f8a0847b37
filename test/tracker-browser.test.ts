import type { TrackerSettings } from '@koopsignaal/protocol'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { launchChromium } from './support/chromium.ts'
import { listen, startFakeCollector } from './support/fake-collector.ts'
import { buildSnippet } from './support/snippet.ts'

/** The built snippet in a real Chromium, asserting on the requests that arrived and on those that must not have. */

const STUB = 'window.koop=window.koop||function(){(koop.q=koop.q||[]).push(arguments)}'
const PERSON = ['--disable-blink-features=AutomationControlled']
const SITES: Record<string, Omit<TrackerSettings, 'site'>> = {
  example: { consent: 'cookieless', hashRouting: false, queryRouting: false },
  silent: { consent: 'off', hashRouting: false, queryRouting: false },
  small: { consent: 'cookieless', hashRouting: false, queryRouting: false },
  hashed: { consent: 'cookieless', hashRouting: true, queryRouting: false },
}

let browser: Browser
let collector: Awaited<ReturnType<typeof startFakeCollector>>
let site: Awaited<ReturnType<typeof listen>>
let context: BrowserContext
let page: Page
let snippet: Awaited<ReturnType<typeof buildSnippet>>
let small: typeof snippet
let html = ''
let served = 0
let headers: Record<string, string> = {}
const problems: string[] = []

const at = (path: string) => `http://127.0.0.1:${site.port}${path}`
const tag = (id = 'example') => `<script async src="${collector.origin}/k/${id}.js"></script>`

beforeAll(async () => {
  snippet = await buildSnippet()
  small = await buildSnippet('k.core.js')
  browser = await launchChromium({ args: PERSON })
  site = await listen(async (request, response) => {
    // A script that holds the page up until the snippet is there.
    if (request.url === '/slow.js') await vi.waitFor(() => expect(served).toBeGreaterThan(0), 10_000)
    const type = request.url === '/slow.js' ? 'text/javascript' : 'text/html; charset=utf-8'
    response.writeHead(200, { 'content-type': type, ...headers })
    response.end(request.url === '/slow.js' ? ' ' : request.url?.startsWith('/bare') ? '<p>elsewhere' : html)
  })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

beforeEach(async () => {
  served = 0
  collector = await startFakeCollector((id) => {
    served++
    return (id === 'small' ? small : snippet)({ site: id, ...SITES[id]! })
  })
  headers = {}
  html = pageWith()
  problems.length = 0
  context = await browser.newContext()
  page = await newPage(context)
})
afterEach(async () => {
  await context.close()
  await collector.close()
})

function pageWith({ id = 'example', head = '', body = '' } = {}) {
  return `<!doctype html><title>Drainage</title>${head}${tag(id)}<script>${STUB}</script><body>${body}`
}

async function newPage(inside: BrowserContext) {
  const opened = await inside.newPage()
  opened.on('pageerror', (error) => problems.push(String(error)))
  return opened
}

/** Waits until this many events of a type have arrived. */
const arrival = <Type extends Parameters<typeof collector.sent>[0]>(type: Type, count = 1) =>
  vi.waitFor(
    () => {
      const events = collector.sent(type)
      expect(events.length).toBeGreaterThanOrEqual(count)
      return events
    },
    { timeout: 10_000, interval: 10 },
  )

const koop = (...call: unknown[]) =>
  page.evaluate((args) => (window as unknown as { koop(...a: unknown[]): void }).koop(...args), call)

/** Sends one last event and waits for it: what was sent before has arrived then, and nothing else was sent. */
async function everything() {
  const before = collector.sent('custom').length
  await koop('event', 'the end')
  await arrival('custom', before + 1)
  return collector.events().filter(({ type }) => type !== 'custom')
}

/** What the browser keeps for the page. */
const onDevice = async () => ({
  cookies: await context.cookies(),
  rest: await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
  })),
})
const NOTHING = { cookies: [], rest: { local: 0, session: 0, databases: 0 } }

test('a page load is one request, text/plain, without asking first', async () => {
  await page.goto(at('/drainage?utm_source=google&email=jan%40x.nl#top'))
  await arrival('page_view')
  expect(await everything()).toMatchObject([
    { type: 'page_view', url: at('/drainage?utm_source=google&email'), title: 'Drainage' },
  ])
  expect(collector.arrived.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /v1/events',
    'POST /v1/events',
  ])
  expect(collector.arrived[0]?.headers['content-type']).toBe('text/plain;charset=UTF-8')
  expect(collector.batches()[0]).toMatchObject({ site: 'example', consent: 'cookieless', webdriver: false })
})

test('an async script that is there before the rest of the page waits for it', async () => {
  html = pageWith({ body: '<script src="/slow.js"></script>' }).replace('<title>Drainage</title>', '')
  html += `<title>Later</title><meta name="koop:topic" content="item"><script>koop('consent', 'granted')</script>`
  await page.goto(at('/'))
  await arrival('page_view')
  expect(collector.batches()).toMatchObject([
    { consent: 'granted', events: [{ type: 'page_view', title: 'Later', topic: 'item' }] },
  ])
})

test('a browser driven by a program says so', async () => {
  const driven = await launchChromium()
  const opened = await driven.newPage()
  await opened.goto(at('/'))
  await arrival('page_view')
  await driven.close()
  expect(collector.batches()[0]).toMatchObject({ webdriver: true })
})

test('pushState, replaceState, back and forward are page views; a changed query or fragment is not', async () => {
  await page.goto(at('/a'))
  await arrival('page_view')
  await page.evaluate(() => history.pushState(null, '', '/b'))
  await arrival('page_view', 2)
  await page.evaluate(() => history.replaceState(null, '', '/c'))
  await arrival('page_view', 3)
  await page.evaluate(() => history.replaceState(null, '', '/c?sort=price#list'))
  await page.evaluate(() => history.back())
  await arrival('page_view', 4)
  await page.evaluate(() => history.forward())
  await arrival('page_view', 5)
  await everything()
  expect(collector.sent('page_view').map(({ url, referrer }) => [url, referrer])).toEqual([
    [at('/a'), ''],
    [at('/b'), at('/a')],
    [at('/c'), at('/b')],
    [at('/a'), at('/c')],
    [at('/c?sort'), at('/a')],
  ])
})

test('an application that routes by fragment: each fragment once', async () => {
  html = pageWith({ id: 'hashed', body: '<a id="go" href="#/b">b</a>' })
  await page.goto(at('/app#/a'))
  await arrival('page_view')
  await page.click('#go')
  await arrival('page_view', 2)
  await everything()
  expect(collector.sent('page_view').map(({ url }) => url)).toEqual([at('/app#/a'), at('/app#/b')])
})

// The headless shell has no back/forward cache ("BackForwardCacheDisabledForDelegate"), so the event is made here.
test('a return from the back/forward cache is one page view', async () => {
  await page.goto(at('/a'))
  await arrival('page_view')
  await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  })
  await arrival('page_view', 2)
  await everything()
  expect(collector.sent('page_view').map(({ url, referrer }) => [url, referrer])).toEqual([
    [at('/a'), ''],
    [at('/a'), at('/a')],
  ])
})

// Playwright keeps prerendered pages waiting for a debugger, so the state of one is made here.
test('a prerendered page is counted when it is shown, not before', async () => {
  await page.addInitScript(() =>
    Object.defineProperty(document, 'hidden', { value: true, configurable: true }),
  )
  await page.goto(at('/next'))
  await page.waitForFunction('window.koop?.q')
  await page.mouse.wheel(0, 100)
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')))
  await page.evaluate(() => new Promise((done) => setTimeout(done)))
  expect(collector.arrived).toEqual([])
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: false })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  })
  await arrival('page_view')
  await everything()
  expect(collector.sent('page_view')).toHaveLength(1)
})

test('clicks: children of a CTA, contact links, downloads and ways out, each once and none held up', async () => {
  html = pageWith({
    body: `<a href="#offerte" data-cta="offerte"><svg width="20" height="20"><rect id="icon" width="20" height="20"/></svg></a>
      <a id="tel" href="tel:+31201234567">Bel</a><a id="mail" href="mailto:jan@x.nl">Mail</a>
      <a id="file" href="/bare/Prijzen.PDF" target="_blank">Prijzen</a>
      <a id="out" href="${collector.origin}/elsewhere" target="_blank">Partner</a><a id="in" href="#in">Verder</a>`,
  })
  await page.goto(at('/'))
  await arrival('page_view')
  for (const id of ['icon', 'tel', 'mail', 'file', 'out', 'in']) await page.click(`#${id}`)
  expect(page.url()).toBe(at('/#in'))
  expect(
    (await everything())
      .filter(({ type }) => !['page_view', 'engagement'].includes(type))
      .map(({ id, ago, url, ...event }) => event),
  ).toEqual([
    { type: 'cta_click', cta: 'offerte' },
    { type: 'cta_click', cta: 'tel' },
    { type: 'cta_click', cta: 'mailto' },
    { type: 'download', href: at('/bare/Prijzen.PDF') },
    { type: 'outbound_click', href: `${collector.origin}/elsewhere` },
  ])
})

test('a middle click on a CTA counts', async () => {
  html = pageWith({ body: '<a id="cta" href="/bare" data-cta="offerte">x</a>' })
  await page.goto(at('/'))
  await arrival('page_view')
  await page.click('#cta', { button: 'middle' })
  expect(await arrival('cta_click')).toMatchObject([{ cta: 'offerte' }])
})

test('a click on a CTA that leaves the page at once arrives', async () => {
  html = pageWith({ body: '<a id="cta" href="/bare" data-cta="offerte">x</a>' })
  for (let n = 1; n <= 10; n++) {
    await page.goto(at('/'))
    await arrival('page_view', n)
    await page.click('#cta')
    await page.waitForURL(at('/bare'))
  }
  expect(await arrival('cta_click', 10)).toHaveLength(10)
})

test('a form is begun once and sent once, and nothing of what was typed leaves the page', async () => {
  html = pageWith({
    body: '<form id="offerte" action="/bare"><input name="name"><textarea name="id"></textarea><button>Stuur</button></form>',
  })
  await page.goto(at('/contact'))
  await arrival('page_view')
  await page.fill('input', 'Jan Jansen')
  await page.fill('textarea', 'geheim')
  await page.click('button')
  await page.waitForURL(/bare/)
  await arrival('form_submit')
  expect(collector.sent('form_start')).toMatchObject([{ form: 'offerte' }])
  expect(collector.sent('form_submit')).toMatchObject([{ form: 'offerte' }])
  expect(JSON.stringify(collector.arrived)).not.toMatch(/Jansen|geheim/)
})

describe('engagement arrives', () => {
  beforeEach(async () => {
    html = pageWith({ body: '<div style="height:5000px">Een lang verhaal</div>' })
    await page.goto(at('/lang'))
    await arrival('page_view')
    await page.mouse.wheel(0, 2_000)
    await page.waitForFunction(() => scrollY > 1_000)
  })
  const check = async () => {
    const [engagement] = await arrival('engagement')
    expect(engagement).toMatchObject({ url: at('/lang') })
    expect(engagement?.engagedMs).toBeGreaterThan(0)
    expect(engagement?.scrollPercent).toBeGreaterThan(30)
    expect(engagement?.scrollPercent).toBeLessThan(100)
    expect(collector.sent('engagement')).toHaveLength(1)
  }

  test('when the tab is closed', async () => {
    await page.close()
    await check()
  })
  test('when the visitor goes to another page', async () => {
    await page.goto(at('/bare'))
    await check()
  })
  test('when the application shows another page', async () => {
    await page.evaluate(() => history.pushState(null, '', '/b'))
    await check()
    await arrival('page_view', 2)
    expect(collector.events().map(({ type }) => type)).toEqual(['page_view', 'engagement', 'page_view'])
  })
})

test('consent: nothing on the device before, an id after, nothing again when it is taken back', async () => {
  await page.goto(at('/'))
  await everything()
  expect(await onDevice()).toEqual(NOTHING)

  await koop('consent', 'granted')
  await everything()
  const { cookies, rest } = await onDevice()
  expect(rest).toEqual(NOTHING.rest)
  expect(cookies).toMatchObject([
    {
      name: 'koop',
      value: expect.stringMatching(/^\d{28,40}$/),
      path: '/',
      sameSite: 'Lax',
      domain: '127.0.0.1',
    },
  ])
  const halfAYear = Date.now() / 1_000 + 180 * 86_400
  expect(Math.abs(cookies[0]!.expires - halfAYear)).toBeLessThan(60)
  const id = cookies[0]!.value

  await page.reload()
  await arrival('page_view', 2)
  await everything()
  const known = collector.batches().filter(({ visitor }) => visitor)
  expect(known.every(({ visitor, consent }) => visitor === id && consent === 'granted')).toBe(true)
  expect(known.flatMap(({ events }) => events).filter(({ type }) => type === 'page_view')).toHaveLength(1)

  await koop('consent', 'withdrawn')
  expect(await onDevice()).toEqual(NOTHING)
  await everything()
  const last = collector.batches().slice(-2)
  expect(last).toMatchObject([{ consent: 'withdrawn', visitor: id, events: [] }, { consent: 'count' }])
  expect(last[1]).not.toHaveProperty('visitor')
  expect(collector.arrived.every(({ headers: sent }) => !sent.cookie)).toBe(true)
})

test('a site that is off sends nothing until the visitor agrees', async () => {
  html = pageWith({ id: 'silent', body: '<a id="cta" href="#x" data-cta="offerte">x</a>' })
  await page.goto(at('/a'))
  await page.waitForFunction('window.koop?.q && !Array.isArray(koop.q)')
  await page.click('#cta')
  await page.evaluate(() => history.pushState(null, '', '/b'))
  await koop('consent', 'denied')
  await koop('cta', 'offerte')
  await page.evaluate(() => new Promise((done) => setTimeout(done)))
  expect(await onDevice()).toEqual(NOTHING)
  await koop('consent', 'granted')
  expect(await everything()).toMatchObject([{ type: 'page_view', url: at('/b') }])
  expect(collector.batches()[0]).toMatchObject({ consent: 'granted' })
})

test('Global Privacy Control caps at count, whatever the page asks', async () => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }))
  await page.goto(at('/'))
  await arrival('page_view')
  await koop('consent', 'granted')
  await everything()
  expect(await onDevice()).toEqual(NOTHING)
  expect(new Set(collector.batches().map(({ consent }) => consent))).toEqual(new Set(['count']))
  expect(JSON.stringify(collector.batches())).not.toContain('"visitor"')
})

test('calls made before the script is there are answered, and the segment reaches the page', async () => {
  const assessment = { segment: 'zoeker', phase: 'visie', score: 46, confidence: 'medium' }
  collector.answers.push({ status: 202, body: { accepted: 2, assessment } })
  html = pageWith({
    body: `<script>koop('consent', 'granted'); koop('cta', 'early'); koop('segment', (a) => { window.told = a })</script>`,
  })
  await page.goto(at('/'))
  await page.waitForFunction('window.told')
  expect(await page.evaluate('window.told')).toEqual(assessment)
  await arrival('page_view')
  await arrival('cta_click')
  expect(new Set(collector.batches().map(({ consent }) => consent))).toEqual(new Set(['granted']))
})

test('after a 503 the page view arrives with the id it had', async () => {
  collector.answers.push({ status: 503 })
  await page.goto(at('/'))
  const [first, second] = await arrival('page_view', 2)
  expect(second?.id).toBe(first?.id)
  await everything()
  expect(collector.sent('page_view')).toHaveLength(2)
})

test('the small variant: views, navigation, clicks and time, and nothing on the device', async () => {
  html = pageWith({ id: 'small', body: '<button id="cta" data-cta="bel">x</button>' })
  await page.goto(at('/a?utm_source=google&email=x'))
  await arrival('page_view')
  await page.click('#cta')
  await page.evaluate(() => history.pushState(null, '', '/b'))
  await arrival('page_view', 2)
  await page.close()
  await arrival('engagement', 2)
  expect(collector.sent('page_view').map(({ url }) => url)).toEqual([
    at('/a?utm_source=google&email'),
    at('/b'),
  ])
  expect(collector.sent('cta_click')).toMatchObject([{ cta: 'bel', url: at('/a?utm_source=google&email') }])
  expect(new Set(collector.batches().map(({ consent }) => consent))).toEqual(new Set(['cookieless']))
  expect(await context.cookies()).toEqual([])
  expect(collector.arrived.map(({ method }) => method)).not.toContain('OPTIONS')
})

describe('no error reaches the page', () => {
  const watch = '<script>addEventListener("unhandledrejection", (e) => { throw e.reason })</script>'
  const body = `<a id="cta" href="#x" data-cta="offerte">x</a><form id="f"><input></form>`

  /** Does what a visitor and a page do. */
  async function use(frame: Pick<Page, 'click' | 'fill' | 'evaluate'> = page) {
    await frame.click('#cta')
    await frame.fill('input', 'x')
    await frame.evaluate(async () => {
      const { koop } = window as unknown as { koop(...call: unknown[]): void }
      koop('consent', 'granted')
      koop('conversion', { name: 'order' })
      koop('segment', () => {})
      koop('me', () => {})
      koop('consent', 'withdrawn')
      history.pushState(null, '')
      await new Promise((done) => setTimeout(done, 50))
    })
  }

  test('when the collector is down', async () => {
    html = pageWith({ head: watch, body })
    await page.goto(at('/'))
    await arrival('page_view')
    await collector.close()
    await use()
    expect(problems).toEqual([])
  })

  test('when the page forbids connections', async () => {
    headers = { 'content-security-policy': "connect-src 'none'" }
    html = pageWith({ head: watch, body })
    await page.goto(at('/'))
    await page.waitForFunction('window.koop?.q && !Array.isArray(koop.q)')
    await use()
    expect(problems).toEqual([])
    expect(collector.arrived).toEqual([])
  })

  test('when prototypes are frozen', async () => {
    html = pageWith({
      head: `${watch}<script>[Object, Array, History, EventTarget, Window, Document, Function]
        .forEach((c) => Object.freeze(c.prototype))</script>`,
      body,
    })
    await page.goto(at('/'))
    await arrival('page_view')
    await use()
    await arrival('conversion')
    expect(problems).toEqual([])
  })

  test('when fetch is gone', async () => {
    html = pageWith({ head: `${watch}<script>delete window.fetch; window.fetch = undefined</script>`, body })
    await page.goto(at('/'))
    await page.waitForFunction('window.koop?.q && !Array.isArray(koop.q)')
    await use()
    expect(problems).toEqual([])
  })

  test('when the page is a sandboxed frame, where cookies throw: it is not counted', async () => {
    const inner = pageWith({ head: watch, body: body.replace('<a', '<b') })
    html = `<iframe sandbox="allow-scripts allow-forms" srcdoc="${inner.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`
    await page.goto(at('/'))
    await vi.waitFor(() => expect(served).toBeGreaterThan(0))
    await use(page.frames()[1]!)
    expect(problems).toEqual([])
    expect(collector.arrived).toEqual([])
  })
})

import { expect, test } from 'vitest'
import { launchChromium } from './support/chromium.ts'
import { trackerPage } from './support/tracker-page.ts'

/** What is a page view and what is none, in a real Chromium: asserting on the requests that arrived and on those that must not
 *  have. */

const it = trackerPage()

test('a page load is one request, text/plain, without asking first', async () => {
  await it.page.goto(it.at('/drainage?utm_source=google&email=jan%40x.nl#top'))
  await it.arrival('page_view')
  expect(await it.everything()).toMatchObject([
    { type: 'page_view', url: it.at('/drainage?utm_source=google&email'), title: 'Drainage' },
  ])
  expect(it.collector.arrived.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /v1/events',
    'POST /v1/events',
  ])
  expect(it.collector.arrived[0]?.headers['content-type']).toBe('text/plain;charset=UTF-8')
  expect(it.collector.batches()[0]).toMatchObject({
    site: 'example',
    webdriver: false,
  })
})

test('an async script that is there before the rest of the page waits for it', async () => {
  it.html = it.pageWith({ body: '<script src="/slow.js"></script>' }).replace('<title>Drainage</title>', '')
  it.html += `<title>Later</title><meta name="koop:topic" content="item"><script>koop('consent', 'granted')</script>`
  await it.page.goto(it.at('/'))
  await it.arrival('page_view')
  expect(it.collector.batches()).toMatchObject([
    { consent: 'granted', events: [{ type: 'page_view', title: 'Later', topic: 'item' }] },
  ])
})

test('a browser driven by a program says so', async () => {
  const driven = await launchChromium()
  const opened = await driven.newPage()
  await opened.goto(it.at('/'))
  await it.arrival('page_view')
  await driven.close()
  expect(it.collector.batches()[0]).toMatchObject({ webdriver: true })
})

test('pushState, replaceState, back and forward are page views; a changed query or fragment is not', async () => {
  await it.page.goto(it.at('/a'))
  await it.arrival('page_view')
  await it.page.evaluate(() => history.pushState(null, '', '/b'))
  await it.arrival('page_view', 2)
  await it.page.evaluate(() => history.replaceState(null, '', '/c'))
  await it.arrival('page_view', 3)
  await it.page.evaluate(() => history.replaceState(null, '', '/c?sort=price#list'))
  await it.page.evaluate(() => history.back())
  await it.arrival('page_view', 4)
  await it.page.evaluate(() => history.forward())
  await it.arrival('page_view', 5)
  await it.everything()
  expect(it.collector.sent('page_view').map(({ url, referrer }) => [url, referrer])).toEqual([
    [it.at('/a'), ''],
    [it.at('/b'), it.at('/a')],
    [it.at('/c'), it.at('/b')],
    [it.at('/a'), it.at('/c')],
    [it.at('/c?sort'), it.at('/a')],
  ])
})

test('an application that routes by fragment: each fragment once', async () => {
  it.html = it.pageWith({ id: 'hashed', body: '<a id="go" href="#/b">b</a>' })
  await it.page.goto(it.at('/app#/a'))
  await it.arrival('page_view')
  await it.page.click('#go')
  await it.arrival('page_view', 2)
  await it.everything()
  expect(it.collector.sent('page_view').map(({ url }) => url)).toEqual([it.at('/app#/a'), it.at('/app#/b')])
})

// The headless shell has no back/forward cache ("BackForwardCacheDisabledForDelegate"), so the event is made here.
test('a return from the back/forward cache is one page view', async () => {
  await it.page.goto(it.at('/a'))
  await it.arrival('page_view')
  await it.page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  })
  await it.arrival('page_view', 2)
  await it.everything()
  expect(it.collector.sent('page_view').map(({ url, referrer }) => [url, referrer])).toEqual([
    [it.at('/a'), ''],
    [it.at('/a'), it.at('/a')],
  ])
})

// Playwright keeps prerendered pages waiting for a debugger, so the state of one is made here.
test('a prerendered page is counted when it is shown, not before', async () => {
  await it.page.addInitScript(() =>
    Object.defineProperty(document, 'hidden', { value: true, configurable: true }),
  )
  await it.page.goto(it.at('/next'))
  await it.page.waitForFunction('window.koop?.q')
  await it.page.mouse.wheel(0, 100)
  await it.page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')))
  await it.page.evaluate(() => new Promise((done) => setTimeout(done)))
  expect(it.collector.arrived).toEqual([])
  await it.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: false })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  })
  await it.arrival('page_view')
  await it.everything()
  expect(it.collector.sent('page_view')).toHaveLength(1)
})

test('replaceState: another path is another page, another query or fragment is not', async () => {
  await it.page.goto(it.at('/a'))
  await it.arrival('page_view')
  await it.page.evaluate(() => {
    history.replaceState(null, '', '/a?sort=price')
    history.replaceState(null, '', '/a?sort=price#list')
    history.replaceState({ scroll: 10 }, '')
    history.pushState(null, '', '/a?page=2')
  })
  expect((await it.everything()).filter(({ type }) => type === 'page_view')).toHaveLength(1)
  await it.page.evaluate(() => history.replaceState(null, '', '/b'))
  await it.arrival('page_view', 2)
})

test('a site that asks for it: another query is another page', async () => {
  it.html = it.pageWith({ id: 'queried' })
  await it.page.goto(it.at('/zoek?q=a'))
  await it.arrival('page_view')
  await it.page.evaluate(() => history.pushState(null, '', '/zoek?q=b'))
  await it.arrival('page_view', 2)
  await it.page.evaluate(() => history.pushState(null, '', '/zoek?q=b#top'))
  await it.everything()
  expect(it.collector.sent('page_view').map(({ url }) => url)).toEqual([it.at('/zoek?q'), it.at('/zoek?q')])
})

test('a fragment that is no route is not another page: a jump, a skip link, back', async () => {
  it.html = it.pageWith({ body: '<a id="jump" href="#prijzen">Prijzen</a>' })
  await it.page.goto(it.at('/a'))
  await it.arrival('page_view')
  await it.page.click('#jump')
  await it.page.goBack()
  await it.page.goForward()
  expect((await it.everything()).filter(({ type }) => type === 'page_view')).toHaveLength(1)
})

test('a router that redirects at once is one page view, of where it ends', async () => {
  await it.page.goto(it.at('/a'))
  await it.arrival('page_view')
  await it.page.evaluate(() => {
    history.pushState(null, '', '/login')
    history.replaceState(null, '', '/welkom')
    document.title = 'Welkom'
  })
  await it.arrival('page_view', 2)
  await it.everything()
  expect(it.collector.sent('page_view').slice(1)).toMatchObject([{ url: it.at('/welkom'), title: 'Welkom' }])
})

test('where the browser has no Navigation API the next movement after going back is a page view', async () => {
  await it.page.addInitScript(() => Object.defineProperty(window, 'navigation', { value: undefined }))
  await it.page.goto(it.at('/a'))
  await it.arrival('page_view')
  await it.page.evaluate(() => history.pushState(null, '', '/b'))
  await it.page.mouse.move(5, 5)
  await it.arrival('page_view', 2)
  await it.page.evaluate(() => history.back())
  await it.page.waitForURL(it.at('/a'))
  await it.page.mouse.move(9, 9)
  await it.arrival('page_view', 3)
  expect(it.collector.sent('page_view').map(({ url }) => url)).toEqual([
    it.at('/a'),
    it.at('/b'),
    it.at('/a'),
  ])
})

test('a tab opened in the background is counted when it is first looked at', async () => {
  await it.page.addInitScript(() =>
    Object.defineProperty(document, 'hidden', { value: true, configurable: true }),
  )
  await it.page.goto(it.at('/'))
  await it.page.waitForFunction('window.koop?.q')
  await it.page.evaluate(() => history.pushState(null, '', '/later'))
  await it.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: false })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  })
  await it.arrival('page_view')
  await it.everything()
  expect(it.collector.sent('page_view')).toMatchObject([{ url: it.at('/later') }])
})

test('three returns from the back/forward cache are three page views', async () => {
  await it.page.goto(it.at('/a'))
  await it.arrival('page_view')
  for (let n = 0; n < 3; n++)
    await it.page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    })
  await it.arrival('page_view', 4)
  await it.everything()
  expect(it.collector.sent('page_view')).toHaveLength(4)
})

test('nothing in the page keeps it out of the back/forward cache', async () => {
  const listened: string[] = []
  await it.page.exposeFunction('listened', (type: string) => listened.push(type))
  await it.page.addInitScript(() => {
    const add = EventTarget.prototype.addEventListener
    EventTarget.prototype.addEventListener = function (type: string, ...rest: [never]) {
      ;(window as unknown as { listened(type: string): void }).listened(type)
      return add.call(this, type, ...rest)
    }
  })
  await it.page.goto(it.at('/a'))
  await it.everything()
  expect(listened).toContain('click')
  expect(listened.filter((type) => /unload/.test(type))).toEqual([])
})

test.each(['example', 'small'])(
  'double loading counts once: two tags, and the same one again later (%s)',
  async (id) => {
    it.html = it.pageWith({ id, head: it.tag(id), body: '<a id="cta" href="#x" data-cta="offerte">x</a>' })
    await it.page.goto(it.at('/a'))
    await it.arrival('page_view')
    await it.page.evaluate(
      (src) =>
        new Promise((done) => {
          const again = document.createElement('script')
          again.onload = done
          again.src = src
          document.head.append(again)
        }),
      it.src(id),
    )
    await it.page.click('#cta')
    await it.page.evaluate(() => history.pushState(null, '', '/b'))
    await it.arrival('page_view', 2)
    if (id === 'example') await it.everything()
    else await it.page.close()
    await it.arrival('engagement', 1)
    expect(it.served).toBeGreaterThan(1)
    expect(it.collector.sent('page_view')).toHaveLength(2)
    expect(it.collector.sent('cta_click')).toHaveLength(1)
    expect(it.collector.sent('engagement').every(({ url }) => url !== '')).toBe(true)
    expect(it.problems).toEqual([])
  },
)

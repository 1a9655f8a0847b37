// @vitest-environment jsdom
// @vitest-environment-options {"url": "https://winkel.example/"}
import { afterEach, expect, test, vi } from 'vitest'
import { closePage, openPage, pretend } from './test-page.ts'

afterEach(closePage)

test('sends one page view on load, to where the script came from, without a preflight', async () => {
  const page = openPage('/drainage')
  document.title = 'Natte tuin?'
  await page.load()
  expect(page.requests).toHaveLength(1)
  const [{ url, init }] = page.requests as [(typeof page.requests)[0]]
  expect(url).toBe('https://koop.example/v1/events')
  expect(init).toEqual({ method: 'POST', keepalive: true, body: expect.any(String) })
  expect(page.batches).toEqual([
    {
      site: 'example',
      events: [
        {
          id: expect.stringMatching(/^\d{20}$/),
          type: 'page_view',
          ago: 0,
          url: 'https://winkel.example/drainage',
          title: 'Natte tuin?',
          referrer: '',
        },
      ],
    },
  ])
})

test('keeps the path prefix that the script is served under', async () => {
  const page = openPage()
  await page.load({ src: 'https://winkel.example/meten/k/example.0a1b2c.js' })
  expect(page.requests[0]?.url).toBe('https://winkel.example/meten/v1/events')
})

test('sends what the page says of itself', async () => {
  const page = openPage()
  document.head.innerHTML = `<meta name="koop:topic" content="item"><meta name="koop:item" content="sku-7">
    <meta name="koop:category" content="pompen"><meta property="og:type" content="product">`
  await page.load()
  expect(page.events()).toMatchObject([
    { topic: 'item', item: 'sku-7', category: 'pompen', pageType: 'product' },
  ])
})

test('leaves of a query only what the utm keys say, in the address and in the referrer', async () => {
  const page = openPage('/r&d/a?email=jan%40x.nl&utm_source=google&token=1&utm_medium=cpc#access_token=2')
  pretend(document, 'referrer', 'https://zoek.example/?q=jan+jansen&utm_term=pomp')
  await page.load()
  expect(page.events()).toMatchObject([
    {
      url: 'https://winkel.example/r&d/a?email&utm_source=google&token&utm_medium=cpc',
      referrer: 'https://zoek.example/?q&utm_term=pomp',
    },
  ])
})

test('counts pushState and replaceState to another path, with the page before as referrer', async () => {
  const page = openPage('/a')
  await page.load()
  history.pushState(null, '', '/b')
  await page.wait()
  history.replaceState(null, '', '/c')
  await page.wait()
  expect(page.sent('page_view').map(({ url, referrer }) => [url, referrer])).toEqual([
    ['https://winkel.example/a', ''],
    ['https://winkel.example/b', 'https://winkel.example/a'],
    ['https://winkel.example/c', 'https://winkel.example/b'],
  ])
})

test('without the Navigation API the next sign of life sees the new address', async () => {
  const page = openPage('/a')
  vi.stubGlobal('navigation', undefined)
  await page.load().catch(() => {}) // the build catches what the missing API throws
  await page.wait()
  history.pushState(null, '', '/b')
  window.dispatchEvent(new Event('scroll'))
  await page.wait()
  expect(page.sent('page_view').map(({ url }) => url)).toEqual([
    'https://winkel.example/a',
    'https://winkel.example/b',
  ])
})

test('counts a redirect inside the router as the one page that is shown', async () => {
  const page = openPage('/a')
  await page.load()
  history.pushState(null, '', '/old')
  history.replaceState(null, '', '/new')
  document.title = 'Nieuw'
  await page.wait()
  expect(page.sent('page_view').map(({ url }) => url)).toEqual([
    'https://winkel.example/a',
    'https://winkel.example/new',
  ])
  expect(page.sent('page_view')[1]?.title).toBe('Nieuw')
})

test('does not count another query, another fragment or the same path again', async () => {
  const page = openPage('/a')
  await page.load()
  history.pushState(null, '', '/a?filter=rood')
  history.replaceState(null, '', '/a?filter=rood#boven')
  window.dispatchEvent(new Event('hashchange'))
  window.dispatchEvent(new Event('popstate'))
  await page.wait()
  expect(page.sent('page_view')).toHaveLength(1)
})

test('counts another query where the site says that it is another page', async () => {
  const page = openPage('/a?id=1')
  await page.load({ queryRouting: true })
  history.pushState(null, '', '/a?id=2')
  await page.wait()
  expect(page.sent('page_view')).toHaveLength(2)
})

test('counts another fragment where the site says that it is the route, without what its own query says', async () => {
  const page = openPage('/app#/a')
  await page.load({ hashRouting: true })
  history.replaceState(null, '', '/app#/b?email=x')
  window.dispatchEvent(new Event('hashchange'))
  await page.wait()
  expect(page.sent('page_view').map(({ url }) => url)).toEqual([
    'https://winkel.example/app#/a',
    'https://winkel.example/app#/b?email',
  ])
})

test('counts a return from the back/forward cache once, as coming from inside', async () => {
  const page = openPage('/a')
  pretend(document, 'referrer', 'https://zoek.example/')
  await page.load()
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }))
  await page.wait()
  expect(page.sent('page_view').map(({ referrer }) => referrer)).toEqual([
    'https://zoek.example/',
    'https://winkel.example/a',
  ])
})

test('sends nothing for a page in the background until it is seen, then one page view', async () => {
  const page = openPage('/a')
  pretend(document, 'hidden', true)
  page.stub()
  page.koop('cta', 'early')
  await page.load()
  page.koop('cta', 'later')
  await page.wait(60_000)
  await page.click('body')
  window.dispatchEvent(new Event('pagehide'))
  await page.wait()
  expect(page.requests).toHaveLength(0)
  await page.show(true)
  await page.show(false)
  await page.show(true)
  expect(page.sent('page_view')).toHaveLength(1)
  expect(page.sent('cta_click').map(({ cta }) => cta)).toEqual(['early', 'later'])
})

test('waits for the title and the calls of a page that is still loading', async () => {
  const page = openPage('/a')
  pretend(document, 'readyState', 'loading')
  document.title = ''
  await page.load({ isLoaded: false })
  await page.wait(500)
  pretend(document, 'readyState', 'interactive')
  document.dispatchEvent(new Event('readystatechange'))
  await page.wait(400)
  expect(page.requests).toHaveLength(0)
  document.title = 'Drainage'
  page.koop('consent', 'granted')
  pretend(document, 'readyState', 'complete')
  window.dispatchEvent(new Event('pageshow'))
  await page.wait()
  expect(page.batches).toMatchObject([
    { consent: 'granted', events: [{ type: 'page_view', title: 'Drainage' }] },
  ])
})

test('waits no longer than a second for a page that does not finish loading', async () => {
  const page = openPage('/a')
  pretend(document, 'readyState', 'interactive')
  await page.load({ isLoaded: false })
  await page.wait(900)
  expect(page.requests).toHaveLength(0)
  await page.wait(100)
  expect(page.sent('page_view')).toHaveLength(1)
})

test('counts at once in a page that has loaded before the script', async () => {
  const page = openPage('/a')
  await page.load({ isLoaded: false })
  expect(page.sent('page_view')).toHaveLength(1)
})

test('counts a page that is left while it is still loading', async () => {
  const page = openPage('/a')
  pretend(document, 'readyState', 'loading')
  await page.load({ isLoaded: false })
  await page.show(false)
  expect(page.sent('page_view')).toHaveLength(1)
})

test('sees a click in a page that is still loading', async () => {
  const page = openPage('/a')
  pretend(document, 'readyState', 'loading')
  document.body.innerHTML = '<button data-cta="bel">x</button>'
  await page.load()
  document.body.dispatchEvent(new Event('pointermove', { bubbles: true }))
  await page.click('button')
  expect(page.events().map(({ type }) => type)).toEqual(['page_view', 'cta_click'])
})

test('counts a return from the back/forward cache once when the tag stands in the page twice', async () => {
  const page = openPage('/a')
  await page.load()
  await page.load()
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  await page.wait()
  expect(page.sent('page_view')).toHaveLength(2)
})

test('counts a page once when the tag stands in it twice', async () => {
  const page = openPage('/a')
  await page.load()
  await page.load()
  page.koop('cta', 'offerte')
  await page.wait()
  expect(page.events().map(({ type }) => type)).toEqual(['page_view', 'cta_click'])
})

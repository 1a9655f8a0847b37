// @vitest-environment jsdom
// @vitest-environment-options {"url": "https://winkel.example/"}
import { afterEach, expect, test, vi } from 'vitest'
import { closePage, openPage, pretend } from './test-page.ts'

afterEach(closePage)

/** Times are right to within what the fake clock spends on timers. */
const about = (page: ReturnType<typeof openPage>) =>
  page.sent('engagement').map(({ engagedMs }) => Math.round(engagedMs / 100) * 100)

test('adds up over any number of times away, each report counting from the one before', async () => {
  const page = openPage()
  await page.load()
  await page.wait(4_000)
  await page.show(false)
  await page.wait(60_000)
  await page.show(true)
  await page.wait(3_000)
  await page.show(false)
  await page.show(true)
  await page.wait(2_000)
  await page.show(false)
  expect(about(page)).toEqual([4_000, 3_000, 2_000])
})

test('stops 30 s after the last sign of life', async () => {
  const page = openPage()
  await page.load()
  await page.wait(20_000)
  page.scroll(100)
  await page.wait(300_000)
  window.dispatchEvent(new Event('pointermove'))
  await page.wait(1_000)
  await page.show(false)
  expect(about(page)).toEqual([51_000])
})

test('does not count a window without focus', async () => {
  const page = openPage()
  await page.load()
  await page.wait(2_000)
  pretend(document, 'hasFocus', () => false)
  window.dispatchEvent(new Event('blur'))
  await page.wait(10_000)
  pretend(document, 'hasFocus', () => true)
  window.dispatchEvent(new Event('focus'))
  await page.wait(1_000)
  await page.show(false)
  expect(about(page)).toEqual([3_000])
})

test('reports the deepest place, as a share of the page as it is in the end', async () => {
  const page = openPage()
  await page.load()
  await page.wait(1_000)
  page.scroll(500) // the bottom of what was there
  page.scroll(0, 4_000) // then more was loaded
  await page.show(false)
  expect(page.sent('engagement')).toMatchObject([{ scrollPercent: 25 }])
})

test('a page without anything to scroll has been seen whole', async () => {
  const page = openPage()
  pretend(document.documentElement, 'scrollHeight', 500)
  await page.load()
  await page.wait(1_000)
  await page.show(false)
  expect(page.sent('engagement')).toMatchObject([{ scrollPercent: 100 }])
})

test('belongs to the page before on a navigation in the page, and goes out before the next page view', async () => {
  const page = openPage('/a')
  await page.load()
  await page.wait(2_000)
  page.scroll(500)
  history.pushState(null, '', '/b')
  await page.wait()
  expect(page.events().slice(1)).toMatchObject([
    { type: 'engagement', url: 'https://winkel.example/a', scrollPercent: 100 },
    { type: 'page_view', url: 'https://winkel.example/b' },
  ])
  page.scroll(0)
  await page.wait(1_000)
  await page.show(false)
  expect(page.sent('engagement')[1]).toMatchObject({ url: 'https://winkel.example/b', scrollPercent: 50 })
})

test('goes out on leaving before anything else happens', async () => {
  const page = openPage()
  await page.load()
  await page.wait(1_000)
  page.show(false)
  expect(page.events().slice(1)).toMatchObject([{ type: 'engagement' }])
})

test('sends nothing when there is no new time and no new depth', async () => {
  const page = openPage()
  await page.load()
  await page.wait(1_000)
  await page.show(false)
  window.dispatchEvent(new Event('blur'))
  await page.show(true)
  await page.show(false)
  await page.wait(60_000)
  expect(page.sent('engagement').filter(({ engagedMs = 0 }) => engagedMs > 10)).toHaveLength(1)
})

test('does not tell of the moment that a slow device takes to count the page, as if it were attention', async () => {
  const page = openPage()
  Object.defineProperty(document, 'referrer', {
    configurable: true,
    get: () => {
      vi.setSystemTime(Date.now() + 9)
      return ''
    },
  })
  page.stub()
  page.koop('cta', 'offerte')
  page.koop('consent', 'granted')
  await page.load()
  Reflect.deleteProperty(document, 'referrer')
  expect(page.events().map(({ type }) => type)).toEqual(['cta_click', 'page_view'])
})

test('asks for no height while the page loads, and for it before the visitor leaves', async () => {
  const page = openPage()
  let asked = 0
  Object.defineProperty(document.documentElement, 'scrollHeight', {
    configurable: true,
    get: () => {
      asked++
      return 1_000
    },
  })
  page.stub()
  page.koop('consent', 'granted')
  pretend(document, 'readyState', 'interactive')
  await page.load()
  pretend(document, 'readyState', 'complete')
  window.dispatchEvent(new Event('pageshow'))
  expect(page.sent('page_view')).toHaveLength(1)
  expect(asked).toBe(0)
  await page.wait(1_000)
  await page.show(false)
  expect(page.sent('engagement')).toMatchObject([{ scrollPercent: 50 }])
})

test('who does nothing after the page has loaded is gone after 30 seconds', async () => {
  const page = openPage()
  await page.load()
  await page.wait(120_000)
  await page.show(false)
  expect(about(page)).toEqual([30_000])
})

test('a second tag in the page tells of no time of its own', async () => {
  const page = openPage()
  await page.load()
  await page.load()
  await page.wait(2_000)
  page.scroll(100)
  await page.wait(1_000)
  await page.show(false)
  expect(about(page)).toEqual([3_000])
})

test('reports no time of the moment between the view and the calls that waited for it', async () => {
  const page = openPage()
  page.stub()
  page.koop('consent', 'granted')
  const { q } = window.koop as unknown as { q: unknown[] }
  // The clock ticks just then.
  pretend(q, 'map', (answer: (call: unknown) => void) => {
    vi.setSystemTime(Date.now() + 1)
    for (const call of q) answer(call)
  })
  await page.load()
  expect(page.events()).toMatchObject([{ type: 'page_view' }])
  expect(page.batches).toMatchObject([{ consent: 'granted' }])
})

import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { trackerPage } from './support/tracker-page.ts'

/** The built snippet in a real Chromium: calls, retries, the small variant, and that nothing it does breaks a page. */

const it = trackerPage()

test('calls made before the script is there are answered, and the segment reaches the page', async () => {
  const assessment = { segment: 'zoeker', phase: 'visie', score: 46, confidence: 'medium' }
  it.collector.answers.push({ status: 202, body: { accepted: 2, assessment } })
  it.html = it.pageWith({
    body: `<script>koop('consent', 'granted'); koop('cta', 'early'); koop('segment', (a) => { window.told = a })</script>`,
  })
  await it.page.goto(it.at('/'))
  await it.page.waitForFunction('window.told')
  expect(await it.page.evaluate('window.told')).toEqual(assessment)
  await it.arrival('page_view')
  await it.arrival('cta_click')
  expect(new Set(it.collector.batches().map(({ consent }) => consent))).toEqual(new Set(['granted']))
})

test('after a 503 the page view arrives with the id it had', async () => {
  it.collector.answers.push({ status: 503 })
  await it.page.goto(it.at('/'))
  const [first, second] = await it.arrival('page_view', 2)
  expect(second?.id).toBe(first?.id)
  await it.everything()
  expect(it.collector.sent('page_view')).toHaveLength(2)
})

test('the small variant: views, navigation, clicks and time, and nothing on the device', async () => {
  it.html = it.pageWith({ id: 'small', body: '<button id="cta" data-cta="bel">x</button>' })
  await it.page.goto(it.at('/a?utm_source=google&email=x'))
  await it.arrival('page_view')
  await it.page.click('#cta')
  await it.page.evaluate(() => history.pushState(null, '', '/b'))
  await it.arrival('page_view', 2)
  await it.page.close()
  await it.arrival('engagement', 2)
  expect(it.collector.sent('page_view').map(({ url }) => url)).toEqual([
    it.at('/a?utm_source=google&email'),
    it.at('/b'),
  ])
  expect(it.collector.sent('cta_click')).toMatchObject([
    { cta: 'bel', url: it.at('/a?utm_source=google&email') },
  ])
  // Cookieless is what the collector takes for granted.
  expect(new Set(it.collector.batches().map(({ consent }) => consent))).toEqual(new Set([undefined]))
  expect(await it.context.cookies()).toEqual([])
  expect(it.collector.arrived.map(({ method }) => method)).not.toContain('OPTIONS')
})

describe('no error reaches the page', () => {
  const watch = '<script>addEventListener("unhandledrejection", (e) => { throw e.reason })</script>'
  const body = `<a id="cta" href="#x" data-cta="offerte">x</a><form id="f"><input></form>`

  /** Does what a visitor and a page do. */
  async function use(frame: Pick<Page, 'click' | 'fill' | 'evaluate'> = it.page) {
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
    it.html = it.pageWith({ head: watch, body })
    await it.page.goto(it.at('/'))
    await it.arrival('page_view')
    await it.collector.close()
    await use()
    expect(it.problems).toEqual([])
  })

  test('when the page forbids connections', async () => {
    it.headers = { 'content-security-policy': "connect-src 'none'" }
    it.html = it.pageWith({ head: watch, body })
    await it.page.goto(it.at('/'))
    await it.ready()
    await use()
    expect(it.problems).toEqual([])
    expect(it.collector.arrived).toEqual([])
  })

  test('when prototypes are frozen', async () => {
    it.html = it.pageWith({
      head: `${watch}<script>[Object, Array, History, EventTarget, Window, Document, Function]
        .forEach((c) => Object.freeze(c.prototype))</script>`,
      body,
    })
    await it.page.goto(it.at('/'))
    await it.arrival('page_view')
    await use()
    await it.arrival('conversion')
    expect(it.problems).toEqual([])
  })

  test('when fetch is gone', async () => {
    it.html = it.pageWith({
      head: `${watch}<script>delete window.fetch; window.fetch = undefined</script>`,
      body,
    })
    await it.page.goto(it.at('/'))
    await it.ready()
    await use()
    expect(it.problems).toEqual([])
  })

  test('when the page is a sandboxed frame, where cookies throw: it is not counted', async () => {
    const inner = it.pageWith({ head: watch, body: body.replace('<a', '<b') })
    it.html = `<iframe sandbox="allow-scripts allow-forms" srcdoc="${inner.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`
    await it.page.goto(it.at('/'))
    await vi.waitFor(() => expect(it.served).toBeGreaterThan(0))
    await use(it.page.frames()[1]!)
    expect(it.problems).toEqual([])
    expect(it.collector.arrived).toEqual([])
  })
})

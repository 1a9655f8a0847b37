import type { Page } from 'playwright-core'
import { listen, startFakeCollector } from './fake-collector.ts'
import { ORDINARY_SITE } from './size.ts'
import { buildSnippet } from './snippet.ts'

/** Ways to leave a page right after a click on a CTA. */
export const WAYS_TO_LEAVE = [
  'close the tab',
  'follow the link',
  'follow a link to another origin',
  'reload',
  'go back',
  'hide',
  'navigate inside the application, then close',
  'click while the collector answers 503 once, then stay',
] as const
export type WayToLeave = (typeof WAYS_TO_LEAVE)[number]

export type Delivery = Awaited<ReturnType<typeof startDelivery>>

const pageWith = (origin: string, href: string) =>
  `<!doctype html><title>Delivery</title><script async src="${origin}/k/example.js"></script><a id="cta" href="${href}" data-cta="offerte">x</a>`

/** A site with the snippet and a collector that counts what arrives. */
export async function startDelivery() {
  const snippet = await buildSnippet()
  const collector = await startFakeCollector(() => snippet(ORDINARY_SITE))
  const elsewhere = await listen((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>elsewhere')
  })
  const site = await listen((request, response) => {
    const href = request.url?.startsWith('/out') ? `http://localhost:${elsewhere.port}/` : '/bare'
    const text =
      request.url === '/bare' ? '<p>left' : pageWith(collector.origin, request.url === '/stay' ? '#' : href)
    response.writeHead(200, { 'content-type': 'text/html' }).end(text)
  })
  const ids = (type: Parameters<typeof collector.sent>[0]) =>
    new Set(collector.sent(type).map(({ id }) => id)).size
  return {
    collector,
    at: (path: string) => `http://127.0.0.1:${site.port}${path}`,
    /** Waits until nothing has arrived for a while: what is under way is there, what is lost is lost. */
    async settled() {
      for (let before = -1; before !== collector.arrived.length; ) {
        before = collector.arrived.length
        await new Promise((done) => setTimeout(done, 500))
      }
    },
    /** What arrived, each event once however often it came. */
    counted: (times: number, way: WayToLeave) => ({
      views: ids('page_view'),
      clicks: ids('cta_click'),
      engagements: ids('engagement'),
      expectedViews: way === 'reload' || way.startsWith('navigate') ? 2 * times : times,
    }),
    async close() {
      await collector.close()
      await site.close()
      await elsewhere.close()
    },
  }
}

/** Loads the page, clicks on its CTA and leaves. */
export async function leave(page: Page, way: WayToLeave, { at, collector }: Delivery): Promise<void> {
  const stays = !way.startsWith('follow')
  await page.goto(at('/bare'))
  await page.goto(at(stays ? '/stay' : way.endsWith('origin') ? '/out' : '/in'))
  await page.waitForFunction('window.koop?.q && !Array.isArray(koop.q)')
  // Somebody looks at it, however short.
  await page.waitForTimeout(20)
  if (way.startsWith('click')) collector.answers.push({ status: 503 })
  await page.click('#cta', { noWaitAfter: true })
  switch (way) {
    case 'close the tab':
      return page.close()
    case 'follow the link':
    case 'follow a link to another origin':
      await page.waitForURL((url) => url.pathname !== '/in' && url.pathname !== '/out')
      return
    case 'reload':
      await page.reload()
      return page.close()
    case 'go back':
      await page.evaluate(() => history.go(-2)).catch(() => {}) // the answer may be cut off by the leaving
      await page.waitForURL(at('/bare'))
      return
    case 'hide':
      await page.evaluate(() => {
        Object.defineProperty(document, 'hidden', { value: true })
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
      })
      return
    case 'navigate inside the application, then close':
      await page.evaluate(() => history.pushState(null, '', '/next'))
      await page.waitForTimeout(20)
      return page.close()
    case 'click while the collector answers 503 once, then stay':
      await page.waitForTimeout(2_200)
      return page.close()
  }
}

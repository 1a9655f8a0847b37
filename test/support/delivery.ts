import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { type Arrived, listen, startFakeCollector } from './fake-collector.ts'
import { ORDINARY_SITE } from './size.ts'
import { buildSnippet } from './snippet.ts'

/** Ways to leave a page right after a click on a CTA. The headless shell has neither a prerendered page nor a back/forward cache,
 *  so those two are made of the events that a page sees of them. */
export const WAYS_TO_LEAVE = [
  'close the tab',
  'follow the link',
  'follow a link to another origin',
  'reload',
  'go back and forward',
  'hide, and never come back',
  'navigate inside the application, then close',
  'a prerendered page that is shown, then closed',
  'a prerendered page that is never shown',
  'offline, then online again',
  'the collector answers 503, then not any more',
  'a slow link, then close',
] as const
export type WayToLeave = (typeof WAYS_TO_LEAVE)[number]

/** What of one way must arrive at least, and what must not. */
interface Expected {
  readonly views: number
  readonly clicks: number
}

const EXPECTED: Readonly<Partial<Record<WayToLeave, Expected>>> = {
  reload: { views: 2, clicks: 1 },
  'go back and forward': { views: 2, clicks: 1 },
  'navigate inside the application, then close': { views: 2, clicks: 1 },
  'a prerendered page that is never shown': { views: 0, clicks: 0 },
}

export const expectedOf = (way: WayToLeave): Expected => EXPECTED[way] ?? { views: 1, clicks: 1 }

/** A slow link: chosen, a phone far from its mast. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 20_000 }

export type Delivery = Awaited<ReturnType<typeof startDelivery>>

const pageWith = (origin: string, href: string) =>
  `<!doctype html><title>Delivery</title><script async src="${origin}/k/example.js"></script><a id="cta" href="${href}" data-cta="offerte">x</a>`

/** Built once for all ways. */
let snippetBuilt: ReturnType<typeof buildSnippet> | undefined

/** A site with the snippet and a collector that counts what arrives, per run: each run has an address of its own, so that many can
 *  go on at once. */
export async function startDelivery() {
  snippetBuilt ??= buildSnippet()
  const snippet = await snippetBuilt
  const collector = await startFakeCollector(() => snippet(ORDINARY_SITE))
  const elsewhere = await listen((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>elsewhere')
  })
  const answerWith = (url: string): string => {
    if (url === '/bare') return '<p>left'
    const out = url.startsWith('/out') ? `http://localhost:${elsewhere.port}/` : '/bare'
    return pageWith(collector.origin, url.startsWith('/stay') ? '#' : out)
  }
  const site = await listen((request, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(answerWith(request.url ?? ''))
  })
  const ofRun = (run: string) => collector.events().filter(({ url }) => url?.includes(run))
  const ids = (run: string, type: string) =>
    new Set(ofRun(run).flatMap((event) => (event.type === type ? event.id : []))).size
  return {
    collector,
    at: (path: string) => `http://127.0.0.1:${site.port}${path}`,
    /** What arrived of one run, each event once however often it came. */
    counted: (run: string) => ({
      views: ids(run, 'page_view'),
      clicks: ids(run, 'cta_click'),
      engagements: ids(run, 'engagement'),
    }),
    preflights: () => collector.arrived.filter(({ method }: Arrived) => method === 'OPTIONS').length,
    async close() {
      await collector.close()
      await site.close()
      await elsewhere.close()
    },
  }
}

const ready = (page: Page) => page.waitForFunction('window.koop?.q && Object.hasOwn(koop.q, "push")')

/** Makes each page that opens here one that is being prerendered until `show`. What the browser says of the tab that it really is in
 *  is kept from it until then. */
const prerender = (page: Page) =>
  page.addInitScript(() => {
    const really = Object.getOwnPropertyDescriptor(Document.prototype, 'hidden')!.get as () => boolean
    let shown = false
    Object.defineProperty(document, 'hidden', { get: () => !shown || really.call(document) })
    addEventListener('visibilitychange', (event) => shown || event.stopImmediatePropagation(), true)
    addEventListener('show', () => {
      shown = true
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    })
  })
const show = (page: Page) => page.evaluate(() => dispatchEvent(new Event('show')))
const hide = (page: Page) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  })

const click = (page: Page) => page.click('#cta', { noWaitAfter: true })

/** Waits in the page's time for an answer to everything that was asked. */
const arrived = async (delivery: Delivery, run: string, type: 'views' | 'clicks', count: number) => {
  for (let left = 1_000; left > 0 && delivery.counted(run)[type] < count; left--)
    await new Promise((done) => setTimeout(done, 10))
}

const network = async (page: Page): Promise<CDPSession> => {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  return session
}

type Leave = (page: Page, run: string, delivery: Delivery) => Promise<unknown>

/** What is done after the page has loaded. */
const LEAVE: Readonly<Record<WayToLeave, Leave>> = {
  'close the tab': async (page) => {
    await click(page)
    await page.close()
  },
  'follow the link': async (page) => {
    await click(page)
    await page.waitForURL(/\/bare$/)
  },
  'follow a link to another origin': async (page) => {
    await click(page)
    await page.waitForURL(/^http:\/\/localhost/)
  },
  reload: async (page) => {
    await click(page)
    await page.reload()
  },
  'go back and forward': async (page, _run, { at }) => {
    await click(page)
    await page.evaluate(() => history.go(-2)).catch(() => {}) // the answer may be cut off by the leaving
    await page.waitForURL(at('/bare'))
    await page.goForward()
  },
  'hide, and never come back': async (page) => {
    await click(page)
    await hide(page)
  },
  'navigate inside the application, then close': async (page, run) => {
    await click(page)
    await page.evaluate((path) => history.pushState(null, '', path), `/next/${run}`)
    await page.waitForTimeout(20)
    await page.close()
  },
  'a prerendered page that is shown, then closed': async (page) => {
    await show(page)
    await click(page)
    await page.close()
  },
  'a prerendered page that is never shown': async (page) => {
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')))
    await page.close()
  },
  'offline, then online again': async (page, run, delivery) => {
    const session = await network(page)
    await session.send('Network.emulateNetworkConditions', { ...SLOW, latency: 0, offline: true })
    await click(page)
    await page.waitForTimeout(50)
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    })
    await arrived(delivery, run, 'clicks', 1)
  },
  'the collector answers 503, then not any more': async (page, run, delivery) => {
    await arrived(delivery, run, 'views', 1)
    delivery.collector.refuse((body) => body.includes(run) && body.includes('"click"'), 503)
    await click(page)
    // The first answer is the refusal; the same event comes again by itself.
    for (let left = 1_000; left > 0 && delivery.collector.refused(run) < 1; left--)
      await page.waitForTimeout(10)
    await arrived(delivery, run, 'clicks', 1)
  },
  'a slow link, then close': async (page) => {
    const session = await network(page)
    await session.send('Network.emulateNetworkConditions', SLOW)
    await click(page)
    await page.close()
  },
}

/** Loads a page, clicks on its CTA and leaves.
 *  @returns the part of the address by which its events are known */
export async function leave(page: Page, way: WayToLeave, delivery: Delivery): Promise<string> {
  const run = randomUUID()
  if (way === 'go back and forward') await page.goto(delivery.at('/bare'))
  const kind = way === 'follow the link' ? 'in' : way.endsWith('another origin') ? 'out' : 'stay'
  await page.goto(delivery.at(`/${kind}/${run}`))
  if (way.startsWith('a prerendered')) await page.waitForFunction('window.koop?.q')
  else await ready(page)
  // Somebody looks at it, however short.
  await page.waitForTimeout(20)
  await LEAVE[way](page, run, delivery)
  return run
}

/** One way to leave, many times, `lanes` pages at once: each lane has a context of its own, which stays open, because closing it
 *  would cut off what is still under way.
 *  @returns how many of what must arrive did */
export async function leaveOften(browser: Browser, way: WayToLeave, times: number, lanes: number) {
  const delivery = await startDelivery()
  const runs: string[] = []
  let left = times
  const contexts: BrowserContext[] = []
  const lane = async () => {
    const context = await browser.newContext()
    contexts.push(context)
    let page: Page | undefined
    while (left-- > 0) {
      if (!page || page.isClosed()) {
        page = await context.newPage()
        if (way.startsWith('a prerendered')) await prerender(page)
      }
      runs.push(await leave(page, way, delivery))
    }
    await page?.close()
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  await settled(delivery)
  const sum = (type: 'views' | 'clicks' | 'engagements') =>
    runs.reduce((total, run) => total + delivery.counted(run)[type], 0)
  const result = {
    way,
    runs: runs.length,
    views: sum('views'),
    clicks: sum('clicks'),
    engagements: sum('engagements'),
    expectedViews: expectedOf(way).views * times,
    expectedClicks: expectedOf(way).clicks * times,
    preflights: delivery.preflights(),
  }
  for (const context of contexts) await context.close()
  await delivery.close()
  return result
}

/** Waits until nothing has arrived for a while: what is under way is there, what is lost is lost. */
async function settled({ collector }: Delivery): Promise<void> {
  for (let before = -1; before !== collector.arrived.length; ) {
    before = collector.arrived.length
    await new Promise((done) => setTimeout(done, 1_000))
  }
}

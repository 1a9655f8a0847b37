import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { launchChromium } from './support/chromium.ts'
import { listen, startFakeCollector } from './support/fake-collector.ts'
import { traceLoad } from './support/load-trace.ts'
import { ORDINARY_SITE } from './support/size.ts'
import { buildSnippet } from './support/snippet.ts'
import { PERSON } from './support/tracker-page.ts'

/** What the trace of a load must not show; how long things took is `bench/tracker-load.ts`'s to say. */

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium({ args: PERSON })
})
afterAll(() => browser?.close())

test.each(['k.core.js', 'k.js'] as const)('%s forces no layout, and the trace sees it', async (variant) => {
  const snippet = await buildSnippet(variant)
  const collector = await startFakeCollector(() => snippet(ORDINARY_SITE))
  const site = await listen((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(
      `<!doctype html><title>x</title><script async src="${collector.origin}/k/example.js"></script>`,
    )
  })
  const page = await browser.newPage()
  const url = `http://127.0.0.1:${site.port}/`
  const trace = await traceLoad(browser, page, { url, scripts: collector.origin, stacks: true })
  await page.close()
  await site.close()
  await collector.close()
  expect(trace.seen).toBeGreaterThan(0)
  expect(trace.forcedLayouts).toBe(0)
})

test.each(['k.core.js', 'k.js'] as const)('%s sends nothing before the page has loaded', async (variant) => {
  const snippet = await buildSnippet(variant)
  const collector = await startFakeCollector(() => snippet(ORDINARY_SITE))
  // A picture that takes long: it comes when the snippet has run, and nothing has been sent then.
  const sentBefore: number[] = []
  const site = await listen(async (request, response) => {
    if (request.url === '/slow.png') {
      await new Promise((done) => setTimeout(done, 1_000))
      sentBefore.push(collector.events().length)
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(
      `<!doctype html><title>x</title><script async src="${collector.origin}/k/example.js"></script><img src="/slow.png">`,
    )
  })
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${site.port}/`)
  await vi.waitFor(() => expect(collector.sent('page_view')).toHaveLength(1), 20_000)
  await page.close()
  await site.close()
  await collector.close()
  expect(sentBefore).toEqual([0])
})

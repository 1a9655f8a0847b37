import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

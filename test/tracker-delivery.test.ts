import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from './support/chromium.ts'
import { leave, startDelivery, WAYS_TO_LEAVE } from './support/delivery.ts'

/** A few of each way to leave; `bench/tracker-delivery.ts` does it by the hundred and prints the rates. */

const TIMES = 3
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium({ args: ['--disable-blink-features=AutomationControlled'] })
})
afterAll(() => browser?.close())

test.each(WAYS_TO_LEAVE)('%s: every page view and every click arrives', async (way) => {
  const delivery = await startDelivery()
  const context = await browser.newContext()
  for (let n = 0; n < TIMES; n++) {
    const page = await context.newPage()
    await leave(page, way, delivery)
    await page.close()
  }
  await delivery.settled()
  const { views, clicks, expectedViews } = delivery.counted(TIMES, way)
  expect({ views, clicks }).toEqual({ views: expectedViews, clicks: TIMES })
  await context.close()
  await delivery.close()
})

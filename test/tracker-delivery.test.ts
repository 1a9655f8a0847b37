import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from './support/chromium.ts'
import { leaveOften, WAYS_TO_LEAVE } from './support/delivery.ts'
import { PERSON } from './support/tracker-page.ts'

/** Twelve ways to leave a page, many times each; `npm run bench:delivery` does 500 and writes the rates down. */

/** What CI has time for; a release runs 500 (`bench/faults.ts`). */
const TIMES = Number(process.env.KOOP_LEAVES ?? 100)
/** Pages open at once: chosen, more do not go faster on two cores. */
const LANES = 4

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium({ args: PERSON })
})
afterAll(() => browser?.close())

test.each(WAYS_TO_LEAVE)(
  `%s, ${TIMES} times: every page view and every click arrives, and nobody is asked first`,
  async (way) => {
    const { runs, views, clicks, expectedViews, expectedClicks, preflights, engagements } = await leaveOften(
      browser,
      way,
      TIMES,
      LANES,
    )
    console.log(
      `${way}: views ${views} of ${expectedViews}, clicks ${clicks} of ${expectedClicks}, engagements ${engagements}`,
    )
    expect({ runs, views, clicks, preflights }).toEqual({
      runs: TIMES,
      views: expectedViews,
      clicks: expectedClicks,
      preflights: 0,
    })
  },
  60_000 + TIMES * 2_000,
)

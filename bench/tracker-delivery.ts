/** `npm run bench:delivery -- [times]`: leaves a page in twelve ways, many times each, in a real Chromium, and writes down how many of
 *  the page views, clicks and engagements arrived at a collector. */
import { launchChromium } from '../test/support/chromium.ts'
import { leaveOften, WAYS_TO_LEAVE } from '../test/support/delivery.ts'
import { describeMachine, keepResult } from './machine.ts'

const times = Number(process.argv[2] ?? 500)
const lanes = 4
const browser = await launchChromium({ args: ['--disable-blink-features=AutomationControlled'] })
const lines = [
  '# What arrives when a visitor leaves',
  '',
  ...describeMachine(['rollup', 'playwright-core']),
  `- Chromium ${browser.version()}, headless, ${lanes} pages at once; the collector on the same machine`,
  `- each way ${times} times: a page is loaded, a CTA clicked, the page left at once`,
  '- the headless shell has no prerendered pages: that way is made of the events that such a page sees',
  '- going back and forward loads the page again: the headless shell has no back/forward cache',
  '- a page view or click counts once, however often it came; "asked first" are preflights',
  '',
  '| way to leave | page views | clicks | engagements | asked first |',
  '|---|---:|---:|---:|---:|',
]
const percent = (count: number, of: number) =>
  of === 0 ? `${count} of 0` : `${count} of ${of} (${((100 * count) / of).toFixed(2)} %)`
const total = { views: 0, expectedViews: 0, clicks: 0, expectedClicks: 0 }
for (const way of WAYS_TO_LEAVE) {
  const one = await leaveOften(browser, way, times, lanes)
  total.views += one.views
  total.expectedViews += one.expectedViews
  total.clicks += one.clicks
  total.expectedClicks += one.expectedClicks
  const cells = [
    way,
    percent(one.views, one.expectedViews),
    percent(one.clicks, one.expectedClicks),
    percent(one.engagements, one.expectedViews),
    one.preflights,
  ]
  lines.push(`| ${cells.join(' | ')} |`)
  console.log(lines.at(-1))
}
await browser.close()
lines.push(
  '',
  `All ways: page views ${percent(total.views, total.expectedViews)}, clicks ${percent(total.clicks, total.expectedClicks)}.`,
)
keepResult('tracker-delivery', lines)

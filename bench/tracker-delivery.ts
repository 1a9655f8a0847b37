/** `npm run bench:delivery -- [times]`: leaves a page in several ways, many times each, in a real Chromium, and writes down how many of
 *  the page views, clicks and engagements arrived at a collector. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchChromium } from '../test/support/chromium.ts'
import { leave, startDelivery, WAYS_TO_LEAVE } from '../test/support/delivery.ts'
import { describeMachine } from './machine.ts'

const times = Number(process.argv[2] ?? 100)
const browser = await launchChromium({ args: ['--disable-blink-features=AutomationControlled'] })
const lines = [
  '# What arrives when a visitor leaves',
  '',
  ...describeMachine(['rollup', 'playwright-core']),
  `- Chromium ${browser.version()}, headless; the collector on the same machine`,
  `- each way ${times} times: a page is loaded, a CTA clicked, the page left at once`,
  '',
  '| way to leave | page views | clicks | engagements |',
  '|---|---:|---:|---:|',
]
for (const way of WAYS_TO_LEAVE) {
  const delivery = await startDelivery()
  // One context for all: closing it would cut off what is still under way.
  const context = await browser.newContext()
  for (let n = 0; n < times; n++) {
    const page = await context.newPage()
    await leave(page, way, delivery)
    await page.close()
  }
  await delivery.settled()
  await context.close()
  const { views, clicks, engagements, expectedViews } = delivery.counted(times, way)
  const percent = (count: number, of: number) => `${count} of ${of} (${((100 * count) / of).toFixed(1)} %)`
  lines.push(
    `| ${way} | ${percent(views, expectedViews)} | ${percent(clicks, times)} | ${percent(engagements, expectedViews)} |`,
  )
  console.log(lines.at(-1))
  await delivery.close()
}
await browser.close()
const name = `${new Date().toISOString().slice(0, 10)}-tracker-delivery.md`
writeFileSync(join(import.meta.dirname, 'results', name), `${lines.join('\n')}\n`)

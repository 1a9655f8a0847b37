import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runDemo } from '../test/support/demo-collector.ts'
import { launchPerson, newPerson } from '../test/support/person.ts'

/** Takes a picture of every page of the dashboard, from the demo public, in both languages: docs/screenshots. A few in the dark and
 *  on a phone as well. Usage: node scripts/screenshots.mjs [name ...]; KEEP_PNG=<folder> keeps them unpacked too. */

const folder = resolve(import.meta.dirname, '../docs/screenshots')
const wanted = process.argv.slice(2)

const VIEWS = ['now', 'overview', 'visitors', 'visitor', 'channels', 'content', 'site']
const DESKTOP = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const SHOTS = [
  ...VIEWS.flatMap((view) =>
    ['nl', 'en'].map((language) => ({ view, language, scheme: 'light', size: DESKTOP })),
  ),
  { view: 'overview', language: 'nl', scheme: 'dark', size: DESKTOP },
  { view: 'channels', language: 'nl', scheme: 'dark', size: DESKTOP },
  { view: 'overview', language: 'nl', scheme: 'light', size: PHONE },
  { view: 'now', language: 'nl', scheme: 'light', size: PHONE },
  { view: 'content', language: 'nl', scheme: 'light', size: PHONE },
]

const nameOf = ({ view, language, scheme, size }) =>
  [view, language, ...(scheme === 'dark' ? ['dark'] : []), ...(size === PHONE ? ['phone'] : [])].join('-')

/** A page is ready when its figures are there and its charts are drawn. */
async function settle(page) {
  await page.waitForSelector('main h1')
  await page.waitForFunction(() => document.querySelector('main')?.getAttribute('aria-busy') === null)
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.chart')].every(
      (one) => one.clientWidth === 0 || one.querySelector('svg'),
    ),
  )
}

/** Keeps a picture as WebP, a quarter of its size. The browser that took it also packs it. */
async function keep(name, png) {
  const page = await browser.newPage()
  const packed = await page.evaluate(async (data) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob())
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    canvas.getContext('2d').drawImage(picture, 0, 0)
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })
    return Array.from(new Uint8Array(await blob.arrayBuffer()))
  }, png.toString('base64'))
  await page.close()
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(packed))
  if (process.env.KEEP_PNG) writeFileSync(join(process.env.KEEP_PNG, `${name}.png`), png)
}

const demo = await runDemo()
const browser = await launchPerson()
mkdirSync(folder, { recursive: true })
try {
  for (const shot of SHOTS.filter((one) => wanted.length === 0 || wanted.includes(nameOf(one)))) {
    const context = await newPerson(browser, {
      viewport: shot.size,
      colorScheme: shot.scheme,
      locale: 'nl-NL',
    })
    const page = await context.newPage()
    await page.goto(await demo.loginLink())
    await settle(page)
    const where = shot.view === 'visitor' ? `visitor=${demo.koper}` : `view=${shot.view}`
    if (shot.view === 'now') await demo.beThere()
    await page.goto(`${demo.url}/dashboard/#site=${demo.site}&${where}&language=${shot.language}`)
    await page.waitForFunction((language) => document.documentElement.lang === language, shot.language)
    if (shot.view === 'now') await page.waitForSelector('[data-testid="live-visitor"]')
    await settle(page)
    await keep(nameOf(shot), await page.screenshot({ fullPage: true }))
    console.log(nameOf(shot))
    await context.close()
  }
} finally {
  await browser.close()
  await demo.close()
}

import { resolve } from 'node:path'
import { DAY, MINUTE } from '@koopsignaal/protocol'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ADMIN_TOKEN, type RunningCollector, runCollector } from './support/collector.ts'
import { launchPerson, openWatchedPage } from './support/person.ts'

/** Trying a model or a rule on the past, on the page Site, in both languages. */

const PROGRAM = resolve(import.meta.dirname, '../packages/collector/src/main.ts')

let collector: RunningCollector
let browser: Browser
let context: BrowserContext
let page: Page
let problems: readonly string[]

/** Some weeks of visitors: one in three reads about prices and orders; the others look around. */
async function fill(): Promise<void> {
  const start = Date.now() - 40 * DAY
  for (let v = 0; v < 60; v++) {
    const at = start + v * DAY * 0.6
    const isBuyer = v % 3 === 0
    const paths = isBuyer
      ? ['/vergelijken', '/prijzen', '/over-ons', '/contact']
      : ['/blog/natte-tuin', '/drainage', '/']
    const views = paths.map((path, i) => ({
      id: `event-${v}-${i}-view`,
      type: 'page_view',
      url: `https://example.nl${path}`,
      at: Math.round(at + i * MINUTE),
    }))
    const order = {
      id: `event-${v}-order`,
      type: 'conversion',
      name: 'order',
      at: Math.round(at + 9 * MINUTE),
    }
    const answer = await fetch(`${collector.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      body: JSON.stringify({
        site: 'demo',
        visitor: `bezoeker-${String(v).padStart(4, '0')}`,
        consent: 'granted',
        events: isBuyer ? [...views, order] : views,
      }),
    })
    expect(await answer.json()).toMatchObject({ dropped: [] })
  }
}

beforeAll(async () => {
  const [, tests] = process.argv
  // Back-tests run in a process of their own, of the program that was started.
  process.argv[1] = PROGRAM
  collector = await runCollector()
  process.argv[1] = tests!
  await fill()
  browser = await launchPerson()
})
afterAll(async () => {
  await browser?.close()
  await collector?.close()
})
beforeEach(async () => {
  ;({ context, page, problems } = await openWatchedPage(browser))
})
afterEach(() => context.close())

const outcome = () => page.getByTestId('backtest-outcome')

describe.each([
  {
    language: 'nl',
    title: 'Eerst proberen',
    said: 'Gezegd en uitgekomen: koopt in dit bezoek',
    pathMissing: 'Vul eerst een adres in.',
    noJson: 'Dat bestand is geen JSON.',
  },
  {
    language: 'en',
    title: 'Try it first',
    said: 'Said and come true: buys in this visit',
    pathMissing: 'Fill in an address first.',
    noJson: 'That file is no JSON.',
  },
])('in $language', ({ language, title, said, pathMissing, noJson }) => {
  beforeEach(async () => {
    await page.goto(await collector.loginLink())
    await page.getByTestId('in-short').waitFor()
    await page.getByTestId(`language-${language}`).click()
    await page.locator(`html[lang="${language}"]`).waitFor()
    await page.getByTestId('page-site').click()
    await page.getByTestId('run-backtest').waitFor()
  })
  afterEach(() => expect(problems).toEqual([]))

  it('tries another model: who would come out otherwise, the figures, and a plot of what came true', async () => {
    expect(await page.locator('h2#backtest').innerText()).toBe(title)
    await page.getByTestId('try-what').selectOption('content')
    await page.getByTestId('run-backtest').click()
    await page.getByTestId('backtest-segment').first().waitFor()
    expect(await page.getByTestId('backtest-segment').count()).toBe(3)
    expect(await page.getByTestId('backtest-head').count()).toBe(4)
    expect(await page.getByTestId('moved-row').count()).toBeGreaterThan(0)
    const text = await outcome().innerText()
    for (const shown of ['shop-1', 'content-1', said]) expect(text).toContain(shown)
    const plot = page.getByTestId('calibration-now')
    await plot.locator('svg path').first().waitFor({ state: 'attached' })
    // The figures stand beside the picture for who cannot see it.
    expect(await page.getByTestId('calibration-now-row').count()).toBeGreaterThan(1)
    const outOfSight = await outcome()
      .locator('.scroll:visible')
      .evaluateAll((all) => all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
    expect(outOfSight.length).toBeGreaterThan(2)
    expect(outOfSight.filter((more) => more > 0)).toEqual([])
  })

  it('tries a rule for a topic before the rules that there are', async () => {
    const shown = () => Promise.all(['#try-path', '#try-file'].map((one) => page.locator(one).isVisible()))
    expect(await shown()).toEqual([false, false])
    await page.getByTestId('try-what').selectOption('rule')
    expect(await shown()).toEqual([true, false])
    await page.locator('#try-path').fill('/drainage')
    await page.locator('#try-topic').selectOption('checkout')
    const asked = page.waitForRequest((request) => request.url().endsWith('/backtests'))
    await page.getByTestId('run-backtest').click()
    expect((await asked).postDataJSON()).toMatchObject({
      topicRules: [{ path: '/drainage', topic: 'checkout' }],
    })
    await page.getByTestId('backtest-segment').first().waitFor()
    expect(await collector.ask('/v1/sites/demo')).toMatchObject({ topicRules: [] })
  })

  it('says what is missing, and what a file is that is no model', async () => {
    const alert = outcome().getByRole('alert')
    await page.getByTestId('try-what').selectOption('rule')
    await page.getByTestId('run-backtest').click()
    await vi.waitFor(async () => expect(await alert.innerText()).toBe(pathMissing))
    await page.getByTestId('try-what').selectOption('file')
    const file = (text: string) => ({
      name: 'model.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    })
    await page.locator('#try-file').setInputFiles(file('no json'))
    await page.getByTestId('run-backtest').click()
    await vi.waitFor(async () => expect(await alert.innerText()).toBe(noJson))
    expect(problems).toEqual([])
  })

  it('fits a phone, results and all', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByTestId('run-backtest').click()
    await page.getByTestId('backtest-segment').first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})

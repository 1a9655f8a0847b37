import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { CostsAnswer, SegmentsAnswer, SiteAnswer } from '@koopsignaal/protocol'
import { PRIORS } from '@koopsignaal/scoring'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ADMIN_TOKEN, type RunningCollector, runCollector } from './support/collector.ts'
import { launchPerson, newPerson, openWatchedPage } from './support/person.ts'

/** The dashboard on the real collector, in both languages, with visitors who send what they should not. */

const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
const KOPER = 'koper-die-terugkomt'
const HACKER = 'bezoeker-met-script'

const HOSTILE_EVENTS = [
  {
    type: 'page_view',
    url: `https://example.nl/${encodeURIComponent(HOSTILE)}?utm_source=${encodeURIComponent(HOSTILE)}&utm_campaign=${encodeURIComponent(HOSTILE)}`,
    title: HOSTILE,
    item: HOSTILE,
    category: HOSTILE,
  },
  { type: 'cta_click', cta: HOSTILE },
  { type: 'search', query: HOSTILE },
  { type: 'feedback', question: HOSTILE, answer: HOSTILE },
  { type: 'custom', name: HOSTILE, props: { [HOSTILE]: HOSTILE } },
  { type: 'conversion', name: HOSTILE },
]

let collector: RunningCollector
let browser: Browser
let context: BrowserContext
let page: Page
let problems: readonly string[]

beforeAll(async () => {
  collector = await runCollector()
  await send(KOPER, [
    { type: 'page_view', url: 'https://example.nl/natte-tuin', referrer: 'https://www.google.nl/' },
    { type: 'page_view', url: 'https://example.nl/drainage-aanleggen', topic: 'solution' },
    { type: 'page_view', url: 'https://example.nl/vergelijken' },
    { type: 'page_view', url: 'https://example.nl/product/drainbuis', item: 'drainbuis', category: 'buizen' },
    { type: 'page_view', url: 'https://example.nl/product/drainbuis', item: 'drainbuis', category: 'buizen' },
    { type: 'page_view', url: 'https://example.nl/prijzen' },
    { type: 'page_view', url: 'https://example.nl/over-ons' },
    { type: 'cta_click', url: 'https://example.nl/prijzen', cta: 'offerte' },
    { type: 'form_start', url: 'https://example.nl/offerte', form: 'offerte' },
  ])
  // What is searched for is shown only when three people did.
  for (const hacker of [HACKER, `${HACKER}-2`, `${HACKER}-3`]) await send(hacker, HOSTILE_EVENTS)
  await ask('POST', 'saved-segments', { name: 'kwaad', label: HOSTILE, filters: { campaign: [HOSTILE] } })
  await ask('POST', 'tokens', { role: 'read', label: HOSTILE })
  await ask('PATCH', '', { topicRules: [{ path: `/${HOSTILE}`, topic: 'item' }] })
  await ask('PATCH', '', { goals: [{ conversion: HOSTILE, perMonth: 5 }] })
  const days = { from: '2026-11-01', to: '2026-11-30' }
  await ask('PUT', 'costs', {
    costs: [{ ...days, channel: 'ads', campaign: HOSTILE, amount: 300, currency: 'EUR' }],
  })
  const tooFew = { status: 'too_few' as const, positives: 2, needed: 5 }
  const figures = { now: tooFew, later: tooFew, borders: { status: 'too_few' } }
  const decided = {
    at: 1,
    decision: 'refused' as const,
    version: 'shop-1',
    reason: '',
    figures,
    model: PRIORS.shop,
  }
  await collector.store.decideModel('demo', decided, null)
  browser = await launchPerson()
})
afterAll(async () => {
  await browser?.close()
  await collector?.close()
})

/** Manages the site as its owner does. */
async function ask(method: string, path: string, body: object): Promise<void> {
  const answer = await fetch(`${collector.url}/v1/sites/demo${path && '/'}${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.ok, await answer.text()).toBe(true)
}

async function send(visitor: string, events: readonly Record<string, unknown>[]): Promise<void> {
  const answer = await fetch(`${collector.url}/v1/events`, {
    method: 'POST',
    headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0' },
    body: JSON.stringify({
      site: 'demo',
      visitor,
      consent: 'granted',
      events: events.map((event, i) => ({
        id: `${visitor}-${i}`,
        ago: (events.length - i) * 20_000,
        ...event,
      })),
    }),
  })
  expect(await answer.json()).toMatchObject({ accepted: events.length })
}

beforeEach(async () => {
  ;({ context, page, problems } = await openWatchedPage(browser))
})
afterEach(() => context.close())

const text = (id: string) => page.getByTestId(id).innerText()
const lineOf = (visitor: string) => page.locator(`a[href*="${visitor}"]`).first()
const shows = (id: string) => page.getByTestId(id).first().waitFor()

async function logIn(): Promise<void> {
  await page.goto(await collector.loginLink())
  await shows('in-short')
}

/** Goes to a page of the desk as its navigation does, and waits until it is drawn, charts included. */
async function goTo(view: string): Promise<void> {
  await page.getByTestId(`page-${view}`).click()
  await page.locator(`[data-testid="page-${view}"][aria-current="page"]`).waitFor()
  await vi.waitFor(async () => expect(await page.locator('main[aria-busy]').count()).toBe(0))
  for (const chart of await page.locator('.chart:visible').all()) await chart.locator('svg').waitFor()
}

describe('logging in', () => {
  it('works once with a printed link', async () => {
    const link = await collector.loginLink()
    await page.goto(link)
    await shows('in-short')
    expect((await context.cookies()).map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite }))).toEqual([
      { httpOnly: true, sameSite: 'Lax' },
    ])
    const other = await newPerson(browser)
    const elsewhere = await other.newPage()
    await elsewhere.goto(link)
    await elsewhere.getByText('npx koopsignaal login').waitFor()
    await other.close()
  })

  it('is over after logging out', async () => {
    await logIn()
    await page.getByTestId('log-out').click()
    await page.getByText('npx koopsignaal login').waitFor()
    await page.reload()
    await page.getByText('npx koopsignaal login').waitFor()
  })
})

describe.each([
  ['nl', /bezoekers/, /bekeek de prijzen/],
  ['en', /visitors/, /checked the prices/],
] as const)('in %s', (language, visitors, reason) => {
  beforeEach(async () => {
    await logIn()
    await page.getByTestId(`language-${language}`).click()
    await vi.waitFor(async () => expect(await text('totals')).toMatch(visitors))
  })
  afterEach(() => expect(problems).toEqual([]))

  it('shows how many are in each segment and why', async () => {
    expect(await text('visitors-koper')).toBe('1')
    const { totals } = await collector.ask<SegmentsAnswer>('/v1/sites/demo/segments')
    const others = Number(await text('visitors-passant')) + Number(await text('visitors-zoeker'))
    expect(others).toBe(totals.visitors - 1)
    await lineOf(KOPER).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
  })

  it('keeps its whole state in the address', async () => {
    await goTo('visitors')
    await page.getByTestId('filter-segment').selectOption('koper')
    await vi.waitFor(async () => expect(await lineOf(HACKER).count()).toBe(0))
    await page.goto(page.url())
    await page.reload()
    await shows('visitors')
    expect(await page.getByTestId('filter-segment').inputValue()).toBe('koper')
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
  })

  it('saves the list as it is filtered, in one answer, under the name of the site and its days', async () => {
    await goTo('visitors')
    await page.getByTestId('filter-segment').selectOption('koper')
    await vi.waitFor(async () => expect(await lineOf(HACKER).count()).toBe(0))
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).search))
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByTestId('csv').click()])
    expect(saved.suggestedFilename()).toMatch(/^koopsignaal-demo-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/)
    const [names, ...lines] = readFileSync(await saved.path(), 'utf8')
      .trimEnd()
      .split('\r\n')
    expect([names!.split(',')[0], lines.map((line) => line.split(',')[0])]).toEqual(['id', [KOPER]])
    expect(
      asked.map((search) => new URLSearchParams(search)).map((one) => [one.get('segment'), one.get('limit')]),
    ).toEqual([['koper', 'all']])
  })

  it('shows one visitor: the sum of the score, what would change it, and the journey', async () => {
    await goTo('visitors')
    await page.getByTestId('filter-segment').selectOption('koper')
    await vi.waitFor(async () => expect(await lineOf(HACKER).count()).toBe(0))
    await lineOf(KOPER).click()
    await shows('journey')
    expect(await text('score-sum')).toMatch(reason)
    expect(await page.getByTestId('journey-event').count()).toBe(9)
    const points = (await page.locator('[data-testid="contribution"] td:last-child').allInnerTexts()).map(
      toNumber,
    )
    const sum = points.reduce((total, one) => total + one, toNumber(await text('sum-base')))
    expect(sum).toBeCloseTo(toNumber(await text('sum-total')), 0)
  })

  it('shows what hostile visitors sent as text', async () => {
    await goTo('visitors')
    await lineOf(HACKER).click()
    await shows('journey')
    expect(await text('journey')).toContain('<img src=x')
    await staysText()
  })

  it.each(['now', 'overview', 'visitors', 'channels', 'content', 'site'])(
    'shows the page %s, with hostile text as text',
    async (view) => {
      await goTo(view)
      if (view === 'channels') await page.getByTestId('by-campaign').click()
      if (view === 'now') await shows('live-visitor')
      if (view !== 'overview') await page.getByText('<img src=x').first().waitFor({ state: 'attached' })
      expect(await page.locator('[data-testid$="-failed"]').allInnerTexts()).toEqual([])
      expect(await page.locator('h1').innerText()).not.toBe('')
      await staysText()
    },
  )

  it('gives the sentences of a decision about the model the width of a page', async () => {
    await goTo('site')
    await shows('decision-row')
    const sentences = page.getByTestId('decision-row').locator('li')
    const widths = await sentences.evaluateAll((all) =>
      all.map((one) => {
        const words = document.createRange()
        words.selectNodeContents(one)
        return words.getBoundingClientRect().width
      }),
    )
    expect(widths).toHaveLength(2)
    expect(Math.min(...widths)).toBeGreaterThan(200)
  })

  it('keeps a goal and a cost that are typed in', async () => {
    const goal = `doel-${language}`
    await goTo('site')
    await page.getByTestId('add-goal').click()
    const row = page.getByTestId('goal-row').last()
    await row.locator('input[name="conversion"]').fill(goal)
    await row.locator('input[name="perMonth"]').fill('12')
    await page.getByTestId('save-goals').click()
    await shows('notice')
    const { goals } = await collector.ask<SiteAnswer>('/v1/sites/demo')
    expect(goals).toContainEqual({ conversion: goal, perMonth: 12 })
    await goTo('channels')
    const typed = { from: '2026-10-01', to: '2026-10-31', source: `bron-${language}`, amount: '19.95' }
    for (const [name, value] of Object.entries(typed)) await page.getByTestId(`cost-${name}`).fill(value)
    await page.getByTestId('save-cost').click()
    await shows('notice')
    const { costs } = await collector.ask<CostsAnswer>(`/v1/sites/demo/costs?source=bron-${language}`)
    expect(costs).toMatchObject([{ from: '2026-10-01', to: '2026-10-31', channel: 'ads', amount: 19.95 }])
  })

  it('shows who arrives while one is looking', async () => {
    await goTo('now')
    await shows('live-visitor')
    const somebody = `nieuw-${language}-${Date.now()}`
    expect(await lineOf(somebody).count()).toBe(0)
    await send(somebody, [{ type: 'page_view', url: 'https://example.nl/prijzen' }])
    await lineOf(somebody).waitFor()
    expect(await text('line')).toBe('Live')
  })
})

/** Nothing of what visitors sent became an element or ran. */
async function staysText(): Promise<void> {
  expect(await page.locator('img[src="x"]').count()).toBe(0)
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined()
}

describe('on a phone', () => {
  it.each(['now', 'overview', 'visitors', 'channels', 'content', 'site'])(
    'the page %s fits the width',
    async (view) => {
      await page.setViewportSize({ width: 390, height: 844 })
      await logIn()
      await goTo(view)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      const inside = await page
        .locator('.scroll:has(> .is-wide):visible')
        .evaluateAll((all) => all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
      expect(inside.filter((more) => more > 0)).toEqual([])
      if (view === 'content') expect(inside.length).toBeGreaterThan(0)
    },
  )
})

describe('erasing', () => {
  it('asks first, and then the visitor is gone', async () => {
    await send('bezoeker-die-weg-wil', [{ type: 'page_view', url: 'https://example.nl/' }])
    await logIn()
    await goTo('visitors')
    await lineOf('bezoeker-die-weg-wil').click()
    await page.getByTestId('erase').click()
    await page.getByTestId('erase-confirm').click()
    await vi.waitFor(async () => {
      expect(await collector.store.visitor({ site: 'demo', visitor: 'bezoeker-die-weg-wil' })).toBeNull()
    })
  })
})

/** A number as either language writes it. */
function toNumber(shown: string): number {
  return Number(
    shown
      .replace(',', '.')
      .replace('−', '-')
      .replace(/[^\d.-]/g, ''),
  )
}

describe('what the page loads', () => {
  it('is small before the first chart, and the charts come by themselves', async () => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await logIn()
    await goTo('visitors')
    await page.reload()
    await shows('visitors')
    const first = new Set(asked.slice(asked.lastIndexOf('/dashboard/')))
    expect(first).toContain('/dashboard/app.js')
    expect(first).not.toContain('/dashboard/charts.js')
    const read = (name: string) =>
      readFileSync(resolve(import.meta.dirname, '../packages/dashboard/dist', name))
    const code = ['index.html', 'app.css', 'app.js'].map((name) => brotliCompressSync(read(name)).length)
    expect(code.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000)
    await goTo('overview')
    expect(asked).toContain('/dashboard/charts.js')
  })
})

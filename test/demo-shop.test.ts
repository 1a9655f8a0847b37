import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type RunningCollector, runCollector } from './support/collector.ts'
import { launchPerson, openWatchedPage } from './support/person.ts'

/** A walk through the example sites, as `npm start` serves them. */

let collector: RunningCollector
let browser: Browser
let context: BrowserContext
let page: Page
let problems: readonly string[]

beforeAll(async () => {
  collector = await runCollector()
  browser = await launchPerson()
})
afterAll(async () => {
  await browser?.close()
  await collector?.close()
})
beforeEach(async () => {
  ;({ context, page, problems } = await openWatchedPage(browser))
})
afterEach(async () => {
  await context.close()
  expect(problems).toEqual([])
})

const open = (path: string) => page.goto(`${collector.url}/demo/${path}`, { referer: page.url() })
const says = (text: RegExp) =>
  vi.waitFor(async () => expect(await page.locator('body').innerText()).toMatch(text), 10_000)

async function consent(): Promise<void> {
  await open('')
  await page.getByRole('button', { name: 'Ja, volg mijn stappen' }).click()
  await vi.waitFor(async () => expect(await context.cookies()).toHaveLength(1))
}

describe('the demo shop', () => {
  it('puts nothing on the device before the visitor has said yes', async () => {
    await open('')
    await open('problemen/natte-tuin.html')
    expect(await context.cookies()).toEqual([])
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
  })

  it('shows a visitor climb from passant through zoeker to koper', async () => {
    await consent()
    await open('problemen/natte-tuin.html')
    await says(/passant\s+\d+/)
    await open('oplossingen/drainage-aanleggen.html')
    await open('vergelijken.html')
    await says(/zoeker\s+\d+/)
    await open('producten/drainbuis-80-kokos.html')
    await open('producten/drainbuis-80-kokos.html')
    await open('prijzen.html')
    await open('over-ons.html')
    await open('offerte.html')
    await says(/koper\s+\d+/)
    await says(/bekeek de prijzen/)
  })

  it('leaves somebody who looks at the vacancies a passant', async () => {
    await consent()
    await open('vacatures.html')
    await open('over-ons.html')
    await says(/passant\s+\d+/)
  })

  it('forgets the visitor when consent is withdrawn', async () => {
    await consent()
    await open('prijzen.html')
    const [cookie] = await context.cookies()
    const key = { site: 'demo', visitor: cookie!.value }
    await vi.waitFor(async () => expect(await collector.store.visitor(key)).not.toBeNull())
    await page.getByRole('button', { name: 'Trek in en wis mijn gegevens' }).click()
    await vi.waitFor(async () => expect(await collector.store.visitor(key)).toBeNull())
    expect(await context.cookies()).toEqual([])
  })

  it('records an order with its value', async () => {
    await consent()
    await open('producten/drainbuis-80-kokos.html')
    await page.getByRole('link', { name: 'In winkelwagen' }).first().click()
    await page.waitForURL(/winkelwagen/)
    await open('bestellen.html')
    for (const [label, text] of [
      ['Naam', 'Jan Jansen'],
      ['Straat en huisnummer', 'Dorpsstraat 1'],
      ['Postcode', '1234 AB'],
      ['Plaats', 'Ons Dorp'],
      ['E-mailadres', 'jan@example.nl'],
    ] as const) {
      await page.getByLabel(label, { exact: true }).fill(text)
    }
    await page.getByRole('button', { name: 'Bestelling plaatsen' }).click()
    await vi.waitFor(() => {
      const order = [...collector.store.events('demo')].find(({ type }) => type === 'conversion')
      expect(order?.detail).toMatchObject({
        name: 'order',
        currency: 'EUR',
        value: expect.any(Number) as number,
      })
    }, 10_000)
  })
})

describe('the single-page app', () => {
  it('counts each view of the app once and can be opened at any of its addresses', async () => {
    await page.goto(`${collector.url}/demo-spa/tents`)
    await page.goto(`${collector.url}/demo-spa/`)
    await page
      .getByRole('link')
      .filter({ hasText: /compare/i })
      .first()
      .click()
    await vi.waitFor(() => {
      const paths = [...collector.store.events('spa')]
        .filter(({ type }) => type === 'page_view')
        .map(({ path }) => path)
      expect(paths).toEqual(['/demo-spa/tents', '/demo-spa/', '/demo-spa/compare'])
    }, 10_000)
  })
})

describe('the services site', () => {
  it('is served with its own tag', async () => {
    await page.goto(`${collector.url}/demo-services/`)
    await vi.waitFor(() => {
      const [view] = [...collector.store.events('services')]
      expect(view).toMatchObject({ type: 'page_view', path: '/demo-services/', consent: 'cookieless' })
    }, 10_000)
  })
})

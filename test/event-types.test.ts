import { EVENT_TYPES, type Event, type EventType } from '@koopsignaal/protocol'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { newSite } from '../packages/collector/src/sites.ts'
import { type RunningCollector, runCollector } from './support/collector.ts'
import { listen } from './support/fake-collector.ts'
import { launchPerson, newPerson } from './support/person.ts'

/** Both ends meet: the snippet sends it from a real page, the database has it, nothing is dropped. */

let collector: RunningCollector
let browser: Browser
let context: BrowserContext
let page: Page
let pages: Awaited<ReturnType<typeof listen>>

const QUEUE = 'window.koop=window.koop||function(){(koop.q=koop.q||[]).push(arguments)}'
/** A page of the site; with the small snippet instead where the address asks for it: the first tag of a page is the only one. */
const html = (
  url = '/',
) => `<!doctype html><title>Natte tuin</title><meta name="koop:topic" content="problem">
<meta name="koop:item" content="drainbuis-80"><meta name="koop:category" content="buizen">
<script>${QUEUE};koop('consent','granted')</script>${url === '/klein' ? '' : `<script async src="${collector.url}/k/meeting.js"></script>`}
<a id="cta" href="#offerte" data-cta="offerte"><svg width="20" height="20"><rect width="20" height="20"/></svg>Offerte</a>
<a id="download" href="/prijslijst.pdf">Prijslijst</a><a id="outbound" href="http://localhost:1/elders">Elders</a>
<form id="form" name="vraag" action="/bedankt"><input id="input"><button>Stuur</button></form><div style="height:3000px"></div>`

beforeAll(async () => {
  collector = await runCollector()
  await collector.store.putSite(newSite({ id: 'meeting', domains: ['127.0.0.1'] }, Date.now()))
  pages = await listen((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(html(request.url))
  })
  browser = await launchPerson()
})
afterAll(async () => {
  await browser?.close()
  await pages?.close()
  await collector?.close()
})

const known = new Set<string>()
beforeEach(async () => {
  for (const event of collector.store.events('meeting')) known.add(event.id)
  context = await newPerson(browser)
  page = await context.newPage()
  await page.goto(
    `http://127.0.0.1:${pages.port}/natte-tuin?utm_source=nieuwsbrief&utm_medium=email&secret=1`,
  )
  await stored('page_view')
})
afterEach(() => context.close())

function stored(type: EventType): Promise<Event> {
  return vi.waitFor(
    () => {
      const found = [...collector.store.events('meeting')].find(
        (event) => event.type === type && !known.has(event.id),
      )
      expect(found, `a ${type} in the database`).toBeDefined()
      return found!
    },
    { timeout: 10_000, interval: 50 },
  )
}

const call = (...args: unknown[]) =>
  page.evaluate((given) => (window as unknown as { koop: (...a: unknown[]) => void }).koop(...given), args)

/** What a person does, and what must then be in the database. */
const DEEDS: Readonly<Record<EventType, { do: () => Promise<unknown>; is: Partial<Event> }>> = {
  page_view: {
    do: async () => {},
    is: {
      consent: 'granted',
      path: '/natte-tuin',
      title: 'Natte tuin',
      topic: 'problem',
      item: 'drainbuis-80',
      category: 'buizen',
      bot: null,
      device: 'desktop',
      browser: 'Chrome',
      source: {
        channel: 'email',
        source: 'nieuwsbrief',
        medium: 'email',
        campaign: null,
        term: null,
        content: null,
      },
    },
  },
  cta_click: { do: () => page.click('#cta rect'), is: { detail: { cta: 'offerte' } } },
  engagement: {
    do: async () => {
      await page.mouse.move(10, 10)
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
      await page.waitForTimeout(300)
      await page.close({ runBeforeUnload: false })
    },
    is: { detail: { engagedMs: expect.any(Number) as number, scrollPercent: 100 } },
  },
  search: {
    do: () => call('search', { query: 'drainage', results: 12 }),
    is: { detail: { query: 'drainage', results: 12 } },
  },
  form_start: { do: () => page.click('#input'), is: { detail: { form: 'vraag' } } },
  form_submit: {
    do: async () => {
      await page.fill('#input', 'geheim@example.nl')
      await page.click('button')
    },
    is: { detail: { form: 'vraag' } },
  },
  outbound_click: {
    do: () => page.click('#outbound', { noWaitAfter: true }),
    is: { detail: { href: 'localhost/elders' } },
  },
  download: {
    do: () => page.click('#download', { noWaitAfter: true }),
    is: { detail: { href: '127.0.0.1/prijslijst.pdf' } },
  },
  conversion: {
    do: () => call('conversion', { name: 'order', value: 129.95, currency: 'EUR' }),
    is: { detail: { name: 'order', value: 129.95, currency: 'EUR' } },
  },
  feedback: {
    do: () =>
      call('feedback', { question: 'Hoe vond u ons?', answer: 'Via de buren, bel 06-12345678', rating: 5 }),
    is: { detail: { question: 'Hoe vond u ons?', answer: 'Via de buren, bel [phone]', rating: 5 } },
  },
  custom: {
    do: () => call('event', 'video_played', { percent: 50 }),
    is: { detail: { name: 'video_played', props: { percent: 50 } } },
  },
}

describe('what a page sends', () => {
  it.each(EVENT_TYPES)('has %s in the database, as it happened', async (type) => {
    if (type !== 'page_view') for (const { id } of collector.store.events('meeting')) known.add(id)
    await DEEDS[type].do()
    expect(await stored(type)).toMatchObject(DEEDS[type].is)
    // What outlives its page leaves under the browser's own name, and not the one that it is given here: it is listed as a program's.
    const drops = await collector.store.drops('meeting', 50)
    expect(drops.filter(({ reason }) => reason !== 'bot')).toEqual([])
  })

  it('keeps nothing of what was typed or of the rest of the query', async () => {
    await DEEDS.form_submit.do()
    await stored('form_submit')
    const all = JSON.stringify([...collector.store.events('meeting')])
    expect(all).not.toContain('geheim')
    expect(all).not.toContain('secret')
  })

  it('knows a visitor again across pages after consent, and counts the visit once', async () => {
    await page.goto(`http://127.0.0.1:${pages.port}/prijzen`)
    const [cookie] = await context.cookies()
    await vi.waitFor(async () => {
      const visitor = await collector.ask<{ pageViews: number; visits: number }>(
        `/v1/sites/meeting/visitors/${cookie!.value}`,
      )
      expect(visitor).toMatchObject({ pageViews: 2, visits: 1 })
    })
  })

  it('tells the page what its visitor is, and shows the visitor everything', async () => {
    const segment = await page.evaluate(
      () =>
        new Promise((resolve) =>
          (window as unknown as { koop: (...a: unknown[]) => void }).koop('segment', resolve),
        ),
    )
    expect(segment).toMatchObject({
      segment: 'passant',
      phase: 'latent',
      score: expect.any(Number) as number,
    })
    const me = await page.evaluate(
      () =>
        new Promise((resolve) =>
          (window as unknown as { koop: (...a: unknown[]) => void }).koop('me', resolve),
        ),
    )
    expect(me).toMatchObject({
      site: 'meeting',
      visits: [{ events: [{ type: 'page_view', path: '/natte-tuin' }] }],
    })
  })

  it('erases in the page and on the server when consent is withdrawn', async () => {
    const [cookie] = await context.cookies()
    await call('consent', 'withdrawn')
    expect(await context.cookies()).toEqual([])
    await vi.waitFor(async () => {
      expect(await collector.store.visitor({ site: 'meeting', visitor: cookie!.value })).toBeNull()
    })
  })

  it('sends views, clicks and engagement with the small snippet too, and keeps nothing on the device', async () => {
    await collector.store.putSite(
      newSite({ id: 'small', domains: ['127.0.0.1'], variant: 'core' }, Date.now()),
    )
    const fresh = await newPerson(browser)
    const other = await fresh.newPage()
    await other.goto(`http://127.0.0.1:${pages.port}/klein`)
    await other.evaluate((src) => {
      const tag = document.createElement('script')
      tag.src = src
      document.head.append(tag)
    }, `${collector.url}/k/small.js`)
    await vi.waitFor(() => expect([...collector.store.events('small')]).toHaveLength(1), 10_000)
    await other.click('#cta rect')
    await vi.waitFor(() => {
      const [view, click] = [...collector.store.events('small')]
      expect(view).toMatchObject({ type: 'page_view', path: '/klein', consent: 'cookieless' })
      expect(click).toMatchObject({ type: 'cta_click', detail: { cta: 'offerte' } })
    }, 10_000)
    await fresh.close()
  })
})

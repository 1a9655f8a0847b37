import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TrackerSettings, WireEvent } from '@koopsignaal/protocol'
import type { Browser, BrowserContext, Cookie, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'
import { launchChromium } from './chromium.ts'
import { listen, startFakeCollector } from './fake-collector.ts'
import { buildSnippet } from './snippet.ts'

/** The line of the documentation that keeps calls made before the script is there. */
export const STUB = 'window.koop=window.koop||function(){(koop.q=koop.q||[]).push(arguments)}'

/** A browser that does not say that a program drives it. */
export const PERSON = ['--disable-blink-features=AutomationControlled']

const SITES: Record<string, Omit<TrackerSettings, 'site'>> = {
  example: { consent: 'cookieless', hashRouting: false, queryRouting: false },
  silent: { consent: 'off', hashRouting: false, queryRouting: false },
  small: { consent: 'cookieless', hashRouting: false, queryRouting: false },
  hashed: { consent: 'cookieless', hashRouting: true, queryRouting: false },
  queried: { consent: 'cookieless', hashRouting: false, queryRouting: true },
}

/** What the browser keeps for a page. */
export interface OnDevice {
  readonly cookies: Cookie[]
  readonly rest: { readonly local: number; readonly session: number; readonly databases: number }
}

/** What it keeps without consent. */
export const NOTHING: OnDevice = { cookies: [], rest: { local: 0, session: 0, databases: 0 } }

type Sent<Type extends WireEvent['type']> = Extract<WireEvent, { type: Type }>[]
type Collector = Awaited<ReturnType<typeof startFakeCollector>>

/** A page with the built snippet, on a site of its own, and the collector that keeps what arrives. */
class TrackerPage {
  page!: Page
  context!: BrowserContext
  collector!: Collector
  /** What the site answers to every address but /bare…. */
  html = ''
  headers: Record<string, string> = {}
  /** Answers by path, for what is not the page. */
  files: Record<string, string> = {}
  /** Errors that reached the page. */
  problems: string[] = []
  /** How often the snippet was asked for. */
  served = 0
  port = 0

  at(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`
  }
  src(id = 'example'): string {
    return `${this.collector.origin}/k/${id}.js`
  }
  tag(id = 'example'): string {
    return `<script async src="${this.src(id)}"></script>`
  }
  pageWith({ id = 'example', head = '', body = '', tag = this.tag(id) } = {}): string {
    return `<!doctype html><title>Drainage</title>${head}${tag}<script>${STUB}</script><body>${body}`
  }
  async newPage(inside = this.context): Promise<Page> {
    const opened = await inside.newPage()
    opened.on('pageerror', (error) => this.problems.push(String(error)))
    return opened
  }
  /** Waits until this many events of a type have arrived. */
  arrival<Type extends WireEvent['type']>(type: Type, count = 1): Promise<Sent<Type>> {
    const arrived = () => {
      const events = this.collector.sent(type)
      expect(events.length).toBeGreaterThanOrEqual(count)
      return events
    }
    return vi.waitFor(arrived, { timeout: 20_000, interval: 10 })
  }
  koop(...call: unknown[]): Promise<unknown> {
    const say = (args: unknown[]) => (window as unknown as { koop(...a: unknown[]): void }).koop(...args)
    return this.page.evaluate(say, call)
  }
  /** Waits until the snippet answers calls. */
  async ready(): Promise<void> {
    await this.page.waitForFunction('window.koop?.q && Object.hasOwn(koop.q, "push")')
  }
  /** Sends one last event and waits for it: what was sent before has arrived then, and nothing else was sent. */
  async everything(): Promise<WireEvent[]> {
    const before = this.collector.sent('custom').length
    await this.koop('event', 'the end')
    await this.arrival('custom', before + 1)
    return this.collector.events().filter(({ type }) => type !== 'custom')
  }
  async onDevice(): Promise<OnDevice> {
    const rest = await this.page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
    }))
    return { cookies: await this.context.cookies(), rest }
  }
}

/** For the tests of one file: a real Chromium; each test gets a fresh page and collector. */
export function trackerPage(): TrackerPage {
  const it = new TrackerPage()
  let browser: Browser
  let site: Awaited<ReturnType<typeof listen>>
  let snippet: Awaited<ReturnType<typeof buildSnippet>>
  let small: typeof snippet

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    // A script that holds the page up until the snippet is there.
    if (request.url === '/slow.js') await vi.waitFor(() => expect(it.served).toBeGreaterThan(0), 20_000)
    const script = request.url === '/slow.js' ? ' ' : it.files[request.url ?? '']
    const type = script === undefined ? 'text/html; charset=utf-8' : 'text/javascript'
    response.writeHead(200, { 'content-type': type, ...it.headers })
    response.end(script ?? (request.url?.startsWith('/bare') ? '<p>elsewhere' : it.html))
  }

  beforeAll(async () => {
    snippet = await buildSnippet()
    small = await buildSnippet('k.core.js')
    browser = await launchChromium({ args: PERSON })
    site = await listen(answer)
    it.port = site.port
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })
  beforeEach(async () => {
    it.served = 0
    it.collector = await startFakeCollector((id) => {
      it.served++
      return (id === 'small' ? small : snippet)({ site: id, ...SITES[id]! })
    })
    it.headers = {}
    it.files = {}
    it.problems = []
    it.html = it.pageWith()
    it.context = await browser.newContext()
    it.page = await it.newPage()
  })
  afterEach(async () => {
    await it.context?.close()
    await it.collector?.close()
  })
  return it
}

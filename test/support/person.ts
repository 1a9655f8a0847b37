import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchChromium } from './chromium.ts'

/** A current Chrome on Linux: headless Chromium says what it is, and the collector would rightly take it for a program. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'

/** A browser that does not say that a program drives it. */
export function launchPerson(): Promise<Browser> {
  return launchChromium({ args: ['--disable-blink-features=AutomationControlled'] })
}

/** Somebody new: nothing on the device yet. */
export function newPerson(browser: Browser, options: { locale?: string } = {}): Promise<BrowserContext> {
  return browser.newContext({ userAgent: USER_AGENT, ...options })
}

/** A page of somebody new, with everything that goes wrong in it. */
export interface WatchedPage {
  readonly context: BrowserContext
  readonly page: Page
  /** What was thrown, or said on the console as an error. */
  readonly problems: readonly string[]
}

export async function openWatchedPage(browser: Browser): Promise<WatchedPage> {
  const problems: string[] = []
  const context = await newPerson(browser, { locale: 'nl-NL' })
  const page = await context.newPage()
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  return { context, page, problems }
}

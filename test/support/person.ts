import type { Browser, BrowserContext } from 'playwright-core'
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

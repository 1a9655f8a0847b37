import type { Tell } from './answers.ts'
import { listen } from './listen.ts'

declare global {
  interface Window {
    Cookiebot?: { readonly hasResponse?: boolean; readonly consent?: { readonly statistics?: boolean } }
  }
}

/** Reads Cookiebot's category "statistics": at once where the visitor has answered before, and with each answer.
 *  Source: cookiebot.com/en/developer, seen 2026-11-22. */
export function readCookiebot(tell: Tell): void {
  const read = () => {
    const { hasResponse, consent } = window.Cookiebot ?? {}
    if (hasResponse && consent) tell(consent.statistics ? 'granted' : 'denied')
  }
  for (const type of ['CookiebotOnConsentReady', 'CookiebotOnAccept', 'CookiebotOnDecline'])
    listen(window, type, read)
  read()
}

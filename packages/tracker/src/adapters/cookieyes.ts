import type { Tell } from './answers.ts'
import { listen } from './listen.ts'

/** What `getCkyConsent()` and the event `cookieyes_banner_load` say. */
interface CookieYesState {
  readonly isUserActionCompleted?: boolean
  readonly categories?: { readonly analytics?: boolean }
}

declare global {
  interface Window {
    getCkyConsent?: () => CookieYesState
  }
}

/** Reads CookieYes' category "analytics": at once where the visitor has answered before, and with each answer.
 *  Source: cookieyes.com/documentation, "Retrieving consent data using getCkyConsent()", "Events on cookie banner load" and "Events on
 *  consent update", seen 2026-11-22. */
export function readCookieYes(tell: Tell): void {
  const read = (state: CookieYesState | undefined) => {
    if (state?.isUserActionCompleted) tell(state.categories?.analytics ? 'granted' : 'denied')
  }
  listen(document, 'cookieyes_banner_load', (detail) => read(detail as CookieYesState))
  listen(document, 'cookieyes_consent_update', (detail) => {
    const { accepted } = detail as { accepted: readonly string[] }
    tell(accepted.includes('analytics') ? 'granted' : 'denied')
  })
  read(window.getCkyConsent?.())
}

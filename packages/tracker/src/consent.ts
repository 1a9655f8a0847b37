import type { ConsentMode } from '@koopsignaal/protocol'
import { newId } from './new-id.ts'

declare global {
  interface Navigator {
    readonly globalPrivacyControl?: boolean
  }
}

/** Global Privacy Control or Do Not Track: nothing above `count`, whatever the page asks. The small build keeps nothing on the
 *  device; there the collector alone reads them, from the request. */
const refused = !KOOP_CORE && (navigator.globalPrivacyControl || navigator.doNotTrack === '1')

/** What holds without a yes; '' is off. Saying no never allows more than saying nothing. */
let otherwise = refused ? KOOP_CONSENT && 'count' : KOOP_CONSENT

/** The random id of a visitor who agreed: here, in another tab, or in the last 180 days. The cookie alone remembers it, so what
 *  holds in one tab holds in all. Under a refusal, and where there are no cookies, nobody has one. */
export const visitor = (): string | undefined =>
  (refused ? '' : document.cookie).match(/\bkoop=(\d{9,})/)?.[1]

/** What the visitor allows now; '' is nothing. */
export const mode = (): ConsentMode | '' => (!KOOP_CORE && visitor() ? 'granted' : otherwise)

/** Gives the visitor an id, unless there is one: its 180 days count from the visitor's yes. */
export const grant = (): void => {
  if (!refused && !visitor())
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on pages without https
    document.cookie = `koop=${newId()};path=/;samesite=lax;max-age=${180 * 86_400}`
}

/** Takes the id off the device at once. */
export const revoke = (): void => {
  // biome-ignore lint/suspicious/noDocumentCookie: as above
  document.cookie = `koop=;path=/;samesite=lax;max-age=${0}`
  otherwise &&= 'count'
}

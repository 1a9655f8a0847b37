import type { ConsentMode } from '@koopsignaal/protocol'
import { guard } from './guard.ts'
import { randomId } from './random-id.ts'

declare global {
  interface Navigator {
    readonly globalPrivacyControl?: boolean
  }
}

/** Global Privacy Control or Do Not Track: nothing above `count`, whatever the page asks. */
const refused = navigator.globalPrivacyControl || navigator.doNotTrack === '1'
/** Saying no never allows more than saying nothing: a site that is `off` by default stays off. */
const least = KOOP_CONSENT === 'off' ? 'off' : 'count'

const storedVisitor = (): string => {
  try {
    return document.cookie.match(/(?:^|; )koop=(\w{32})/)![1]!
  } catch {
    return '' // no cookie, or a page that may not have any
  }
}

const store = guard((visitor: string, seconds: number) => {
  // 'https:' has a sixth character, 'http:' has not; a browser refuses a Secure cookie on http.
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on pages without https
  document.cookie = `koop=${visitor};path=/;samesite=lax;max-age=${seconds}${location.protocol[5] ? ';secure' : ''}`
})

/** The random id of a visitor who agreed; '' for everybody else. It is there only after `grant`, on this page or on one of
 *  the last 180 days. */
export let visitor = refused ? '' : storedVisitor()

/** What the visitor allows now. */
export let mode: ConsentMode = visitor ? 'granted' : refused ? least : KOOP_CONSENT

/** True when `grant` would change something: not under GPC or DNT, and not twice. */
export const canGrant = (): boolean => !refused && !visitor

/** Gives the visitor an id from now on. Where cookies are forbidden it lives as long as the page. */
export const grant = (): void => {
  mode = 'granted'
  // Another tab may have been first. Its cookie is not renewed: 180 days count from the visitor's yes.
  visitor = storedVisitor()
  if (!visitor) {
    visitor = randomId()
    store(visitor, 180 * 86_400)
  }
}

/** Takes the id off the device at once.
 *  @returns the id that is gone, '' when there was none */
export const revoke = (): string => {
  const gone = visitor || storedVisitor()
  visitor = ''
  mode = least
  store('', 0)
  return gone
}

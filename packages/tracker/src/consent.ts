import type { ConsentMode } from '@koopsignaal/protocol'
import { newId } from './new-id.ts'

declare global {
  interface Navigator {
    readonly globalPrivacyControl?: boolean
  }
}

/** Global Privacy Control or Do Not Track: nothing above `count`, whatever the page asks. */
export const refused: unknown =
  !KOOP_CORE && (navigator.globalPrivacyControl || (navigator.doNotTrack as unknown as number) > 0)

/** What holds without a yes. Saying no never allows more than saying nothing. */
let otherwise: ConsentMode = KOOP_CONSENT

/** The random id of a visitor who agreed: here, in another tab, or in the last 180 days. The cookie alone remembers it, so what
 *  holds in one tab holds in all. It is ours only where nothing stands before its name: `laatste-koop` is another's. Where there
 *  are no cookies, nobody has one.
 *  @throws SecurityError in a sandboxed frame, which therefore is not counted */
export const visitor = (): string | undefined => /(^|; )koop=(\d{9,})/.exec(document.cookie)?.[2]

/** What the visitor allows now; `off` only in the build for sites that are off. */
export const mode = (): ConsentMode => (visitor() ? 'granted' : otherwise)

/** Gives the visitor an id, unless there is one: its 180 days count from the visitor's yes. */
export const grant = (): void => {
  if (!visitor())
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on pages without https
    // biome-ignore lint/style/useTemplate: apart, the texts are packed smaller
    document.cookie = 'koop=' + newId() + ';path=/;max-age=' + 180 * 86_400
}

/** Takes the id off the device at once. */
export const revoke = (): void => {
  // biome-ignore lint/suspicious/noDocumentCookie: as above
  document.cookie = `koop=;path=/;max-age=${0}`
  if (!KOOP_OFF) otherwise = 'count'
}

import type { ConsentMode } from '@koopsignaal/protocol'

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

/** From now on no more than totals without a yes. */
export const allowTotals = (): void => {
  otherwise = 'count'
}

/** What the visitor allows now; `off` only in the build for sites that are off. */
export const mode = (): ConsentMode => (visitor() ? 'granted' : otherwise)

/** 128 random bits as digits, for events and for a visitor who agreed. `crypto.randomUUID` is missing on pages without https. */
export const newId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('')

declare global {
  interface Navigator {
    readonly globalPrivacyControl?: boolean
  }
}

/** Global Privacy Control or Do Not Track: nothing above `count`, whatever the page asks. */
export const refused: unknown =
  !KOOP_CORE && (navigator.globalPrivacyControl || (navigator.doNotTrack as unknown as number) > 0)

/** The random id of a visitor who agreed: here, in another tab, or in the last 180 days. The cookie alone remembers it, so what
 *  holds in one tab holds in all. It is ours only where nothing stands before its name: `laatste-koop` is another's. Where there
 *  are no cookies, nobody has one.
 *  @throws SecurityError in a sandboxed frame, which therefore is not counted */
export const visitor = (): string | undefined => /(^|; )koop=(\d+)/.exec(document.cookie)?.[2]

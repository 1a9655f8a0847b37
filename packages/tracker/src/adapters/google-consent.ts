import type { Tell } from './answers.ts'

declare global {
  interface Window {
    dataLayer?: unknown[]
  }
}

/** `gtag('consent', 'update', { analytics_storage: 'granted' })`, as it stands in the data layer: an `arguments` object. */
const readEntry = (entry: unknown, tell: Tell): void => {
  try {
    const [command, when, state] = Array.from(entry as ArrayLike<unknown>)
    const storage = (state as { analytics_storage?: unknown } | undefined)?.analytics_storage
    if (command === 'consent' && when === 'update' && (storage === 'granted' || storage === 'denied'))
      tell(storage)
  } catch {
    // What a page puts in its data layer may be anything.
  }
}

/** Reads Google Consent Mode from the data layer: what is in it and what is pushed later. `default` is what the site assumes before
 *  anybody was asked, and may hold for some regions only, which a page cannot tell: it is no answer.
 *  Source: developers.google.com/tag-platform/security/guides/consent, seen 2026-11-22.
 *  @returns false while the page has no data layer */
export function readGoogleConsent(tell: Tell): boolean {
  const layer = window.dataLayer
  if (!Array.isArray(layer)) return false
  for (const entry of layer) readEntry(entry, tell)
  const { push } = layer
  layer.push = (...entries) => {
    // Their call first, and whatever it throws is theirs.
    const length = push.apply(layer, entries)
    for (const entry of entries) readEntry(entry, tell)
    return length
  }
  return true
}

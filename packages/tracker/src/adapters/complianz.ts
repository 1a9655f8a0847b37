import type { Tell } from './answers.ts'
import { listen } from './listen.ts'

declare global {
  interface Window {
    /** 'allow', 'deny' or '' for a category; the cookie's name differs between sites of one network. */
    cmplz_get_cookie?: (category: string) => string
    cmplz_has_consent?: (category: string) => boolean
  }
}

/** Reads Complianz' category "statistics": at once where the visitor has answered before, when Complianz is ready, and with each
 *  answer. Where it assumes consent without asking (opt-out regions) `cmplz_has_consent` is true with nothing kept: that is no
 *  answer of the visitor.
 *  Source: complianz.io/developers-guide-for-third-party-integrations, seen 2026-11-22. */
export function readComplianz(tell: Tell): void {
  const read = () => {
    const kept = window.cmplz_get_cookie?.('statistics')
    if (kept === 'deny') tell('denied')
    else if (kept === 'allow' && window.cmplz_has_consent?.('statistics') !== false) tell('granted')
  }
  listen(document, 'cmplz_fire_categories', read)
  listen(document, 'cmplz_status_change', (detail) => {
    // One event for each category; the others' cookies may not have been written yet.
    const { category, value } = detail as { category: string; value: string }
    if (category === 'statistics') tell(value === 'allow' ? 'granted' : 'denied')
  })
  read()
}

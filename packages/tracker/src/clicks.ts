import { cleanUrl } from './clean-url.ts'
import { on } from './on.ts'
import { record } from './record.ts'

/** A way to reach the owner; matched with protocol and host. */
const CONTACT = /^(tel|mailto|whatsapp):|:(wa\.me|api\.whatsapp\.com)$/

/** File types that are saved or opened beside the page. */
const FILE = /\.(pdf|zip|rar|7z|docx?|xlsx?|pptx?|od[pst]|csv|txt|epub|d[wx][gf]|mp[34]|mov|exe|dmg|apk)$/i

/** Sees each click before the page does and lets it pass: what the owner marked with `data-cta`, else contact links,
 *  downloads and ways out. One click is one event. */
export const startClicks = (): void =>
  on('click auxclick', (event: MouseEvent) => {
    // Only the first two buttons follow a link.
    if (event.button > 1) return
    const target = event.target as Element
    const marked = target.closest<HTMLElement>('[data-cta]')
    const link = target.closest<HTMLAnchorElement>('a[href],area[href]')
    if (marked) {
      record('cta_click', {
        cta: marked.dataset.cta || marked.textContent.trim() || 'cta',
      })
    } else if (link) {
      const contact = CONTACT.exec(link.protocol + link.host)
      const href = cleanUrl(link.href)
      if (contact) record('cta_click', { cta: contact[1] ?? 'whatsapp' })
      else if (/^http/.test(href)) {
        if (FILE.test(link.pathname) || link.hasAttribute('download')) record('download', { href })
        else if (link.origin !== location.origin) record('outbound_click', { href })
      }
    }
  })

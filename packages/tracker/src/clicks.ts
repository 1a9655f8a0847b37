import { cut } from './cut.ts'
import { record } from './record.ts'

/** A way to reach the owner; matched with protocol and host, and named by what matches. */
const CONTACT = /^tel|mailto|whatsapp|wa\.me/

/** File types that are saved or opened beside the page. */
const FILE = /\.(pdf|zip|docx?|xlsx?|pptx?|csv|mp[34]|dwg|exe|dmg|apk)$/i

/** What the owner marked with `data-cta`, else contact links, downloads and ways out. One click is one event. */
export const seeClick = (target: Element): void => {
  const marked = target.closest<HTMLElement>('[data-cta]')
  if (KOOP_CORE) record('cta_click', { cta: marked!.dataset.cta! })
  else {
    const link = (marked || target.closest('a')) as HTMLAnchorElement
    const cta = link.dataset.cta || CONTACT.exec(link.protocol + link.host)?.[0]
    const href = cut(`${link.href}`)
    if (cta) record('cta_click', { cta })
    else if (link.host) {
      if (link.hasAttribute('download') || FILE.test(link.pathname)) record('download', { href })
      else if (link.host !== location.host) record('outbound_click', { href })
    }
  }
}

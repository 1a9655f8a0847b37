import { cut } from './cut.ts'
import { record } from './record.ts'

/** A way to reach the owner; matched with protocol and host, and named by what matches. */
const CONTACT = /^tel|mailto|whatsapp|wa\.me/

/** File types that are saved or opened beside the page. */
const FILE = /\.(pdf|zip|docx?|xlsx?|pptx?|csv|mp[34]|dwg|exe|dmg|apk)$/i

let link: HTMLAnchorElement
let cta: string | undefined

/** What the owner marked with `data-cta`, else contact links, downloads and ways out. One click is one event. */
export const seeClick = (target: Element): void => {
  link = target.closest('[data-cta]') as HTMLAnchorElement
  if (!KOOP_CORE) link ||= target.closest('a') as HTMLAnchorElement
  cta = link.dataset.cta
  if (!KOOP_CORE) cta ||= CONTACT.exec(link.protocol + link.host)?.[0]
  if (KOOP_CORE || cta) record('cta_click', { cta: cta as string })
  else if (link.host) {
    if (link.hasAttribute('download') || FILE.test(link.pathname))
      record('download', { href: cut(link.href) })
    else if (link.host !== location.host) record('outbound_click', { href: cut(link.href) })
  }
}

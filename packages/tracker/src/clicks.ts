import { cut } from './cut.ts'
import { record } from './record.ts'

/** What the owner marked with `data-cta`, else contact links, downloads and ways out. One click is one event. */
export const seeClick = (target: Element): void => {
  const link = (target.closest('[data-cta]') || target.closest('a')) as HTMLAnchorElement
  // `tel:`, `mailto:` and `whatsapp:` by their first letter, or WhatsApp's addresses on the web.
  const cta = link.dataset.cta || /^[tmw]\w+|wa\.me|whatsapp/.exec(link.href)?.[0]
  if (cta) record('cta_click', { cta })
  else if (link.host) {
    const href = cut(link.href)
    // A file is whatever has an ending that no page has.
    if ('download' in link.attributes || /\.(?!htm|php|asp|jsp)\w+$/.test(link.pathname))
      record('download', { href })
    else if (link.host !== location.host) record('outbound_click', { href })
  }
}

/** What the small build sees of it: CTAs. */
export const seeCta = (target: Element): void =>
  record('cta_click', { cta: (target.closest('[data-cta]') as HTMLElement).dataset.cta as string })

import { cut } from './cut.ts'
import { record } from './record.ts'

/** What of a click is looked at. */
export interface Click {
  /** Where it was, from the inside out, also in a shadow tree that is open. Its document and roots have no dataset. */
  readonly composedPath?: () => (HTMLElement & HTMLAnchorElement)[]
}

/** What the owner marked with `data-cta`, else contact links, downloads and ways out. One click is one event. */
export const seeClick = (click: Click): void => {
  const path = click.composedPath!()
  // Only links and areas have an origin, be it 'null'; a picture inside a link may have an address too.
  const link = path.find((place) => place.origin) as HTMLAnchorElement
  // `tel:`, `mailto:` and `whatsapp:` by their first letter, or WhatsApp's hosts, which the collector gives its name.
  const cta = path.map(nameOf).find((name) => name) || /^[tmw]\w+|\/wa\.me|\.whatsapp/.exec(link.href)?.[0]
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
export const seeCta = (click: Click): void =>
  record('cta_click', { cta: click.composedPath!().find((place) => place.dataset?.cta)!.dataset.cta! })

/** What the owner calls this place, if anything. */
const nameOf = (place: HTMLElement): string | undefined => place.dataset?.cta

import { cut } from './cut.ts'
import { record } from './record.ts'

/** What of a click is looked at. */
export interface Click {
  /** Where it was, from the inside out, also in a shadow tree that is open. Its document and roots have no dataset. */
  readonly composedPath?: () => (HTMLElement & HTMLAnchorElement)[]
}

/** What the owner marked with `data-cta`, else links that do not lead to a page of this host: to another one, to none, to a file. One
 *  click is one event; what kind of link it was is the collector's to say. */
export const seeClick = (click: Click): void => {
  const path = click.composedPath!()
  // Only links and areas have an origin, be it 'null'; a picture inside a link may have an address too.
  const link = path.find((place) => place.origin) as HTMLAnchorElement
  let cta: string | undefined
  path.find((place) => (cta = place.dataset?.cta))
  if (
    cta ||
    link.host !== location.host ||
    (link.attributes as NamedNodeMap & { readonly download?: Attr }).download ||
    /\.\w+$/.test(link.pathname)
  )
    record('click', cta || cut(link.href))
}

/** What the small build sees of it: CTAs. */
export const seeCta = (click: Click): void =>
  record('click', click.composedPath!().find((place) => place.dataset?.cta)!.dataset.cta!)

import { cut } from './cut.ts'
import { record } from './record.ts'

/** What of a click is looked at. */
export interface Click {
  /** Where it was, from the inside out, also in a shadow tree that is open. Its document and roots have no dataset. */
  readonly composedPath?: () => (HTMLElement & HTMLAnchorElement)[]
}

/** What the owner marked with `data-cta`, else links that do not lead to a page of this host. One click is one event; what kind of link
 *  it was is the collector's to say. */
export const seeClick = (click: Click): void => {
  const path = click.composedPath!()
  // Only links and areas have an origin, be it 'null'; a picture inside a link may have an address too.
  const link = path.find((place) => place.origin) as HTMLAnchorElement
  const cta = path.find(isNamed)?.dataset.cta
  if (cta) record('cta', cta)
  // A file is whatever has an ending that no page has.
  else if (
    link.host !== location.host ||
    (link.attributes as Attributes).download ||
    /\.(?!htm|.[hs]p)\w+$/.test(link.pathname)
  )
    record('link', cut(link.href), (link.attributes as Attributes).download)
}

/** Attributes by name. */
type Attributes = NamedNodeMap & Readonly<Record<string, Attr | undefined>>

/** What the small build sees of it: CTAs. */
export const seeCta = (click: Click): void => record('cta', click.composedPath!().find(isNamed)!.dataset.cta!)

/** Whether the owner has a name for this place. */
const isNamed = (place: HTMLElement): unknown => place.dataset?.cta

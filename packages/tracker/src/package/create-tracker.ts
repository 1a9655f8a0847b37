import * as calls from './calls.ts'

export interface TrackerOptions {
  /** The site's id at the collector. */
  readonly site: string
  /** Where the collector is, without a slash at the end: `https://koop.example.nl`. */
  readonly endpoint: string
  /** For a content security policy with nonces. */
  readonly nonce?: string
}

export type Tracker = typeof calls

/** Puts the site's tag into the page, once, and gives its calls. Settings are the collector's: they come with the script. On a server
 *  it does nothing, and so do the calls.
 *  @throws TypeError when `endpoint` is no absolute address
 *  @example const koop = createTracker({ site: 'example', endpoint: 'https://koop.example.nl' }); koop.cta('offerte') */
export function createTracker({ site, endpoint, nonce }: TrackerOptions): Tracker {
  const { href } = new URL(`${endpoint.replace(/\/$/, '')}/k/${encodeURIComponent(site)}.js`)
  if (typeof document === 'undefined') return calls
  if (Array.from(document.scripts).some(({ src }) => src === href)) return calls
  const tag = document.createElement('script')
  tag.async = true
  tag.src = href
  if (nonce !== undefined) tag.nonce = nonce
  document.head.append(tag)
  return calls
}

import type { WireEnvelope } from './events.ts'
import type { UnixMs } from './units.ts'

/** What the tag sends of one event: what it saw, in the page's own words. Every page loads the tag, so it says little, and the
 *  collector knows what is meant: `fromTag`. */
export interface TagEvent {
  /** A number is random, between 0 and 1. */
  readonly id: string | number
  /** When it was seen, on the browser's clock; as the request was sent where it is left out. */
  readonly seen?: UnixMs
  readonly url: string
  /** `page_view`, `engagement`, `cta`, `link`, `focus` or `submit`; else what the page called `koop(…)` with. */
  readonly type: string
  /** What is known of it, in a fixed order. */
  readonly data: readonly unknown[]
}

export interface TagBatch extends WireEnvelope {
  /** When this request was sent, on the clock that `seen` is from. */
  readonly now?: UnixMs
  readonly events: readonly TagEvent[]
}

/** An event as `POST /v1/events` describes it; nothing in it has been checked. */
type Unchecked = Readonly<Record<string, unknown>>

/** Says what the tag saw in the words of `POST /v1/events`.
 *  @param event  anything; what is no event of the tag is given back as it is
 *  @param now    what the batch says of its own time
 *  @returns an event that is still to be checked; null for a click on a link that counts for nothing
 *  @example fromTag({ id: '12345678', seen: 1000, url, type: 'cta', data: ['offerte'] }, 1040)
 *  // { id: '12345678', url, type: 'cta_click', cta: 'offerte', ago: 40 } */
export function fromTag(event: unknown, now: unknown): unknown {
  if (!isTagEvent(event)) return event
  const { id, seen, url } = event
  const meant = meaningOf(event)
  if (meant === null) return null
  const ago = typeof now === 'number' && typeof seen === 'number' ? Math.max(0, now - seen) : undefined
  // A call of the page may bring an id of its own, which makes the event count once, and the page it belongs to.
  const named = { id: typeof id === 'number' ? toDigits(id) : id, url, ...meant, ago }
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
}

function isTagEvent(event: unknown): event is TagEvent {
  if (typeof event !== 'object' || event === null) return false
  const { id, seen, data } = event as Partial<Record<keyof TagEvent, unknown>>
  // Other senders may have a field of this name, which nobody looks at.
  return Array.isArray(data) && (typeof id === 'number' || typeof seen === 'number')
}

const toDigits = (random: number): string => random.toFixed(20).slice(2)

/** @returns what the event's type and data mean; null: nothing */
function meaningOf({ type, url, data }: TagEvent): Unchecked | null {
  // A list in JSON has null where nothing is known.
  const [first, second, third] = data.map((one) => one ?? undefined)
  // The page passed fields: they are named already.
  if (typeof first === 'object') return { ...first, type }
  switch (type) {
    case 'page_view':
      return { ...toldByPage(third), type, referrer: first, title: second }
    case 'engagement':
      return { type, engagedMs: first, scrollPercent: data.length > 1 ? toPercent(second) : undefined }
    case 'cta':
      return { type: 'cta_click', cta: first }
    case 'link':
      return ofLink(String(first), second !== undefined, url)
    case 'focus':
      return { type: 'form_start', form: first }
    case 'submit':
      return { type: 'form_submit', form: first }
    case 'event':
      return { type: 'custom', name: first, props: second }
    default:
      return { type }
  }
}

/** What pages may say of themselves in `<meta name="koop:…">`; Open Graph's type has no name. */
const TOLD: ReadonlyMap<unknown, string> = new Map([
  ['koop:topic', 'topic'],
  ['koop:item', 'item'],
  ['koop:category', 'category'],
  ['koop:pageType', 'pageType'],
  ['', 'pageType'],
])

/** @param metas  pairs of a name and a content; the last of a name holds */
function toldByPage(metas: unknown): Unchecked {
  const pairs = Array.isArray(metas) ? metas.filter(Array.isArray) : []
  return Object.fromEntries(
    pairs.flatMap(([name, content]) => (TOLD.has(name) ? [[TOLD.get(name), content]] : [])),
  )
}

/** @param depth  Ratio of the page that was seen: over 1 where the page became shorter, unknown where it has no height */
const toPercent = (depth: unknown): number =>
  typeof depth === 'number' ? Math.max(0, Math.min(100, Math.floor(depth * 100))) : 0

const CONTACT = /^(?:tel|mailto|whatsapp)(?=:)/
const WHATSAPP = /^https?:\/\/(?:wa\.me|[^/]*\.whatsapp\.[^/]*)(?:\/|$)/
/** A file is whatever has an ending that no page has; the collector has a list too. */
const FILE = /\.(?!htm|php|asp|jsp)\w+$/

/** What a click on a link was. The tag tells of links that lead to another host or to none, that are marked as a download, or whose
 *  path has an ending. */
function ofLink(href: string, isDownload: boolean, page: string): Unchecked | null {
  const cta = WHATSAPP.test(href) ? 'whatsapp' : CONTACT.exec(href)?.[0]
  if (cta !== undefined) return { type: 'cta_click', cta }
  if (!/^https?:/.test(href) || !URL.canParse(href) || !URL.canParse(page)) return null
  const { host, pathname } = new URL(href)
  if (isDownload || FILE.test(pathname)) return { type: 'download', href }
  return host === new URL(page).host ? null : { type: 'outbound_click', href }
}

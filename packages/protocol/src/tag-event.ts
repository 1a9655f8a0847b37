import type { WireEnvelope } from './events.ts'
import { ID_PATTERN } from './limits.ts'
import type { UnixMs } from './units.ts'

/** What the tag sends: its clock, and what it saw or was told, one row each. Every page loads the tag, so it says little, and the
 *  collector knows what is meant: `fromTag`. */
export type TagMessage = readonly [now: UnixMs, ...rows: TagRow[]]

export type TagRow = readonly [
  /** Where the tag was loaded from: `/k/<site>.js`. A site's id says the same. */
  from: string,
  /** Whether the visitor, or the browser, said no. */
  saidNo: unknown,
  /** The id of a visitor who said yes. */
  visitor: unknown,
  webdriver: unknown,
  /** Random, from 0 to 1. */
  id: number,
  /** When it was seen, on the clock of the message; 0: as that was sent. */
  seen: UnixMs | 0,
  /** The page's address in parts, without what may say who someone is. */
  page: readonly string[] | null,
  /** What was seen, by the name of the browser's event: `pageshow` (a page view), `scroll` (what was looked at until now), `click` (on
   *  a CTA, or on a link that leaves), `focus` and `submit` (of a form). Else what the page called `koop(…)` with. */
  type: string,
  /** What is known of it, in a fixed order. */
  ...data: unknown[],
]

/** A message of the tag in the words of `POST /v1/events`. */
export interface FromTag {
  /** A batch; nothing in it has been checked. */
  readonly batch: WireEnvelope & { readonly events: readonly unknown[] }
  /** Whether the visitor wants to see what is stored. */
  readonly asksMe: boolean
}

/** Says what the tag sent in the words of `POST /v1/events`. All rows of a message are of one visitor.
 *  @param message  anything
 *  @returns null for what is no message of the tag
 *  @example fromTag([1040, ['https://koop.example.nl/k/example.js', null, null, false, 0.5, 1000, ['https://example.nl/'], 'click', 'offerte']])
 *  // { batch: { site: 'example', webdriver: false, events: [
 *  //   { id: '50000000000000000000', url: 'https://example.nl/', type: 'cta_click', cta: 'offerte', ago: 40 }] }, asksMe: false } */
export function fromTag(message: unknown): FromTag | null {
  const [now, ...rows] = listOf(message)
  if (rows.length === 0 || !rows.every(Array.isArray)) return null
  const all = rows as unknown as readonly TagRow[]
  return {
    batch: { ...envelopeOf(all[0]!), events: all.flatMap((row) => eventOf(row, now) ?? []) },
    asksMe: all.some((row) => row[7] === 'me'),
  }
}

/** Some pages change how lists become JSON, so that a list arrives as a text with its JSON: Prototype 1.6 and its like. */
function listOf(message: unknown): readonly unknown[] {
  if (Array.isArray(message)) return message
  if (typeof message !== 'string' || !message.startsWith('[')) return []
  try {
    return listOf(JSON.parse(message))
  } catch {
    return []
  }
}

function envelopeOf([from, saidNo, id, webdriver, , , , type, gone]: TagRow): WireEnvelope {
  const said = type === 'consent' ? gone : id
  // A cookie of this name that is not ours says nothing.
  const visitor = typeof said === 'string' && ID_PATTERN.test(said) ? said : undefined
  // Nothing said: what the site's setting says.
  const consent = type === 'consent' ? 'withdrawn' : visitor ? 'granted' : saidNo ? 'count' : undefined
  return known({
    site: siteOf(from),
    consent,
    visitor,
    webdriver: webdriver ?? undefined,
  }) as WireEnvelope
}

/** Each page that loads the tag has the site's id in its address already: saying it again would make every snippet longer. */
function siteOf(from: unknown): unknown {
  if (typeof from !== 'string') return from
  const path = from.split(/[?#]/, 1)[0]!
  const start = path.lastIndexOf('/k/')
  return start < 0 ? from : /^[\w-]*/.exec(path.slice(start + 3))![0]
}

/** @returns null for what is no event: a question, a choice, a click that counts for nothing */
function eventOf([, , , , id, seen, page, ...told]: TagRow, now: unknown): object | null {
  const url = joined(page)
  const meant = meaningOf(url, ...told)
  if (meant === null) return null
  const ago =
    typeof now === 'number' && typeof seen === 'number' && seen > 0 ? Math.max(0, now - seen) : undefined
  // A call of the page may bring an id of its own, which makes the event count once, and the page it belongs to.
  return known({ id: typeof id === 'number' ? toDigits(id) : id, url, ...meant, ago })
}

const toDigits = (random: number): string => random.toFixed(20).slice(2)

/** Without what is not known. */
const known = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields

/** @param parts  as the tag cuts an address: what stands before its query, the parts of that, and so for a fragment that is a route.
 *  The first part of a query need not have been its first. */
function joined(parts: unknown): string {
  if (!Array.isArray(parts)) return ''
  let text = ''
  let mark = '?'
  for (const part of parts.map(String)) {
    const isOfQuery = /^[?&]/.test(part)
    text += isOfQuery ? mark + part.slice(1) : part
    mark = isOfQuery ? '&' : '?'
  }
  return text
}

/** Fields that nobody has checked. */
type Unchecked = Readonly<Record<string, unknown>>

/** @param url  the page
 *  @returns what a row's type and data mean; null: no event */
function meaningOf(url: string, type: unknown, ...data: readonly unknown[]): Unchecked | null {
  // A list in JSON has null where nothing is known.
  const [first, second, third] = data.map((one) => one ?? undefined)
  switch (type) {
    case 'me':
    case 'segment':
    case 'consent':
      return null
    case 'pageshow':
      return { ...toldByPage(third), type: 'page_view', referrer: joined(first), title: second }
    case 'scroll':
      return {
        type: 'engagement',
        engagedMs: first,
        scrollPercent: data.length > 1 ? toPercent(second) : undefined,
      }
    case 'click':
      return Array.isArray(first) ? ofLink(joined(first), url) : { type: 'cta_click', cta: first }
    case 'cta':
      return { type: 'cta_click', cta: first }
    case 'focus':
      return { type: 'form_start', form: first || undefined }
    case 'submit':
      return { type: 'form_submit', form: first || undefined }
    case 'event':
      return { type: 'custom', name: first, props: second }
    default:
      // The page passed fields: they are named already.
      return typeof first === 'object' ? { ...first, type } : { type }
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
const ENDING = /\.\w+$/
/** A file is whatever has an ending that no page has; the collector has a list too. */
const OF_A_PAGE = /\.(?:htm|php|asp|jsp)\w*$/

/** What a click on a link was. The tag tells of links that lead to another host or to none, that are marked as a download, or whose
 *  path has an ending. */
function ofLink(href: string, page: string): Unchecked | null {
  const cta = WHATSAPP.test(href) ? 'whatsapp' : CONTACT.exec(href)?.[0]
  if (cta !== undefined) return { type: 'cta_click', cta }
  if (!/^https?:/.test(href) || !URL.canParse(href) || !URL.canParse(page)) return null
  const { host, pathname } = new URL(href)
  const isHere = host === new URL(page).host
  if (OF_A_PAGE.test(pathname)) return isHere ? null : { type: 'outbound_click', href }
  // On this host, a path without an ending is told of because it is marked.
  return isHere || ENDING.test(pathname) ? { type: 'download', href } : { type: 'outbound_click', href }
}

import { asRead, decodePercent } from './as-read.ts'
import { cutAddresses } from './cut-addresses.ts'
import { cutBsns, cutIbans } from './cut-numbers.ts'
import { cutPhones } from './cut-phones.ts'
import { cutSteering } from './cut-steering.ts'
import { cutNamedSecrets, cutTokens } from './cut-tokens.ts'
import { CLICK_IDS } from './lists/click-ids.ts'

/** Cuts personal data out of a text: e-mail addresses, telephone numbers, BSN (with 11-proof), IBAN (with mod-97), Dutch
 *  postcodes with a house number, tokens; also when they are percent-encoded, up to three times over, or written in full-width or
 *  unseen characters.
 *  @param text any text: a title, a query, a path, a feedback answer
 *  @returns the text with a mark in each place: [email], [phone], [bsn], [iban], [address], [token]. A text that hides
 *           something comes back as it is read; every other text comes back as it was, without what steers how it is shown
 *  Law: scrubText(scrubText(t)) = scrubText(t) for the marks themselves: they are never cut again
 *  Cost: linear in the text's length; every pattern has bounded steps from each place where it may begin
 *  @example scrubText('bel 06-12345678 of mail jan@example.nl') // 'bel [phone] of mail [email]' */
export function scrubText(text: string): string {
  if (cleanTexts.has(text)) return text
  const scrubbed = scrub(cutSteering(text))
  if (scrubbed === text && text.length <= LONGEST_REMEMBERED) remember(cleanTexts, text, text)
  return scrubbed
}

/** A site's visitors send the same titles and addresses; only what had nothing to cut is remembered. */
const REMEMBERED = 5_000
/** Chosen: titles and paths are shorter, and what is longer is seldom said twice. */
const LONGEST_REMEMBERED = 256
const cleanTexts = new Map<string, string>()
const cleanUrls = new Map<string, CleanUrl>()

function remember<T>(known: Map<string, T>, key: string, value: T): void {
  if (known.size >= REMEMBERED) known.delete(known.keys().next().value!)
  known.set(key, value)
}

function scrub(text: string): string {
  const read = asRead(text)
  if (read === text) return scrubPlain(text)
  const scrubbed = scrubPlain(read)
  return scrubbed === read ? scrubPlain(text) : scrubbed
}

/** In this order: an e-mail address may hold digits, an IBAN may hold a BSN, a token may hold anything. */
function scrubPlain(text: string): string {
  return [cutEmails, cutNamedSecrets, cutIbans, cutTokens, cutPhones, cutAddresses, cutBsns].reduce(
    (cleaned, cut) => cut(cleaned),
    text,
  )
}

// Begins only where a run of its characters begins, so that a long run without an @ is walked once.
const EMAIL =
  /(?<![\p{L}\p{N}.!#$&'*+=?^_`{|}~-])[\p{L}\p{N}.!#$&'*+=?^_`{|}~-]+(?:@|&(?:amp;)?(?:#0{0,4}64|#x0{0,4}40|commat);|\s?(?:\(at\)|\[at\]|\(apenstaartje\))\s?)(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/giu

function cutEmails(text: string): string {
  return /@|40;|64;|commat;|\bat\b|apenstaart/i.test(text) ? text.replace(EMAIL, '[email]') : text
}

const UTM_KEYS = ['source', 'medium', 'campaign', 'term', 'content'] as const
type UtmKey = (typeof UTM_KEYS)[number]

/** A campaign's five words, as far as the address names them; never empty texts. */
export type Utm = Readonly<Partial<Record<UtmKey, string>>>

/** All that is kept of a page's address. */
export interface CleanUrl {
  readonly host: string
  /** Decoded and scrubbed, without query; with the fragment where that is a route ('/#/contact'). */
  readonly path: string
  readonly utm: Utm
  /** Which click parameter the address carries ('gclid'), never its value; null when none. */
  readonly clickId: string | null
}

/** What may be kept of a page's address: host, cleaned path, the five utm words and which kind of ad click it was.
 *  @param url any text
 *  @returns null when it is no http(s) address
 *  @example scrubUrl('https://example.nl/u/jan%40example.nl?utm_source=google&gclid=x#top')
 *           // { host: 'example.nl', path: '/u/[email]', utm: { source: 'google' }, clickId: 'gclid' } */
export function scrubUrl(url: string): CleanUrl | null {
  const known = cleanUrls.get(url)
  if (known !== undefined) return known
  const page = readUrl(url)
  // Nothing was cut, decoded or left out: no query, no click, no personal data.
  const isWhole = page !== null && url.endsWith(`//${page.host}${page.path}`)
  if (isWhole && url.length <= LONGEST_REMEMBERED) remember(cleanUrls, url, page)
  return page
}

function readUrl(url: string): CleanUrl | null {
  const parsed = parseHttpUrl(url)
  if (parsed === null) return null
  const isRoute = /^#!?\//.test(parsed.hash)
  const [route = '', routeQuery = ''] = isRoute ? splitOnce(parsed.hash, '?') : []
  const query = new URLSearchParams(`${parsed.search.slice(1)}&${routeQuery}`)
  return {
    host: parsed.hostname,
    path: cleanPath(parsed.pathname + route),
    utm: utmOf(query),
    clickId: clickIdOf(query),
  }
}

function parseHttpUrl(url: string): URL | null {
  try {
    const parsed = new URL(url)
    return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed : null
  } catch {
    return null
  }
}

function splitOnce(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** Control characters that decoding brought back have no place in a path. */
function cleanPath(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return scrubText(decodePercent(path)).replace(/[\u0000-\u001f\u007f]/g, '')
}

function utmOf(query: URLSearchParams): Utm {
  const utm: Partial<Record<UtmKey, string>> = {}
  for (const [name, value] of query) {
    const key = UTM_KEYS.find((known) => name.toLowerCase() === `utm_${known}`)
    if (key === undefined || value.trim() === '') continue
    utm[key] ??= scrubText(value.trim())
  }
  return utm
}

function clickIdOf(query: URLSearchParams): string | null {
  const names = new Set([...query.keys()].map((name) => name.toLowerCase()))
  return CLICK_IDS.find(({ parameter }) => names.has(parameter))?.parameter ?? null
}

import { CLICK_IDS } from './lists/click-ids.ts'
import { IBAN_LENGTHS } from './lists/iban-lengths.ts'
import {
  CAPITAL_UNITS,
  COMMON_UNITS,
  COUNTED,
  NUMBER_OF_A_THING,
  SMALL_WORDS,
  UNITS,
} from './lists/not-personal.ts'

/** Cuts personal data out of a text: e-mail addresses, telephone numbers, BSN (with 11-proof), IBAN (with mod-97), Dutch
 *  postcodes with a house number, tokens; also when they are percent-encoded, up to three times over.
 *  @param text any text: a title, a query, a path, a feedback answer
 *  @returns the text with a mark in each place: [email], [phone], [bsn], [iban], [address], [token]. A text that hides
 *           something behind percent-encoding comes back decoded; every other text comes back as it was
 *  Law: scrubText(scrubText(t)) = scrubText(t) for the marks themselves: they are never cut again
 *  Cost: linear in the text's length; every pattern has bounded steps from each place where it may begin
 *  @example scrubText('bel 06-12345678 of mail jan@example.nl') // 'bel [phone] of mail [email]' */
export function scrubText(text: string): string {
  const decoded = decodeAll(text)
  if (decoded === text) return scrubPlain(text)
  const scrubbed = scrubPlain(decoded)
  return scrubbed === decoded ? scrubPlain(text) : scrubbed
}

/** Resolves what percent-encoding is valid; leaves the rest as it is.
 *  @example decodePercent('100%25%20%E2%82%AC%FF') // '100%25%20%E2%82%AC%FF': one bad byte spoils only its own run */
export function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })
}

/** Three times: once for the address, once for an address inside it, once for a careless redirect. */
function decodeAll(text: string): string {
  let decoded = text
  for (let round = 0; round < 3; round++) decoded = decodePercent(decoded)
  return decoded
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
  /(?<![\p{L}\p{N}.!#$&'*+=?^_`{|}~-])[\p{L}\p{N}.!#$&'*+=?^_`{|}~-]+(?:@|%(?:25)?40|&#64;|&commat;|\s?(?:\(at\)|\[at\]|\(apenstaartje\))\s?)(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/giu

function cutEmails(text: string): string {
  return /@|40|&#64;|&commat;|\bat\b|apenstaart/i.test(text) ? text.replace(EMAIL, '[email]') : text
}

const NAMED_SECRET =
  /\b((?:access_?|refresh_?|id_?|auth_?|reset_?|csrf_?|api_?)?token|password|passwd|pwd|wachtwoord|secret|client_secret|api_?key|j?sessionid|phpsessid|signature|otp)(["']?\s?[=:]\s?["']?)[^\s&;"'[\]]{4,}/gi

function cutNamedSecrets(text: string): string {
  return text.replace(NAMED_SECRET, '$1$2[token]')
}

const IBAN = /(?<![a-z0-9])([a-z]{2})\d{2}(?:[ \u00a0.+_-]?[a-z0-9]){11,30}/gi

function cutIbans(text: string): string {
  return text.replace(IBAN, (run: string, country: string) => {
    const length = IBAN_LENGTHS[country.toUpperCase()]
    if (length === undefined) return run
    const end = endOfNth(run, length)
    // What follows must not belong to it: an IBAN is not the beginning of a longer code.
    if (end === null || /^[a-z0-9]/i.test(run.slice(end))) return run
    return hasMod97(run.slice(0, end)) ? `[iban]${run.slice(end)}` : run
  })
}

/** Where the n-th letter or digit ends; null when there are fewer. */
function endOfNth(run: string, n: number): number | null {
  let seen = 0
  for (let i = 0; i < run.length; i++) if (/[a-z0-9]/i.test(run[i]!) && ++seen === n) return i + 1
  return null
}

/** ISO 7064 mod 97-10: the first four characters to the end, letters as 10…35, remainder 1. */
function hasMod97(spelled: string): boolean {
  const code = spelled.replace(/[^a-z0-9]/gi, '').toUpperCase()
  let rest = 0
  for (const char of code.slice(4) + code.slice(0, 4)) {
    const value = Number.parseInt(char, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

const KNOWN_TOKEN =
  /eyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)?|\b(?:sk|pk|rk|ks|ghp|gho|ghs|glpat|xox[abp]|whsec)[_-][\w-]{12,}|\bAKIA[A-Z0-9]{16}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi

function cutTokens(text: string): string {
  return text
    .replace(KNOWN_TOKEN, '[token]')
    .replace(/[A-Za-z0-9_-]{20,}/g, (run) =>
      looksRandom(run)
        ? '[token]'
        : run.replace(/[A-Za-z0-9]{20,}/g, (part) => (looksRandom(part) ? '[token]' : part)),
    )
}

/** Words change rarely between letters and digits; random text does all the time. In random base-36 and base-62 text two
 *  neighbours in five do; in product names with model numbers one in eight. Chosen between: 0.22. */
function looksRandom(run: string): boolean {
  if (!/[a-z]/i.test(run)) return false
  const digits = run.match(/\d/g)?.length ?? 0
  // Long random text in both cases can do with few digits; a name in camel case has none or a year.
  if (digits < (run.length >= 32 && /[a-z]/.test(run) && /[A-Z]/.test(run) ? 1 : 3)) return false
  if (/^[0-9a-f]{24,}$/i.test(run)) return true
  if (/^[a-z0-9]{32,}$/i.test(run)) return true
  const changes = run.match(/[a-z](?=[A-Z0-9])|[A-Z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0
  return changes / run.length >= 0.22
}

const SEP = '[\\s.\\-/()_+\u2010-\u2013]'
const rest = (...shapes: readonly string[]): string => `(?:${shapes.map(grouped).join('|')})`
/** '3 2 2' → three digits, a separator, two, a separator, two. */
const grouped = (shape: string): string =>
  shape
    .split(' ')
    .map((n) => `\\d{${n}}`)
    .join(`${SEP}{1,3}`)
// Not inside a number, a date or a decimal fraction.
const START = '(?<!\\d)(?<!\\d[.,-])'
const END = '(?!\\d)'

const MOBILE = new RegExp(`${START}\\(?0${SEP}?6(?:${SEP}{0,3}\\d){8}${END}`, 'g')
const LANDLINE = new RegExp(
  `${START}\\(?(?:0(?:[1-57]\\d|8[4578])${SEP}{0,3}${rest('7', '3 4', '3 2 2', '4 3', '2 2 3', '2 3 2', '1 2 2 2', '3 3 1', '5 2', '2 5')}` +
    `|0[1-57]\\d\\d${SEP}{0,3}${rest('6', '3 3', '2 2 2', '2 4', '4 2')}` +
    // Belgium, France and Germany as they write it at home.
    `|0\\d${SEP}{1,3}${rest('3 2 2', '7')}|0\\d\\d${SEP}{1,3}${rest('2 2 2', '6', '8', '3 5', '4 4')}|0\\d{3}${SEP}{1,3}${rest('7', '8', '3 4')}` +
    `|0\\d([ .-])\\d\\d(?:\\1\\d\\d){3})${END}`,
  'g',
)
const WITH_PLUS = new RegExp(`(?<![\\w+])\\+${SEP}?[1-9](?:${SEP}{0,3}\\d){7,14}${END}`, 'g')
const WITH_00 = new RegExp(
  `${START}00${SEP}?(?:3[0-469]|4[013-9]|35\\d|37\\d|38\\d|42\\d|90|212|59[79]|1(?=${SEP}?\\d{3}))(?:${SEP}{0,3}\\d){7,11}${END}`,
  'g',
)
const WITHOUT_PLUS = new RegExp(`${START}31${SEP}?6(?:${SEP}?\\d){8}${END}`, 'g')
const NAMED_PHONE = new RegExp(
  `((?:\\bwa\\.me/|whatsapp\\.com/send\\S{0,8}phone=|\\b(?:tel|telefoon|telefoonnummer|phone|phonenumber|mobiel|whatsapp|gsm)["'\\s]{0,2}[:=]["'\\s]{0,2}))\\+?(?:${SEP}?\\d){8,15}${END}`,
  'gi',
)
const DATE = /^\(?\d{1,2}[-/.\s]\d{1,2}[-/.\s](?:19|20)\d{2}(?!\d)/

function cutPhones(text: string): string {
  if (!/\d/.test(text)) return text
  const unlessDate = (run: string): string => (DATE.test(run) ? run : '[phone]')
  return text
    .replace(NAMED_PHONE, '$1[phone]')
    .replace(WITH_PLUS, '[phone]')
    .replace(WITH_00, '[phone]')
    .replace(WITHOUT_PLUS, '[phone]')
    .replace(MOBILE, unlessDate)
    .replace(LANDLINE, (run: string, _separator: string | undefined, offset: number, whole: string) =>
      DATE.test(run) || isNumberOfAThing(whole, offset) ? run : '[phone]',
    )
}

function isNumberOfAThing(whole: string, offset: number): boolean {
  const before = whole.slice(Math.max(0, offset - 32), offset)
  // A letter right before it makes a code: 'P0201234567'.
  return NUMBER_OF_A_THING.test(before) || /(?<!tel|telefoon|fax|phone|bsn|sofi)[a-z]$/i.test(before)
}

const NUMBER_AFTER =
  '(?:[\\s,;+_/&.?=:"\'-]{0,4}(?:(?:huis|house|home)[_ -]?)?(?:nummer|number|hnr|nr|no|hn)?[\\s,.=:+_"\'-]{0,3})'
const POSTCODE = new RegExp(
  `(?<![\\w€$£]|\\d[.,-])([1-9]\\d{3})([\\s_+-]{0,2})([a-z]{2})(?:(?![a-z])|(?=huis|nr|no|hnr))(${NUMBER_AFTER})` +
    '[1-9]\\d{0,4}(?!\\d)(?:[\\s-]?(?:bis|hs|huis|rd|zw|i{1,3}|[a-z])(?![a-z\\d])|-\\d{1,4}(?!\\d))?(?![a-z])',
  'gi',
)
const NUMBER_BEFORE =
  /(?<![\w.,])[1-9]\d{0,4}\s?(?:[a-z]|bis|hs)?\s?,\s{0,2}[1-9]\d{3}\s?[A-Z]{2}(?![A-Za-z\d])|((?:straat|laan|weg|plein|dijk|kade|gracht|singel|hof|pad|steeg|dreef|plantsoen|markt|baan|boulevard|str\.?)[\s+_-]{1,3})[1-9]\d{0,4}[\s-]?[a-zA-Z]?[\s,+_-]{1,3}[1-9]\d{3}[\s+_-]?[a-zA-Z]{2}(?![A-Za-z\d])|((?:huis(?:nummer|nr)|house_?(?:number|nr)|hnr|nummer)["'\s]{0,2}[=:/-]["'\s]{0,2})[1-9]\d{0,4}[a-z]?["'\s,&;/]{1,3}(?:postcode|postal_?code|zip|pc)["'\s]{0,2}[=:/-]["'\s]{0,2}[1-9]\d{3}[\s+_-]?[a-zA-Z]{2}(?![A-Za-z\d])/g

function cutAddresses(text: string): string {
  if (!/\d{4}/.test(text)) return text
  return text
    .replace(NUMBER_BEFORE, (_run: string, street = '', field = '') => `${street}${field}[address]`)
    .replace(
      POSTCODE,
      (run: string, _digits: string, gap: string, letters: string, between: string, ...at) => {
        const offset = at.at(-2) as number
        const whole = at.at(-1) as string
        const before = whole.slice(Math.max(0, offset - 32), offset)
        if (/(?:postcode|postal_?code|zip|pc)[\s"'=:/+_-]{0,4}$/i.test(before)) return '[address]'
        const after = whole.slice(offset + run.length)
        if (NUMBER_OF_A_THING.test(before) || COUNTED.test(after)) return run
        return isMeasureOrPhrase({ letters, gap, between, after }) ? run : '[address]'
      },
    )
}

interface Spelling {
  readonly letters: string
  readonly gap: string
  readonly between: string
  readonly after: string
}

/** Four digits, two letters and a number that are '2400 mm 100' or '2024 in 10 stappen', and no postcode. Capitals, commas and
 *  slashes speak for a postcode; spaces and small letters for a sentence. */
function isMeasureOrPhrase({ letters, gap, between, after }: Spelling): boolean {
  const word = letters.toLowerCase()
  // SA, SD and SS are never given out (PostNL).
  if (word === 'sa' || word === 'sd' || word === 'ss') return true
  if (/[,/=&"]/.test(between)) return false
  if (letters === letters.toUpperCase())
    return gap !== '' && CAPITAL_UNITS.has(word) && /^\s[a-z]/.test(after)
  if (gap === '' && between === '') return COMMON_UNITS.has(word)
  return UNITS.has(word) || (gap !== '' && SMALL_WORDS.has(word))
}

const BSN =
  /(?<!\d)(?<!\d[.,-])(?:\d{9}|\d{3}([ .-])\d{3}\1\d{3}|\d{4}([ .-])\d{2}\2\d{3}|\d{2}([ .-])\d{2}\3\d{2}\3\d{3})(?![\d%])(?![.,-]\d)/g

function cutBsns(text: string): string {
  return text.replace(BSN, (run: string, ...args) => {
    const offset = args.at(-2) as number
    const whole = args.at(-1) as string
    if (!hasElevenProof(run.replace(/\D/g, '')) || isNumberOfAThing(whole, offset)) return run
    const isPrice =
      /(?:[€$£]|eur|euro)\s?$/i.test(whole.slice(Math.max(0, offset - 5), offset)) ||
      /^(?:,-|,--|\s?(?:euro|eur|€))/i.test(whole.slice(offset + run.length, offset + run.length + 6))
    return isPrice ? run : '[bsn]'
  })
}

/** The nine digits weighed 9, 8, …, 2, −1 add up to a multiple of 11. Source: Logisch Ontwerp BSN, RvIG. */
function hasElevenProof(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(digits[i]) * (i === 8 ? -1 : 9 - i)
  return sum % 11 === 0 && !/^0{3}/.test(digits)
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

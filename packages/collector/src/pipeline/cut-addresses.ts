import {
  CAPITAL_UNITS,
  COMMON_UNITS,
  COUNTED,
  NUMBER_OF_A_THING,
  SMALL_WORDS,
  UNITS,
} from './lists/not-personal.ts'

const NUMBER_AFTER =
  '(?:[\\s,;+_/&.?=:"\'-]{0,4}(?:(?:huis|house|home)[_ -]?)?(?:nummer|number|hnr|nr|no|hn)?[\\s,.=:+_"\'-]{0,3})'
const POSTCODE = new RegExp(
  `(?<![\\w€$£]|\\d[.,-])([1-9]\\d{3})([\\s_+-]{0,2})([a-z]{2})(?:(?![a-z])|(?=huis|nr|no|hnr))(${NUMBER_AFTER})` +
    '[1-9]\\d{0,4}(?!\\d)(?:[\\s-]?(?:bis|hs|huis|rd|zw|i{1,3}|[a-z])(?![a-z\\d])|-\\d{1,4}(?!\\d))?(?![a-z])',
  'gi',
)
const NUMBER_BEFORE =
  /(?<![\w.,])[1-9]\d{0,4}(?:[\s-]?(?:[a-z]|bis|hs)|-?[A-Z])?\s?,\s{0,2}[1-9]\d{3}\s?[A-Z]{2}(?![A-Za-z\d])|((?:straat|laan|weg|plein|dijk|kade|gracht|singel|hof|pad|steeg|dreef|plantsoen|markt|baan|boulevard|str\.?)[\s+_-]{1,3})[1-9]\d{0,4}[\s-]?[a-zA-Z]?[\s,+_-]{1,3}[1-9]\d{3}[\s+_-]?[a-zA-Z]{2}(?![A-Za-z\d])|((?:huis(?:nummer|nr)|house_?(?:number|nr)|hnr|nummer)["'\s]{0,2}[=:/-]["'\s]{0,2})[1-9]\d{0,4}[a-z]?["'\s,&;/]{1,3}(?:postcode|postal_?code|zip|pc)["'\s]{0,2}[=:/-]["'\s]{0,2}[1-9]\d{3}[\s+_-]?[a-zA-Z]{2}(?![A-Za-z\d])/g

/** Cuts Dutch postcodes with a house number, in either order; a postcode alone is a neighbourhood and stays.
 *  @example cutAddresses('Kerkstraat 12, 1234 AB Utrecht') // 'Kerkstraat [address] Utrecht' */
export function cutAddresses(text: string): string {
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

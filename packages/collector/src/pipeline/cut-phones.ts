import { isNumberOfAThing } from './number-of-a-thing.ts'

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

/** Cuts telephone numbers: Dutch in every usual spelling, Belgian, French and German as written at home, all others with
 *  their + or 00. Dates are spared, and so are free and paid service numbers (0800, 0900).
 *  @example cutPhones('bel 06-12345678') // 'bel [phone]' */
export function cutPhones(text: string): string {
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

import { IBAN_LENGTHS } from './lists/iban-lengths.ts'
import { isNumberOfAThing } from './number-of-a-thing.ts'

const IBAN = /(?<![a-z0-9])([a-z]{2})\d{2}(?:[ \u00a0.+_-]?[a-z0-9]){11,30}/gi

/** Cuts account numbers: the length of their country and mod-97 must both fit, however they are grouped.
 *  @example cutIbans('NL91 ABNA 0417 1643 00 tnv') // '[iban] tnv' */
export function cutIbans(text: string): string {
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

const BSN =
  /(?<!\d)(?<!\d[.,-])(?:\d{9}|\d{3}([ .-])\d{3}\1\d{3}|\d{4}([ .-])\d{2}\2\d{3}|\d{2}([ .-])\d{2}\3\d{2}\3\d{3})(?![\d%])(?![.,-]\d)/g

/** Cuts citizen service numbers: nine digits that pass the 11-proof, and are no price and no number of a thing.
 *  @example cutBsns('111222333 en 111222334') // '[bsn] en 111222334' */
export function cutBsns(text: string): string {
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

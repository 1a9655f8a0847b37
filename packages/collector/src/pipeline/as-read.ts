/** A text as a person reads it, to look for personal data in: percent-encoding resolved, full-width and other look-alike characters
 *  made plain (NFKC), what cannot be seen left out.
 *  @returns the text itself when it is plain already
 *  @example asRead('jan％２５40ｅxample。nl') // 'jan@example.nl' */
export function asRead(text: string): string {
  let read = text
  // Three times: once for the address, once for an address inside it, once for a careless redirect.
  for (let round = 0; round < 3; round++) read = decodePercent(toPlain(read))
  return toPlain(read)
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

/** Soft hyphens, zero-width spaces and marks of direction; between the letters of a word they change nothing that is seen. */
const UNSEEN = /\p{Cf}/gu
/** The ideographic full stop, which browsers take for a dot in a name of a host (UTS #46). */
const OTHER_DOT = /\u3002/g

function toPlain(text: string): string {
  // Nearly all texts: nothing in them to look for.
  if (!/[^\0-\x7f]/.test(text)) return text
  return text.normalize('NFKC').replace(UNSEEN, '').replace(OTHER_DOT, '.')
}

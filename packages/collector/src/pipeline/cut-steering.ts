/** Control characters but tab and line ends, and the characters that turn the direction of the text around them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const STEERING = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g

/** Takes out what is not read but steers how a text is shown. An unclosed U+202E turns round what stands beside it on a page, in a
 *  spreadsheet or in a terminal: a campaign of that name would show € 12.00 as 00.21 €. Marks of direction (U+200E, U+200F) stay:
 *  Arabic and Hebrew need them, and they turn nothing round.
 *  @returns the text without them; U+FFFD where nothing else was in it, for a name must not become empty
 *  @example cutSteering('\u202egnp.exe') // 'gnp.exe' */
export function cutSteering(text: string): string {
  return text.search(STEERING) < 0 ? text : text.replace(STEERING, '') || '\ufffd'
}

import { scrubText } from './pipeline/scrub.ts'

/** Longest copy, in characters. */
const MAX_COPY = 2_000
/** An event is flat but for its props; what is nested deeper is only told as there. A limit, because a stranger may send
 *  30,000 levels, which no recursion survives. */
const MAX_DEPTH = 3

/** What the owner gets to see of an event that was refused: enough to find the mistake, nothing that may say who somebody
 *  is. Addresses lose their query and fragment, as those of kept events do.
 *  @param event  whatever arrived; null when nothing of it may be kept
 *  @returns JSON, cut at 2,000 characters; '' for null
 *  @example quarantineCopy({ type: 'page_view', url: 'https://a.nl/p?naam=Anne' })
 *  // '{"type":"page_view","url":"https://a.nl/p"}' */
export function quarantineCopy(event: unknown): string {
  if (event === null) return ''
  const text = JSON.stringify(cleaned(event, 0)) ?? ''
  // Scrubbed before it is cut: half an e-mail address looks like none.
  return scrubText(text.toWellFormed()).slice(0, MAX_COPY).toWellFormed()
}

function cleaned(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return withoutQueries(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH) return '…'
  if (Array.isArray(value)) return value.map((one) => cleaned(one, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cleaned(one, depth + 1)]))
}

/** Whatever looks like an address, also without host, ends where its query would begin. */
function withoutQueries(text: string): string {
  return text.replace(/([/\w])[?#]\S+/g, '$1')
}

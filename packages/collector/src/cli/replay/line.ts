import { createHash } from 'node:crypto'

/** One line of a file as what is sent for it, or why nothing is. */
export type Read =
  | { readonly status: 'event'; readonly line: Readonly<Record<string, unknown>> }
  | { readonly status: 'dropped'; readonly reason: string }
  | { readonly status: 'header' }

export interface Target {
  readonly site: string
  /** Host of the site's pages. */
  readonly domain: string
}

/** Reads one line; `number` counts from 1. */
export type Reader = (text: string, number: number, target: Target) => Read

/** The same line of the same file always gets the same id, so that a second replay changes nothing; ids sort as the lines do,
 *  which keeps the order of events of the same millisecond. 48 bits tell two texts on the same line of two files apart. */
export function lineId(text: string, number: number): string {
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 8)
  return `r${String(number).padStart(10, '0')}-${digest}`
}

import { MAX_BATCH_EVENTS } from '@koopsignaal/protocol'
import { AppError } from '../errors.ts'
import { parseJson } from '../pipeline/index.ts'

export interface Line {
  /** Its place in what was sent; empty lines have one too. */
  readonly index: number
  readonly text: string
}

/** Neighbouring lines of one visitor, as the body of one batch. */
export interface LineBatch {
  /** As `receive` reads it. */
  readonly body: { readonly events: readonly unknown[] }
  /** The line of each event. */
  readonly indexes: readonly number[]
}

export interface Refused {
  readonly index: number
  readonly error: AppError
}

/** Longest line, in characters: a single event is far smaller. */
export const MAX_LINE = 64 * 1024
/** What stands beside an event in its line. */
const ENVELOPE = ['site', 'visitor', 'consent', 'userAgent', 'ip', 'webdriver'] as const

/** Puts lines together that say the same beside their event: an import has a visitor's events one after another, and what a batch
 *  takes beside its events is more than they do. */
export function toBatches(lines: readonly Line[]): {
  readonly batches: readonly LineBatch[]
  readonly refused: readonly Refused[]
} {
  const batches: { body: { events: unknown[] }; indexes: number[] }[] = []
  const refused: Refused[] = []
  let present = ''
  for (const { index, text } of lines) {
    try {
      const { envelope, event } = readLine(text)
      const said = JSON.stringify(envelope)
      const batch = batches.at(-1)
      if (batch !== undefined && said === present && batch.indexes.length < MAX_BATCH_EVENTS) {
        batch.body.events.push(event)
        batch.indexes.push(index)
      } else batches.push({ body: { ...envelope, events: [event] }, indexes: [index] })
      present = said
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      refused.push({ index, error })
    }
  }
  return { batches, refused }
}

function readLine(text: string): { readonly envelope: object; readonly event: object } {
  if (text.length > MAX_LINE) throw new AppError('invalid_batch', `longer than ${MAX_LINE} characters`)
  const line = parseJson(text, 'the line')
  if (typeof line !== 'object' || line === null) throw new AppError('invalid_batch', 'expected a JSON object')
  const event: Record<string, unknown> = { ...line }
  const envelope: Record<string, unknown> = {}
  for (const key of ENVELOPE) {
    if (event[key] === undefined) continue
    envelope[key] = event[key]
    delete event[key]
  }
  return { envelope, event }
}

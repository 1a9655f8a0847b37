import { fromTag, MAX_BATCH_EVENTS, type UnixMs, type WireEnvelope } from '@koopsignaal/protocol'
import { AppError } from '../errors.ts'
import { issueText } from '../schemas/issue-text.ts'
import { parseEnvelope } from '../schemas/wire.ts'

/** What is known about the request itself. */
export interface Sender {
  readonly receivedAt: UnixMs
  readonly ip: string
  readonly userAgent: string | null
  /** `Sec-GPC: 1` or `DNT: 1`: the visitor asks not to be followed. */
  readonly optedOut: boolean
  /** Host of the page that sent it; null when the browser does not say. */
  readonly origin: string | null
  /** Two letters from a trusted proxy; null when there is none. */
  readonly country: string | null
  /** It carries a write token for the site: a server of the owner, not a browser. */
  readonly owner: boolean
  /** A script on the collector's own machine that says nothing of a browser: somebody is trying it out. */
  readonly isTrial: boolean
}

export interface ReceivedBatch {
  readonly envelope: WireEnvelope
  /** In the words of `POST /v1/events`; not looked at further. */
  readonly events: readonly unknown[]
  /** Whether the visitor wants to see what is stored: `koop('me', …)`. */
  readonly asksMe?: boolean
  /** What it came in, where that is not bounded otherwise. */
  readonly bytes?: number
}

/** Reads the envelope of a batch; its events are checked one by one later.
 *  @param bytes  that it came in
 *  @throws AppError invalid_batch when it cannot be read as a whole */
export function receive(message: unknown, bytes = 0): ReceivedBatch {
  const told = fromTag(message)
  const body: unknown = told?.batch ?? message
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new AppError('invalid_batch', 'expected a JSON object with site and events')
  }
  const envelope = parseEnvelope(body)
  if (!envelope.success) throw new AppError('invalid_batch', issueText([], envelope.error.issues[0]!))
  const events: unknown = (body as { events?: unknown }).events
  if (!Array.isArray(events)) throw new AppError('invalid_batch', 'events: expected a list')
  if (events.length > MAX_BATCH_EVENTS) {
    throw new AppError(
      'invalid_batch',
      `events: expected at most ${MAX_BATCH_EVENTS} events, got ${events.length}`,
    )
  }
  return { envelope: envelope.data, events, asksMe: told?.asksMe ?? false, bytes }
}

/** A byte-order mark in front is no part of the text: some programs write one by themselves (RFC 8259, section 8.1).
 *  @param what  what the refusal calls it
 *  @throws AppError invalid_batch when the text is no JSON */
export function parseJson(text: string, what = 'the body'): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch {
    throw new AppError('invalid_batch', `${what} is not valid JSON`)
  }
}

import type { IngestAnswer, TagRow } from '@koopsignaal/protocol'
import { tell } from './api.ts'
import { visitor } from './consent.ts'
import { drop, forgetKept, keep, keptOf } from './kept-events.ts'

/** Takes the place of send.ts in the variants with an offline queue. What could not be sent of a visitor who agreed is kept until
 *  the next event that arrives, on this page or another, or until the browser is online again. */

export const { src } = document.currentScript as HTMLScriptElement

/** As in send.ts. */
const LAST_WAIT = 2e6
/** All that a browser sends for a page that may be gone. Source: Fetch standard, "inflight keep-alive bytes". */
const KEEPALIVE_QUOTA = 64 * 1024

/** @returns whether it need not be tried again: it arrived, or was refused for good */
const deliver = async (rows: readonly TagRow[]): Promise<boolean> => {
  try {
    const body = JSON.stringify([Date.now(), ...rows])
    const url = new URL('../v1/events', src)
    let response: Response
    try {
      response = await fetch(url, { method: 'POST', keepalive: true, body })
    } catch {
      // Nobody hears whether a beacon arrives, so it counts as lost: the same ids a second time change nothing.
      if (document.hidden || body.length > KEEPALIVE_QUOTA) navigator.sendBeacon(url, body)
      return false
    }
    if (/408|42[59]|5../.test(response.status as unknown as string)) return false
    if (response.ok) hear(rows, (await response.json()) as IngestAnswer)
    return true
  } catch {
    return false
  }
}

/** Passes on what the collector answers, as send.ts does; a mistake in a listener is the page's. */
const hear = ([row]: readonly TagRow[], { assessment, me }: IngestAnswer): void => {
  try {
    if (assessment && visitor()) tell(assessment)
    ;(row![8] as (me: unknown) => void)(me)
  } catch {
    // Nobody listens.
  }
}

let timer: ReturnType<typeof setTimeout> | 0 = 0
let isSending = false

/** Sends what is kept, as one message; of a visitor who does not agree any more nothing is. Tabs that do so at the same time send the
 *  same ids. */
const sendKept = async (wait = 1e3): Promise<void> => {
  const whose = visitor()
  const events = keptOf(whose)
  if (!events[0]) return forgetKept()
  if (isSending) return
  isSending = true
  const isDone = await deliver(events)
  isSending = false
  if (isDone) drop(whose as string, events)
  else later(wait * 2)
}

const later = (wait: number): void => {
  if (!timer && wait < LAST_WAIT)
    timer = setTimeout(() => {
      timer = 0
      sendKept(wait)
    }, wait * Math.random())
}

/** Sends one row, as send.ts does. Without consent, and where nothing can be kept, it is tried again from this page only. */
export const send = async (row: TagRow, wait = 1e3): Promise<void> => {
  const [, , id, , , , , type] = row
  const whose = type === 'consent' ? undefined : (id as string | undefined)
  if (type === 'consent') forgetKept()
  // Consent may have been taken back since the last try, here or in another tab.
  if (whose && whose !== visitor()) return
  // A browser that knows it is offline may be closed before it knows that the request failed.
  if (whose && !navigator.onLine) keep(whose, [row])
  if (await deliver([row])) {
    if (whose) {
      drop(whose, [row])
      if (keptOf(visitor())[0]) sendKept()
    }
  } else if (whose && (whose !== visitor() || keep(whose, [row]))) later(1e3)
  else if (wait < LAST_WAIT) setTimeout(send, wait * Math.random(), row, wait * 2)
}

try {
  // Left by a visitor who does not agree any more, in this or another tab.
  if (!keptOf(visitor())[0]) forgetKept()
  addEventListener('online', () => sendKept())
} catch {
  // A sandboxed frame: no cookies, no storage, nothing is counted.
}

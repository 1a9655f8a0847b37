import type { IngestAnswer, TagBatch } from '@koopsignaal/protocol'
import { tell } from './assessment.ts'
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
const deliver = async (batch: TagBatch): Promise<boolean> => {
  try {
    const body = JSON.stringify({ ...batch, now: Date.now() })
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
    if (response.ok) {
      const { assessment } = (await response.json()) as IngestAnswer
      tell(assessment)
    }
    return true
  } catch {
    return false
  }
}

let timer: ReturnType<typeof setTimeout> | 0 = 0
let isSending = false

/** Sends what is kept, as one batch; of a visitor who does not agree any more nothing is. Tabs that do so at the same time send the
 *  same ids. */
const sendKept = async (wait = 1e3): Promise<void> => {
  const whose = visitor()
  const events = keptOf(whose)
  if (!events[0]) return forgetKept()
  if (isSending) return
  isSending = true
  const isDone = await deliver({
    site: KOOP_SITE,
    consent: 'granted',
    visitor: whose as string,
    webdriver: navigator.webdriver,
    events,
  })
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

/** Sends one batch, as send.ts does. Without consent, and where nothing can be kept, it is tried again from this page only. */
export const send = async (batch: TagBatch, wait = 1e3): Promise<void> => {
  const { consent, events } = batch
  const whose = consent === 'granted' ? batch.visitor : undefined
  if (consent === 'denied' || consent === 'withdrawn') forgetKept()
  // Consent may have been taken back since the last try, here or in another tab.
  if (whose && whose !== visitor()) return
  // A browser that knows it is offline may be closed before it knows that the request failed.
  if (whose && !navigator.onLine) keep(whose, events)
  if (await deliver(batch)) {
    if (whose) {
      drop(whose, events)
      if (keptOf(visitor())[0]) sendKept()
    }
  } else if (whose && (whose !== visitor() || keep(whose, events))) later(1e3)
  else if (wait < LAST_WAIT) setTimeout(send, wait * Math.random(), batch, wait * 2)
}

try {
  // Left by a visitor who does not agree any more, in this or another tab.
  if (!keptOf(visitor())[0]) forgetKept()
  addEventListener('online', () => sendKept())
} catch {
  // A sandboxed frame: no cookies, no storage, nothing is counted.
}

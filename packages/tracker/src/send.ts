import { type IngestAnswer, MAX_BATCH_EVENTS, type WireBatch, type WireEvent } from '@koopsignaal/protocol'
import { tell } from './assessment.ts'
import { mode, visitor } from './consent.ts'
import { guard } from './guard.ts'

/** Where the script came from is where the events go: `https://host/any/prefix/k/site.js` → `https://host/any/prefix/v1/`. */
export const base = (document.currentScript as HTMLScriptElement).src.replace(/k\/[^/]*$/, 'v1/')

const FIRST_WAIT = 1_000
/** 20 batches: chosen. Behind a blocker every batch fails for ever; the first ones say where the visitor came from. */
const MAX_WAITING = 20

const queue: WireEvent[] = []
const waiting: WireBatch[] = []
let wait = FIRST_WAIT
let timer: ReturnType<typeof setTimeout>
let wanted = false

/** Sends what is queued, even when that is nothing, as soon as the current task is done: what happens together travels
 *  together. */
export const sendSoon = (event?: WireEvent): void => {
  if (event) queue.push(event)
  wanted = true
  setTimeout(flush)
}

/** Sends what is queued now, under the consent of now. */
export const flush = guard(() => {
  if (wanted) {
    wanted = false
    post({
      site: KOOP_SITE,
      consent: mode,
      visitor,
      webdriver: navigator.webdriver,
      events: queue.splice(0, MAX_BATCH_EVENTS),
    })
    if (queue[0]) sendSoon()
  }
})

/** Tries again what did not arrive; the collector knows the event ids and counts nothing twice. */
export const resend = guard(() => waiting.splice(0).forEach(post))

const keep = (batch: WireBatch) => {
  if (waiting.length < MAX_WAITING) waiting.push(batch)
  clearTimeout(timer)
  timer = setTimeout(resend, wait * (0.5 + Math.random()))
  if (wait < 1e6) wait *= 2
}

/** Sends one batch: text/plain without own headers, so that no browser asks for permission first. */
export const post = (batch: WireBatch): void => {
  // A batch that waited while its visitor withdrew must not bring the visitor back.
  if (batch.consent === 'granted' && batch.visitor !== visitor) return
  const body = JSON.stringify(batch, (_, value) => (value === '' ? undefined : value))
  try {
    fetch(`${base}events`, { method: 'POST', keepalive: true, body })
      .then(
        (response) => {
          if (response.ok) {
            wait = FIRST_WAIT
            resend()
            return response.json().then(({ assessment }: IngestAnswer) => {
              if (visitor && assessment) tell(assessment)
            })
          }
          if (/408|42[59]|5../.test(`${response.status}`)) keep(batch)
        },
        () => keep(batch),
      )
      .catch(() => {})
  } catch {
    navigator.sendBeacon(`${base}events`, body)
  }
}

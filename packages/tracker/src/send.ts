import type { IngestAnswer, TagBatch } from '@koopsignaal/protocol'
import { tell } from './assessment.ts'

/** Where the script came from is where everything else is: `https://host/any/prefix/k/site.js` → `https://host/any/prefix/v1/…`. */
export const { src } = document.currentScript as HTMLScriptElement

/** About half an hour: chosen. After that the page is mostly gone, and a blocker does not change its mind. */
const LAST_WAIT = 2e6

/** Sends one batch: text/plain without own headers, so that no browser asks for permission first. What does not arrive is sent
 *  again, later each time; the collector knows the event ids and counts nothing twice. */
export const send = async (batch: TagBatch, wait = 1e3): Promise<void> => {
  let response: Response | undefined
  try {
    response = await fetch(new URL('../v1/events', src), {
      method: 'POST',
      keepalive: true,
      body: JSON.stringify({ ...batch, now: Date.now() }),
    })
    const { assessment } = (await response.json()) as IngestAnswer
    tell(assessment)
  } catch {
    // Unreachable, or the answer is none of a collector's: its status says whether to try again.
  }
  // Without an answer the status is 'undefined'.
  if (wait < LAST_WAIT && /408|42[59]|^5|d/.test(response?.status as unknown as string))
    setTimeout(send, wait * Math.random(), batch, wait * 2)
}

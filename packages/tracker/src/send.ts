import type { IngestAnswer, TagRow } from '@koopsignaal/protocol'
import { tell } from './api.ts'
import { visitor } from './consent.ts'

/** Where this script was loaded from: there is the collector. */
export const { src } = document.currentScript as HTMLScriptElement

/** The wait doubles until it is longer than this, in ms. */
const LAST_WAIT = 2e6

/** Sends one row. A request that fails, or that the collector cannot take now, is sent again, under the consent that it was
 *  recorded under: after 0–1 s, 0–2 s, … for about half an hour. Refused for good it is not. `keepalive` outlives the page;
 *  without a content type there is no preflight. */
export const send = async (row: TagRow, wait = 1e3): Promise<void> => {
  // A request that failed has no status, and is tried again: `undefined` has a d.
  let response: Response | undefined
  try {
    response = await fetch(new URL('../v1/events', src), {
      method: 'POST',
      keepalive: true,
      body: JSON.stringify([Date.now(), row]),
    })
    const { assessment, me } = (await response.json()) as IngestAnswer
    // `koop('me', listener)` waits for it; what other rows have there cannot be called.
    if (assessment && visitor()) tell(assessment)
    ;(row[8] as (me: unknown) => void)(me)
  } catch {
    // It failed, or the answer is no JSON, or a listener of the page throws: only the status says whether to try again.
  }
  if (wait < LAST_WAIT && /408|42[59]|^5|d/.test(response?.status as unknown as string))
    setTimeout(send, wait * Math.random(), row, wait * 2)
}

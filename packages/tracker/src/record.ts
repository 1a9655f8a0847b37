import type { TagRow } from '@koopsignaal/protocol'
import { choose, saidNo } from './choose.ts'
import { refused, visitor } from './consent.ts'
import { page } from './page-views.ts'
import { send, src } from './send.ts'

/** Sends one event at once, under the consent of now: nothing waits in the page, so nothing is lost or mixed up when the visitor
 *  leaves or chooses. `data` is what the page saw or said; the collector knows what it means (`fromTag` of @koopsignaal/protocol). */
const recordAll = (type: string, ...data: unknown[]): void => {
  // An id from before the browser refused, or from a tab that was open then.
  if (refused) choose()
  if (!KOOP_OFF || visitor() || type === 'consent')
    send([
      src,
      saidNo,
      visitor(),
      navigator.webdriver,
      Math.random(),
      Date.now(),
      page,
      type,
      ...data,
    ] as TagRow)
  // Who is not known yet is not asked for.
  else if (type === 'me') (data[0] as (nothing: null) => void)(null)
}

/** What the small build does instead: nobody is known and nothing is sent twice. */
const recordOnce = (type: string, ...data: unknown[]): void => {
  navigator.sendBeacon(
    new URL('../v1/events', src),
    JSON.stringify([0, [src, 0, 0, navigator.webdriver, Math.random(), 0, page, type, ...data]]),
  )
}

export const record = KOOP_CORE ? recordOnce : recordAll

import type { TagBatch, TagEvent } from '@koopsignaal/protocol'
import { become } from './become.ts'
import { mode, newId, refused, visitor } from './consent.ts'
import { page } from './page-views.ts'
import { send, src } from './send.ts'

/** Sends one event at once, under the consent of now: nothing waits in the page, so nothing is lost or mixed up when the visitor
 *  leaves or chooses. `data` is what the page saw or said; the collector knows what it means (`fromTag` of @koopsignaal/protocol). */
const recordAll = (type: string, ...data: unknown[]): void => {
  // An id from before the browser refused, or from a tab that was open then.
  if (refused) become(0)
  if (!KOOP_OFF || visitor())
    send({
      site: KOOP_SITE,
      consent: mode(),
      visitor: visitor(),
      webdriver: navigator.webdriver,
      events: [{ id: newId(), seen: Date.now(), url: page, type, data }],
    } as TagBatch)
}

/** What the small build does instead: nobody is known and nothing is sent twice. */
const recordOnce = (type: string, ...data: unknown[]): void => {
  navigator.sendBeacon(
    new URL('../v1/events', src),
    JSON.stringify({
      site: KOOP_SITE,
      consent: KOOP_CONSENT,
      webdriver: navigator.webdriver,
      events: [{ id: Math.random(), url: page, type, data } as TagEvent],
    }),
  )
}

export const record = KOOP_CORE ? recordOnce : recordAll

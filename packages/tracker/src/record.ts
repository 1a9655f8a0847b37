import type { EventType, WireBatch, WireEvent } from '@koopsignaal/protocol'
import { mode, refused, visitor } from './consent.ts'
import { newId } from './new-id.ts'
import { page } from './page-views.ts'
import { send, src } from './send.ts'
import { withdraw } from './withdraw.ts'

/** What an event of this type carries beside what every event gets here. */
export type Fields<Type extends EventType> = Omit<
  Extract<WireEvent, { type: Type }>,
  'id' | 'type' | 'ago' | 'at' | 'url'
>

/** Sends one event at once, under the consent of now: nothing waits in the page, so nothing is lost or mixed up when the visitor
 *  leaves or chooses. `fields` may come from the page, and may hold the id that makes the event count once. How long ago it
 *  happened is worked out each time it is written down to be sent. */
const recordAll = (type: EventType, fields: object, happened: number = Date.now()): void => {
  // An id from before the browser refused, or from a tab that was open then.
  if (refused) withdraw()
  if (!KOOP_OFF || visitor())
    send({
      site: KOOP_SITE,
      consent: mode(),
      visitor: visitor(),
      webdriver: navigator.webdriver,
      events: [
        {
          id: newId(),
          url: page,
          ...fields,
          type,
          get ago() {
            return Date.now() - happened
          },
        },
      ],
    } as unknown as WireBatch)
}

/** What the small build does instead: nobody is known and nothing is sent twice. 52 random bits tell a site's events apart, and are
 *  no secret. */
const recordOnce = (type: EventType, fields: object): void => {
  navigator.sendBeacon(
    new URL('../v1/events', src),
    JSON.stringify({
      site: KOOP_SITE,
      consent: KOOP_CONSENT,
      webdriver: navigator.webdriver,
      events: [{ id: `${Math.random()}`.slice(2), url: page, ...fields, type }],
    }),
  )
}

export const record: <Type extends EventType>(type: Type, fields: Fields<Type>) => void = KOOP_CORE
  ? recordOnce
  : recordAll

import type { EventType, WireBatch, WireEvent } from '@koopsignaal/protocol'
import { mode, visitor } from './consent.ts'
import { newId } from './new-id.ts'
import { page } from './page-views.ts'
import { send } from './send.ts'

/** What an event of this type carries beside what every event gets here. */
export type Fields<Type extends EventType> = Omit<
  Extract<WireEvent, { type: Type }>,
  'id' | 'type' | 'ago' | 'at' | 'url'
>

/** Sends one event at once, under the consent of now: nothing waits in the page, so nothing is lost or mixed up when the visitor
 *  leaves or chooses. `fields` may come from the page, and may hold the id that makes the event count once. */
export const record = <Type extends EventType>(type: Type, fields: Fields<Type>): void => {
  if (KOOP_CORE || mode())
    send({
      site: KOOP_SITE,
      consent: mode(),
      ...(KOOP_CORE ? {} : { visitor: visitor() }),
      webdriver: navigator.webdriver,
      events: [{ id: newId(), url: page, ...fields, type }],
    } as WireBatch)
}

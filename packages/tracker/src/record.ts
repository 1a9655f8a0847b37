import type { EventType, WireEvent } from '@koopsignaal/protocol'
import { cleanUrl } from './clean-url.ts'
import { mode } from './consent.ts'
import { randomId } from './random-id.ts'
import { sendSoon } from './send.ts'

/** What an event of this type carries beside what every event gets here. */
export type Fields<Type extends EventType> = Omit<
  Extract<WireEvent, { type: Type }>,
  'id' | 'type' | 'ago' | 'at' | 'url'
>

/** The page that events happen on: the address at its page view. */
export let page = cleanUrl(location.href)

/** From now on events happen on the address that the page has now. */
export const turnPage = (): void => {
  page = cleanUrl(location.href)
}

/** Queues one event. `fields` may come from the page: what cannot travel as JSON throws here, alone, instead of later with
 *  its whole batch. */
export const record = <Type extends EventType>(type: Type, fields: Fields<Type>): void => {
  if (mode === 'off') return
  const at = performance.now()
  sendSoon({
    id: randomId(),
    url: page,
    ...JSON.parse(JSON.stringify(fields)),
    type,
    // Asked for by JSON.stringify, at each attempt to send.
    get ago() {
      return (performance.now() - at) | 0
    },
  })
}

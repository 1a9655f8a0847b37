import { DAY, type WireEvent } from '@koopsignaal/protocol'

/** The offline queue: what could not be sent of a visitor who agreed. It is the only thing beside the cookie that is ever on the
 *  device. Nothing here throws: where storage is forbidden or full there is no queue. */

/** An event with the moment it happened, on the browser's clock, instead of how long ago that is. */
export type KeptEvent = WireEvent & { readonly happened: number }

const MOST_EVENTS = 50
const MOST_BYTES = 32 * 1024
const KEY = `koop-${KOOP_SITE}`

/** What is kept of this visitor and has not become too old to be taken; the oldest first. */
export const keptOf = (visitor: string | undefined): readonly KeptEvent[] => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY)!) as { visitor?: string; events: KeptEvent[] }
    return kept.visitor === visitor ? kept.events.filter(({ happened }) => Date.now() - happened < DAY) : []
  } catch {
    return []
  }
}

/** Takes the queue off the device. */
export const forgetKept = (): void => {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Nothing was ever kept.
  }
}

/** Writes the queue anew; the oldest go when there is no room.
 *  @returns the events that are kept; null when nothing can be */
const write = (visitor: string, events: readonly KeptEvent[]): readonly KeptEvent[] | null => {
  let rest = events.slice(-MOST_EVENTS)
  try {
    let text = JSON.stringify({ visitor, events: rest })
    while (rest[0] && new Blob([text]).size > MOST_BYTES) {
      rest = rest.slice(1)
      text = JSON.stringify({ visitor, events: rest })
    }
    if (rest[0]) localStorage.setItem(KEY, text)
    else forgetKept()
    return rest
  } catch {
    return null
  }
}

const without = (visitor: string, events: readonly WireEvent[]): readonly KeptEvent[] =>
  keptOf(visitor).filter(({ id }) => !events.some((event) => event.id === id))

/** Keeps events; one that is kept already stays once. What another tab keeps stays too.
 *  @returns whether they are safe: all of them are in the queue */
export const keep = (visitor: string, events: readonly WireEvent[]): boolean => {
  const fresh = events.map(({ ago = 0, ...event }) => ({
    ...event,
    happened: Date.now() - ago,
  })) as KeptEvent[]
  const kept = write(visitor, [...without(visitor, events), ...fresh])
  return kept !== null && fresh.every((event) => kept.includes(event))
}

/** Removes what has been sent, and nothing that another tab has kept meanwhile. */
export const drop = (visitor: string, events: readonly WireEvent[]): void => {
  if (keptOf(visitor)[0]) write(visitor, without(visitor, events))
}

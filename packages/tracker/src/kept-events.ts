import { DAY, type TagRow } from '@koopsignaal/protocol'

/** The offline queue: what could not be sent of a visitor who agreed. It is the only thing beside the cookie that is ever on the
 *  device. Nothing here throws: where storage is forbidden or full there is no queue. */

const MOST_EVENTS = 50
const MOST_BYTES = 32 * 1024
const KEY = `koop-${KOOP_SITE}`

/** What is kept of this visitor and has not become too old to be taken; the oldest first. */
export const keptOf = (visitor: string | undefined): readonly TagRow[] => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY)!) as { visitor?: string; events: TagRow[] }
    return kept.visitor === visitor ? kept.events.filter(([, , , , , seen]) => Date.now() - seen < DAY) : []
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
const write = (visitor: string, events: readonly TagRow[]): readonly TagRow[] | null => {
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

const without = (visitor: string, events: readonly TagRow[]): readonly TagRow[] =>
  keptOf(visitor).filter(([, , , , id]) => !events.some((event) => event[4] === id))

/** Keeps events; one that is kept already stays once. What another tab keeps stays too.
 *  @returns whether they are safe: all of them are in the queue */
export const keep = (visitor: string, events: readonly TagRow[]): boolean => {
  const kept = write(visitor, [...without(visitor, events), ...events])
  return kept !== null && events.every((event) => kept.some(([, , , , id]) => id === event[4]))
}

/** Removes what has been sent, and nothing that another tab has kept meanwhile. */
export const drop = (visitor: string, events: readonly TagRow[]): void => {
  if (keptOf(visitor)[0]) write(visitor, without(visitor, events))
}

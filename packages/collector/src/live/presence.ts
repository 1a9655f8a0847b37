import { type Event, MINUTE, type Topic, type UnixMs } from '@koopsignaal/protocol'
import type { Track } from '../storage/store.ts'

/** Chosen: longer than most people read one page, shorter than a visit. */
export const LIVE_WINDOW = 5 * MINUTE
/** Visitors remembered a site; the one longest without a sign is forgotten first. */
const MOST = 20_000

/** What is known without asking: when somebody gave a sign, and on which page. */
export interface Presence {
  readonly visitor: string
  readonly lastAt: UnixMs
  readonly page: {
    readonly path: string | null
    readonly title: string | null
    readonly topic: Topic | null
  } | null
}

/** Who gave a sign in the last minutes, the latest last. */
export interface Presences {
  /** @returns whose presence changed */
  note(events: readonly Event[], now: UnixMs): readonly string[]
  /** The same from what is stored; what was noted meanwhile is newer and stays. */
  seed(track: Track): void
  get(visitor: string): Presence | undefined
  remove(visitor: string): boolean
  /** Removes who gave no sign for too long. */
  expire(now: UnixMs): readonly string[]
  all(): readonly Presence[]
}

export function createPresences(): Presences {
  const known = new Map<string, Presence>()
  const put = (presence: Presence): void => {
    known.delete(presence.visitor)
    known.set(presence.visitor, presence)
    if (known.size > MOST) known.delete(known.keys().next().value!)
  }
  return {
    note(events, now) {
      const changed = new Set<string>()
      for (const event of events) {
        const { visitor, at } = event
        if (visitor === null || event.bot !== null || at <= now - LIVE_WINDOW) continue
        put(next(known.get(visitor), visitor, event))
        changed.add(visitor)
      }
      return [...changed]
    },
    seed(track) {
      const { visitor } = track
      const noted = known.get(visitor)
      const presence = track.events.reduce<Presence | undefined>(
        (one, event) => next(one, visitor, event),
        undefined,
      )
      if (presence !== undefined && (noted === undefined || noted.lastAt <= presence.lastAt)) put(presence)
    },
    get: (visitor) => known.get(visitor),
    remove: (visitor) => known.delete(visitor),
    expire(now) {
      const gone = [...known.values()].filter(({ lastAt }) => lastAt <= now - LIVE_WINDOW)
      for (const { visitor } of gone) known.delete(visitor)
      return gone.map(({ visitor }) => visitor)
    },
    all: () => [...known.values()],
  }
}

function next(present: Presence | undefined, visitor: string, event: Event): Presence {
  const { path, title, topic, at } = event
  // An event that comes late does not move somebody back to an earlier page.
  const isLatest = present === undefined || at >= present.lastAt
  const page = event.type === 'page_view' && isLatest ? { path, title, topic } : (present?.page ?? null)
  return { visitor, lastAt: Math.max(at, present?.lastAt ?? at), page }
}

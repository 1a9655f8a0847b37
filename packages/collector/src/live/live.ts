import type { Language, LiveAnswer, LiveEvents, LiveTotals, UnixMs } from '@koopsignaal/protocol'
import { iso } from '../questions/iso.ts'
import { findGuest, type Guest, toLiveTotals, toLiveVisitor } from '../questions/live.ts'
import type { Site, Store } from '../storage/store.ts'
import type { Listener } from './announcing.ts'
import { createPresences, LIVE_WINDOW, type Presences } from './presence.ts'

/** Somebody who looks on. */
export interface Viewer {
  readonly language: Language
  tell<Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]): void
}

/** Who is on a site now, for whoever looks on: each change is looked up once, however many look. As long as nobody looks at a site
 *  nothing is kept of it. */
export interface Live extends Listener {
  now(site: Site, language: Language): Promise<LiveAnswer>
  /** Tells a snapshot, and from then on every change.
   *  @returns ends it */
  watch(site: Site, viewer: Viewer): Promise<() => void>
  close(): void
}

interface Room {
  site: Site
  readonly presences: Presences
  readonly guests: Map<string, Guest>
  readonly viewers: Set<Viewer>
  /** Whose look-up is due. */
  readonly due: Set<string>
  readonly seeded: Promise<void>
  told: LiveTotals
  lastAsked: UnixMs
}

/** Chosen: changes within this go out together; nobody sees the difference. */
const GATHER = 250
/** How often who left is noticed, and scores are taken anew. */
const SWEEP = 5_000
/** After this long without anybody looking a site is forgotten. */
const FORGET = 2 * LIVE_WINDOW
/** Look-ups in one go; more wait for the next, so that a crowd slows the picture and not the site. */
const MOST_AT_ONCE = 500
/** Visitors in a snapshot. */
const MOST_LISTED = 200

export function createLive(store: Store, clock: () => UnixMs, onError: (error: unknown) => void): Live {
  const rooms = new Map<string, Room>()
  let gathering: NodeJS.Timeout | null = null
  let sweeping: NodeJS.Timeout | null = null

  function roomOf(site: Site): Room {
    const present = rooms.get(site.id)
    if (present !== undefined) {
      present.site = site
      present.lastAsked = clock()
      return present
    }
    const presences = createPresences()
    const room: Room = {
      site,
      presences,
      guests: new Map(),
      viewers: new Set(),
      due: new Set(),
      seeded: seed(site, presences),
      told: toLiveTotals([]),
      lastAsked: clock(),
    }
    rooms.set(site.id, room)
    sweeping ??= setInterval(() => void sweep().catch(onError), SWEEP).unref()
    return room
  }

  async function seed(site: Site, presences: Presences): Promise<void> {
    const now = clock()
    const period = { from: now - LIVE_WINDOW + 1, to: now + 1 }
    for (let after: number | null = 0; after !== null; ) {
      const query = { site: site.id, period, filter: {}, until: now, after, limit: MOST_AT_ONCE }
      const page: Awaited<ReturnType<Store['tracks']>> = await store.tracks(query)
      for (const track of page.tracks) presences.seed(track)
      after = page.next
    }
  }

  /** Looks up who is due, and tells what changed. */
  async function lookUp(room: Room, most = MOST_AT_ONCE): Promise<void> {
    await room.seeded
    for (const visitor of [...room.due].slice(0, most)) {
      room.due.delete(visitor)
      const presence = room.presences.get(visitor)
      const guest = presence === undefined ? null : await findGuest(store, room.site, presence, clock())
      if (guest === null) leave(room, visitor)
      else arrive(room, visitor, guest)
    }
    tellTotals(room)
  }

  function arrive(room: Room, visitor: string, guest: Guest): void {
    const before = room.guests.get(visitor)
    room.guests.set(visitor, guest)
    for (const viewer of room.viewers) {
      const line = toLiveVisitor(guest, viewer.language)
      const earlier = before === undefined ? null : toLiveVisitor(before, viewer.language)
      if (line !== null && JSON.stringify(line) !== JSON.stringify(earlier)) viewer.tell('visitor', line)
    }
  }

  function leave(room: Room, visitor: string): void {
    room.presences.remove(visitor)
    const guest = room.guests.get(visitor)
    room.guests.delete(visitor)
    if (!guest?.stored.facts.consented) return
    for (const viewer of room.viewers) viewer.tell('left', { id: visitor })
  }

  function tellTotals(room: Room): void {
    const totals = toLiveTotals(room.guests.values())
    if (JSON.stringify(totals) === JSON.stringify(room.told)) return
    room.told = totals
    for (const viewer of room.viewers) viewer.tell('totals', totals)
  }

  function expire(room: Room): void {
    for (const visitor of room.presences.expire(clock())) leave(room, visitor)
    for (const visitor of room.guests.keys())
      if (room.presences.get(visitor) === undefined) leave(room, visitor)
  }

  async function gather(): Promise<void> {
    for (const room of rooms.values()) await lookUp(room)
    const isMore = [...rooms.values()].some(({ due }) => due.size > 0)
    gathering = isMore ? later() : null
  }
  const later = () =>
    setTimeout(() => {
      gather().catch((error: unknown) => {
        gathering = null
        onError(error)
      })
    }, GATHER).unref()

  async function sweep(): Promise<void> {
    for (const room of rooms.values()) {
      if (room.viewers.size === 0 && clock() - room.lastAsked > FORGET) rooms.delete(room.site.id)
      expire(room)
      // Scores fade without an event.
      if (room.viewers.size > 0) for (const { visitor } of latest(room)) room.due.add(visitor)
      await lookUp(room)
    }
  }

  const latest = (room: Room) => room.presences.all().slice(-MOST_LISTED)

  async function snapshotOf(room: Room, language: Language): Promise<LiveAnswer> {
    await room.seeded
    expire(room)
    // Everybody anew: somebody may have been erased or have faded since.
    for (const { visitor } of room.presences.all()) room.due.add(visitor)
    await lookUp(room, Number.POSITIVE_INFINITY)
    const lines = [...room.guests.values()]
      .toSorted((a, b) => b.presence.lastAt - a.presence.lastAt)
      .map((guest) => toLiveVisitor(guest, language))
      .filter((line) => line !== null)
    return {
      at: iso(clock()),
      totals: toLiveTotals(room.guests.values()),
      visitors: lines.slice(0, MOST_LISTED),
    }
  }

  return {
    kept(events) {
      if (rooms.size === 0) return
      for (const [id, own] of Map.groupBy(events, ({ site }) => site)) {
        const room = rooms.get(id)
        for (const visitor of room?.presences.note(own, clock()) ?? []) room!.due.add(visitor)
        if (room !== undefined && room.due.size > 0) gathering ??= later()
      }
    },
    erased({ site, visitor }) {
      const room = rooms.get(site)
      if (room === undefined) return
      leave(room, visitor)
      tellTotals(room)
    },
    now: (site, language) => snapshotOf(roomOf(site), language),
    async watch(site, viewer) {
      const room = roomOf(site)
      const snapshot = await snapshotOf(room, viewer.language)
      room.told = snapshot.totals
      viewer.tell('snapshot', snapshot)
      room.viewers.add(viewer)
      return () => {
        room.viewers.delete(viewer)
        room.lastAsked = clock()
      }
    },
    close() {
      if (gathering !== null) clearTimeout(gathering)
      if (sweeping !== null) clearInterval(sweeping)
      rooms.clear()
    },
  }
}

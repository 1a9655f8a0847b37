import { randomUUID } from 'node:crypto'
import { DAY, type UnixMs } from '@koopsignaal/protocol'
import { isLater } from '@koopsignaal/scoring'
import type { Advance, Retained, Site } from '../store.ts'
import type { ChangeLog } from './change-log.ts'
import type { DerivedRows } from './derived-rows.ts'
import type { Facts } from './facts.ts'
import type { HotVisitors } from './hot-visitors.ts'
import type { Connection } from './open.ts'
import type { Statements } from './prepared.ts'
import { loadEvents, RecentEvents } from './recent-events.ts'
import type { SiteRegistry } from './site-registry.ts'
import { nameOf } from './visitor-rows.ts'

/** In days on which the collector was at work, and not by the calendar: a clock that jumps ten years ahead is one more day. */
export const RETENTION = {
  /** After the first event of a visitor, as long as the cookie lives: the visitor is forgotten, what was done stays. */
  profiles: 180,
  /** 25 months: then that goes too. */
  totals: 760,
} as const

/** How far a day has come. */
const ANONYMISED = 1
const REMOVED = 2

/** Chosen: some milliseconds of the writer's time. */
const AT_ONCE = 50

interface DueDay {
  readonly seq: number
  /** Those who came on this day: after the one, up to and with the other. */
  readonly after: number
  readonly lastVisitor: number
  readonly lastBlock: number
}

interface Found {
  readonly key: number
  readonly id: string
  readonly site: string
}

export interface RetentionParts {
  readonly writer: Connection
  readonly write: Statements
  readonly sites: SiteRegistry
  readonly hot: HotVisitors
  readonly facts: Facts
  readonly derived: DerivedRows
  readonly changes: ChangeLog
  /** Runs a transaction; one that fails leaves nothing behind. */
  readonly transact: <T>(work: () => T) => T
}

/** Keeps the periods after which who somebody was, and then what they did, is forgotten. Visitors have ascending keys: a row for each
 *  day of work with the newest key says who came when. */
export function createRetention(parts: RetentionParts) {
  const { writer, write, sites, hot, facts, derived, changes, transact } = parts

  const noteDay = writer.transaction((now: UnixMs): void => {
    const day = Math.floor(now / DAY)
    const last = write.get('lastWorkedDay').get() as { seq: number; day: number } | undefined
    write.get('clampWorkedDays').run()
    const seq = last?.day === day ? last.seq : write.get('addWorkedDay').run({ day }).lastInsertRowid
    write.get('putWorkedDay').run({ seq })
  })

  /** Gives a visitor an id that nobody has, and the events the consent of somebody who was never known: what they add up to stays as it
   *  is, and a rebuild comes to the same. */
  function anonymise({ key, id, site }: Found, advance: Advance): void {
    const anonymous = randomUUID()
    const events = loadEvents(write, { key, site, visitor: id }).map((event) => ({
      ...event,
      visitor: anonymous,
      consent: 'cookieless' as const,
    }))
    hot.remove(nameOf({ site, visitor: id }))
    derived.remove(key)
    write.get('removeBlocks').run({ visitor: key })
    write.get('renameVisitor').run({ key, id: anonymous })
    const recent = new RecentEvents({ key, site, visitor: anonymous }, facts, write.facts, null)
    for (const event of events) recent.add(event, write)
    recent.save(write)
    const people = events.filter(({ bot }) => bot === null).sort((a, b) => (isLater(a, b) ? 1 : -1))
    if (people.length === 0) return
    const change = advance(sites.find(site) as Site, null, people)
    if (change === 'needs_history') throw new Error('advance: asked for the history that it was given')
    derived.put(change, key, 'whole')
  }

  /** The ids of their events stay known: they count nothing, ever again. */
  function remove({ key, id, site }: Found): void {
    hot.remove(nameOf({ site, visitor: id }))
    derived.remove(key)
    for (const name of ['removeBlocks', 'removeVisitor'] as const) write.get(name).run({ visitor: key })
  }

  /** Does some of a day's visitors.
   *  @returns the last one's key; null when there are no more */
  const doSome = writer.transaction(
    (
      which: 'recognisable' | 'visitorsOfDay',
      { after, until }: { after: number; until: number },
      work: (visitor: Found) => void,
    ): { count: number; last: number } | null => {
      const some = write.get(which).all({ after, until, limit: AT_ONCE }) as Found[]
      for (const visitor of some) {
        work(visitor)
        changes.note(sites.key(visitor.site), visitor.key)
      }
      changes.save()
      const last = some.at(-1)
      return last === undefined ? null : { count: some.length, last: last.key }
    },
  )

  async function finish(
    stage: typeof ANONYMISED | typeof REMOVED,
    days: number,
    work: (visitor: Found) => void,
  ): Promise<number> {
    const which = stage === ANONYMISED ? 'recognisable' : 'visitorsOfDay'
    let count = 0
    // When it was closed meanwhile, the next start goes on.
    while (writer.open) {
      const due = write.get('dueDay').get({ stage, days }) as DueDay | undefined
      if (due === undefined) return count
      for (let after = due.after; ; ) {
        const done = transact(() => doSome.immediate(which, { after, until: due.lastVisitor }, work))
        if (done === null) break
        count += done.count
        after = done.last
        // Others may commit in between.
        await new Promise(setImmediate)
        if (!writer.open) return count
      }
      transact(() => {
        if (stage === REMOVED) write.get('removeCounted').run({ lastBlock: due.lastBlock })
        write.get('putStage').run({ seq: due.seq, stage })
      })
    }
    return count
  }

  return async function applyRetention(now: UnixMs, advance: Advance): Promise<Retained> {
    transact(() => noteDay.immediate(now))
    const removed = await finish(REMOVED, RETENTION.totals, remove)
    const anonymised = await finish(ANONYMISED, RETENTION.profiles, (visitor) => anonymise(visitor, advance))
    if (removed > 0 && writer.open) transact(() => write.get('removeWorkedDays').run({ stage: REMOVED }))
    return { anonymised, removed }
  }
}

import { EVENT_TYPES, type SavedFilters } from '@koopsignaal/protocol'
import type { Activity, DeskStore, DropCount, SavedSegment, Track } from '../store.ts'
import type { CountedStore } from './counted-acts.ts'
import { guarded } from './guarded.ts'
import type { Statements } from './prepared.ts'
import { filterParameters } from './reports.ts'
import { type StandingRow, standingToSpan } from './rows.ts'
import type { SiteRegistry } from './site-registry.ts'
import { loadHistory } from './visitor-rows.ts'

interface SavedRow {
  readonly name: string
  readonly label: string
  readonly filters: string
  readonly created_at: number
  readonly changed_at: number
}

/** The desk's part of the engine. */
export function createDesk(
  read: Statements,
  write: Statements,
  sites: SiteRegistry,
): Omit<DeskStore, keyof CountedStore> {
  const toTrack = (visitor: number, site: string, until: number): Track | null => {
    const events = loadHistory(read, visitor, site, until).filter(({ bot }) => bot === null)
    const last = events.at(-1)
    if (last === undefined) return null
    return {
      visitor: last.visitor!,
      // The last word counts, as for the profile, which need not be opened for it.
      consented: last.consent === 'granted',
      events,
      spans: (read.get('standings').raw().all({ visitor }) as StandingRow[]).map(standingToSpan),
    }
  }

  return {
    async tracks({ site, period, filter, until, after, limit }) {
      const parameters = filterParameters(sites.key(site), period, period.to, filter)
      const keys = read
        .get('trackKeys')
        .pluck()
        .all({ ...parameters, after, limit: limit + 1 }) as number[]
      const own = keys.slice(0, limit)
      return {
        tracks: own.map((key) => toTrack(key, site, until)).filter((track) => track !== null),
        next: keys.length > limit ? own.at(-1)! : null,
      }
    },
    async putSavedSegment({ site, filters, ...saved }) {
      const row = { ...saved, site: sites.key(site), filters: JSON.stringify(filters) }
      guarded(() => write.get('putSavedSegment').run(row))
    },
    async savedSegment(site, name) {
      const row = read.get('savedSegment').get({ site: sites.key(site), name }) as SavedRow | undefined
      return row === undefined ? null : toSavedSegment(row, site)
    },
    async savedSegments(site) {
      const rows = read.get('savedSegments').all({ site: sites.key(site) }) as SavedRow[]
      return rows.map((row) => toSavedSegment(row, site))
    },
    async removeSavedSegment(site, name) {
      return guarded(() => write.get('removeSavedSegment').run({ site: sites.key(site), name })).changes > 0
    },
    async changeSite(id, change) {
      guarded(() => write.get('changeSite').run({ id, change: JSON.stringify(change) }))
      sites.forget()
    },

    async activity(site, since) {
      const parameters = { site: sites.key(site), since }
      const types = read.get('activityTypes').all(parameters) as {
        readonly type: number
        readonly count: number
        readonly lastAt: number
        readonly bots: number
      }[]
      return {
        bots: types.reduce((sum, { bots }) => sum + bots, 0),
        types: types.map(({ type, count, lastAt }) => ({ type: EVENT_TYPES[type]!, count, lastAt })),
        hosts: read.get('activityHosts').all(parameters) as Activity['hosts'],
      }
    },
    async dropCounts(site) {
      const rows = read.get('dropCounts').all({ site: sites.key(site) }) as DropCount[]
      return rows.map(({ reason, count, lastAt, message }) => ({ reason, count, lastAt, message }))
    },
  }
}

function toSavedSegment(row: SavedRow, site: string): SavedSegment {
  return {
    site,
    name: row.name,
    label: row.label,
    filters: JSON.parse(row.filters) as SavedFilters,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  }
}

import type { Event } from '@koopsignaal/protocol'
import { isLater, type Model, yardstickOf, yardsticksOf } from '@koopsignaal/scoring'
import type { Advance, Site, VisitorChange } from '../store.ts'
import { type Mending, mendingOf } from './derived-holds.ts'
import type { Connection } from './open.ts'
import type { Statements } from './prepared.ts'
import { unpackEvents } from './recent-events.ts'
import { readRows, type StoredRows, type Stretch, type Yardsticks } from './stored-rows.ts'
import { loadProfile } from './visitor-rows.ts'
import { wholeRowsOf } from './whole-rows.ts'

/** What one stretch of visitors is to be derived for. */
export interface Asked {
  readonly site: Site
  readonly stretch: Stretch
  /** Only those whom this model finds outdated. */
  readonly present?: Model | undefined
  /** Only those whom this model finds up to date. */
  readonly upToDate?: Model | undefined
}

/** What came of it: plain, so that a thread can hand it to another. */
export interface Derived {
  /** How many visitors were derived. */
  readonly visitors: number
  /** Whose rows are not what they should be. */
  readonly mendings: readonly Mending[]
  /** The last change of anybody that was seen; who is in a later one may be somebody else by now. */
  readonly seen: number
}

/** Derives visitors from their events and compares with what is stored; writes nothing. */
export function createDeriving(db: Connection, statements: Statements) {
  // Everything of one moment; deriving comes after it, so that no snapshot keeps the WAL from being emptied meanwhile.
  const read = db.transaction((stretch: Stretch, outdated: Yardsticks | null) => ({
    rows: readRows(statements, stretch, outdated),
    seen: (statements.get('changesKept').get() as { last: number }).last,
  }))

  return function derive({ site, stretch, present, upToDate }: Asked, advance: Advance): Derived {
    const { rows, seen } = read(stretch, present === undefined ? null : yardsticks(present))
    const mendings: Mending[] = []
    for (const stored of rows) {
      const { key, id } = stored
      if (upToDate !== undefined && !isUpToDate(statements, stored, site, upToDate)) continue
      const change = deriveWhole(statements, site, stored, advance)
      const mending = mendingOf(stored.derived, wholeRowsOf(change, key))
      if (mending !== 'holds') mendings.push({ key, id, rows: mending })
    }
    return { visitors: rows.length, mendings, seen }
  }
}

function deriveWhole(
  statements: Statements,
  site: Site,
  { key, id, recent, blocks }: StoredRows,
  advance: Advance,
): VisitorChange | null {
  const owner = { key, site: site.id, visitor: id }
  const history: Event[] = []
  for (const sealed of [...blocks, recent])
    for (const event of unpackEvents(sealed, owner, statements.facts))
      if (event.bot === null) history.push(event)
  if (history.length === 0) return null
  const change = advance(
    site,
    null,
    history.sort((a, b) => (isLater(a, b) ? 1 : -1)),
  )
  if (change === 'needs_history') throw new Error('advance: asked for the history that it was given')
  return change
}

/** @throws EngineFailure when it looks outdated and is damaged */
function isUpToDate(statements: Statements, { key, derived }: StoredRows, site: Site, model: Model): boolean {
  const [yardstick, peak] = [derived.profile[YARDSTICK], derived.profile[PEAK]]
  if (yardstick === null) return false
  if (yardstick === yardstickOf(model, peak as number)) return true
  loadProfile(statements, key, site.id)
  return false
}

/** Their places in a profile's values. */
const YARDSTICK = 12
const PEAK = 13

function yardsticks(model: Model): Yardsticks {
  const [passant, zoeker, koper] = yardsticksOf(model)
  return {
    passant: passant!.yardstick,
    zoekerFrom: zoeker!.from,
    zoeker: zoeker!.yardstick,
    koperFrom: koper!.from,
    koper: koper!.yardstick,
  }
}

import type { VisitorBounds, VisitorQuery } from '../../store.ts'
import type { CensusTables } from './census-tables.ts'

/** What a list is ordered by, read off the columns. */

type Of = (place: number) => number

export interface VisitorRanks {
  /** So that the largest comes first. */
  readonly rankOf: Of
  /** No less than the rank, where telling that is cheaper; else null. */
  readonly mostOf: Of | null
  readonly isWithin: (place: number) => boolean
}

export function createRanks(tables: CensusTables, query: VisitorQuery): VisitorRanks {
  const { sort, descending, bounds } = query
  const sign = descending ? 1 : -1
  const own = createValue(tables, query)
  return {
    rankOf: descending ? own : (place) => -own(place),
    mostOf: sort === 'score' ? createMost(tables, sign) : null,
    isWithin: bounds === undefined ? () => true : createBounds(tables, query, bounds),
  }
}

function createValue(tables: CensusTables, query: VisitorQuery): Of {
  const { columns } = tables.visitors
  const { lastAt, firstAt, visitCount, pageViews } = columns
  switch (query.sort) {
    case 'lastSeen':
      return (place) => lastAt[place]!
    case 'firstSeen':
      return (place) => firstAt[place]!
    case 'visits':
      return (place) => visitCount[place]!
    case 'pageViews':
      return (place) => pageViews[place]!
    case 'score':
      return createScore(tables, query)
  }
}

/** The score at the moment asked for, before rounding: each axis fades from the last event by its half-life. A moment before that event
 *  counts as the event's, as everywhere. */
function createScore(tables: CensusTables, { at, halfLives }: VisitorQuery): Of {
  const { lastAt, base, waarom, wat, waar } = tables.visitors.columns
  return (place) => {
    const elapsed = Math.max(0, at - lastAt[place]!)
    return (
      base[place]! +
      waarom[place]! * 2 ** (-elapsed / halfLives.waarom) +
      wat[place]! * 2 ** (-elapsed / halfLives.wat) +
      waar[place]! * 2 ** (-elapsed / halfLives.waar)
    )
  }
}

/** A score fades towards the base: what speaks for a visitor counts in full, what speaks against as nothing. */
function createMost(tables: CensusTables, sign: 1 | -1): Of {
  const { base, waarom, wat, waar } = tables.visitors.columns
  return (place) =>
    sign * base[place]! +
    Math.max(0, sign * waarom[place]!) +
    Math.max(0, sign * wat[place]!) +
    Math.max(0, sign * waar[place]!)
}

function createBounds(
  tables: CensusTables,
  query: VisitorQuery,
  { minScore, belowScore, seenSince }: VisitorBounds,
): (place: number) => boolean {
  const { lastAt } = tables.visitors.columns
  const score = createScore(tables, query)
  const most = createMost(tables, 1)
  const isBounded = minScore !== null || belowScore !== null
  return (place) => {
    if (seenSince !== null && lastAt[place]! < seenSince) return false
    if (!isBounded) return true
    if (minScore !== null && most(place) < minScore) return false
    const own = score(place)
    return (minScore === null || own >= minScore) && (belowScore === null || own < belowScore)
  }
}

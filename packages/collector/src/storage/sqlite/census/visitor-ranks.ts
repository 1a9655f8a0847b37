import type { VisitorBounds, VisitorQuery } from '../../store.ts'
import type { CensusTables } from './census-tables.ts'
import { createFadedScores, type FadedScores } from './faded-scores.ts'

/** What a list is ordered by, read off the columns. */

type Of = (place: number) => number

export interface VisitorRanks {
  /** So that the largest comes first. */
  readonly rankOf: Of
  /** No less and no more than the rank, at less cost where that is dear. */
  readonly mostOf: Of
  readonly leastOf: Of
  readonly isWithin: (place: number) => boolean
}

export function createRanks(tables: CensusTables, query: VisitorQuery): VisitorRanks {
  const { sort, descending, bounds, at, halfLives } = query
  const scores = createFadedScores(tables, at, halfLives)
  const isWithin = bounds === undefined ? () => true : createBounds(tables, scores, bounds)
  const turned = (of: Of): Of => (descending ? of : (place) => -of(place))
  if (sort !== 'score') {
    const rankOf = turned(createValue(tables, sort))
    return { rankOf, mostOf: rankOf, leastOf: rankOf, isWithin }
  }
  const { scoreOf, mostOf, leastOf } = scores
  return {
    rankOf: turned(scoreOf),
    mostOf: turned(descending ? mostOf : leastOf),
    leastOf: turned(descending ? leastOf : mostOf),
    isWithin,
  }
}

function createValue(tables: CensusTables, sort: Exclude<VisitorQuery['sort'], 'score'>): Of {
  const { lastAt, firstAt, visitCount, pageViews } = tables.visitors.columns
  switch (sort) {
    case 'lastSeen':
      return (place) => lastAt[place]!
    case 'firstSeen':
      return (place) => firstAt[place]!
    case 'visits':
      return (place) => visitCount[place]!
    case 'pageViews':
      return (place) => pageViews[place]!
  }
}

function createBounds(
  tables: CensusTables,
  { scoreOf, mostOf, leastOf }: FadedScores,
  { minScore, belowScore, seenSince }: VisitorBounds,
): (place: number) => boolean {
  const { lastAt } = tables.visitors.columns
  const isAbove = (place: number, min: number): boolean =>
    mostOf(place) >= min && (leastOf(place) >= min || scoreOf(place) >= min)
  return (place) => {
    if (seenSince !== null && lastAt[place]! < seenSince) return false
    if (minScore !== null && !isAbove(place, minScore)) return false
    return belowScore === null || !isAbove(place, belowScore)
  }
}

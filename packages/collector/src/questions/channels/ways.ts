import type { Census, Period } from '../../storage/store.ts'
import type { Group } from './grouping.ts'
import { type Journey, type LineOf, wayThrough } from './touches.ts'

interface Way {
  readonly lines: readonly number[]
  readonly hasConverted: boolean
  visitors: number
}

/** Counts who went the same way through a period: a million visitors go some thousand ways. */
export interface Ways {
  /** @param conversion  the visitor's first in the period; NaN: none */
  add(visitor: number, conversion: number): void
  journeys(): readonly Journey[]
}

export function createWays(census: Census, period: Period, lineOf: LineOf, groups: readonly Group[]): Ways {
  const { start, end: ends } = census.visitors.visits
  const { from: began, source } = census.visits
  /** Visitors of one touch, who are most: by line, and again for those who converted. */
  const short = [new Float64Array(groups.length), new Float64Array(groups.length)] as const
  const long = new Map<string, Way>()

  function addLong(visitor: number, end: number, hasConverted: boolean): void {
    const lines = wayThrough(census, visitor, { from: period.from, end }, lineOf)
    if (lines.length === 0) return
    if (lines.length === 1) {
      short[Number(hasConverted) as 0 | 1][lines[0]!]!++
      return
    }
    const key = `${hasConverted} ${lines.join(' ')}`
    const known = long.get(key)
    if (known === undefined) long.set(key, { lines, hasConverted, visitors: 1 })
    else known.visitors++
  }

  return {
    add(visitor, conversion) {
      const hasConverted = !Number.isNaN(conversion)
      const first = start[visitor]!
      const isShort = ends[visitor]! - first === 1
      // A visit that begins where the period ends is none of it.
      const end = hasConverted ? conversion : period.to - 1
      if (!isShort) return addLong(visitor, end, hasConverted)
      const from = began[first]!
      if (source[first] !== 0 && from >= period.from && from <= end)
        short[Number(hasConverted) as 0 | 1][lineOf[source[first]!]!]!++
    },
    journeys() {
      const ofOne = [false, true].flatMap((hasConverted) =>
        groups.flatMap((group, line): Journey[] => {
          const count = short[Number(hasConverted) as 0 | 1][line]!
          return count === 0 ? [] : [{ touches: [group], hasConverted, visitors: count }]
        }),
      )
      const ofMore = [...long.values()].map((way) => ({
        touches: way.lines.map((line) => groups[line]!),
        hasConverted: way.hasConverted,
        visitors: way.visitors,
      }))
      return [...ofOne, ...ofMore]
    },
  }
}

import type { Census, Period } from '../../storage/store.ts'
import type { Group } from './grouping.ts'
import type { Journey, LineOf } from './touches.ts'

interface Way {
  readonly lines: readonly number[]
  readonly hasConverted: boolean
  visitors: number
}

/** A way so far, from where others go on: following it makes nothing new but the first time. */
interface Step {
  readonly lines: readonly number[]
  /** By line. */
  readonly next: Map<number, Step>
  left: Way | null
  converted: Way | null
}

const stepOf = (lines: readonly number[]): Step => ({ lines, next: new Map(), left: null, converted: null })

/** Counts who went the same way through a period: a million visitors go some thousand ways. */
export interface Ways {
  /** @param conversion  the visitor's first in the period; NaN: none */
  add(visitor: number, conversion: number): void
  /** So many who did not convert. */
  addOfOneTouch(line: number, visitors: number): void
  journeys(): readonly Journey[]
}

export function createWays(census: Census, period: Period, lineOf: LineOf, groups: readonly Group[]): Ways {
  const { start, end: ends } = census.visitors.visits
  const { from: began, source } = census.visits
  /** Visitors of one touch, who are most: by line, and again for those who converted. */
  const short = [new Float64Array(groups.length), new Float64Array(groups.length)] as const
  const long: Way[] = []
  const beginning = stepOf([])

  /** Up to `end`; the same line twice running stands once. */
  function lastStep(visitor: number, end: number): Step {
    let step = beginning
    for (let i = start[visitor]!; i < ends[visitor]! && began[i]! <= end; i++) {
      if (source[i] === 0 || began[i]! < period.from) continue
      const line = lineOf[source[i]!]!
      if (step.lines.at(-1) === line) continue
      let next = step.next.get(line)
      if (next === undefined) {
        next = stepOf([...step.lines, line])
        step.next.set(line, next)
      }
      step = next
    }
    return step
  }

  function addLong(visitor: number, end: number, hasConverted: boolean): void {
    const step = lastStep(visitor, end)
    const { lines } = step
    if (lines.length === 0) return
    if (lines.length === 1) {
      short[Number(hasConverted) as 0 | 1][lines[0]!]!++
      return
    }
    const which = hasConverted ? 'converted' : 'left'
    const way = step[which] ?? { lines, hasConverted, visitors: 0 }
    if (way.visitors++ > 0) return
    step[which] = way
    long.push(way)
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
    addOfOneTouch(line, visitors) {
      short[0][line]! += visitors
    },
    journeys() {
      const ofOne = [false, true].flatMap((hasConverted) =>
        groups.flatMap((group, line): Journey[] => {
          const count = short[Number(hasConverted) as 0 | 1][line]!
          return count === 0 ? [] : [{ touches: [group], hasConverted, visitors: count }]
        }),
      )
      const ofMore = long.map((way) => ({
        touches: way.lines.map((line) => groups[line]!),
        hasConverted: way.hasConverted,
        visitors: way.visitors,
      }))
      return [...ofOne, ...ofMore]
    },
  }
}

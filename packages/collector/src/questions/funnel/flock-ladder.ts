import { PHASES } from '@koopsignaal/protocol'
import { ALWAYS, partsOfFlocks } from '../../storage/store.ts'
import { createClimbs } from './climb.ts'

/** How far the members of a flock climbed during their visits: in any period that these lie in. */
export interface FlockLadder {
  readonly steps: readonly FlockStep[]
  /** Who stood in several things, or no longer stands in any. */
  readonly movers: Uint32Array
  /** The highest place of each of these; −1: none. */
  readonly highest: Int8Array
}

/** What became of those who reached a phase. */
export interface FlockStep {
  readonly reached: number
  readonly wentOn: number
  /** Of those who went on: how long they took. */
  readonly times: Float64Array
}

export const ladderOfFlock = partsOfFlocks((census, { members }): FlockLadder => {
  const climbOf = createClimbs(census, ALWAYS)
  const { start, end } = census.visitors.spans
  const { until } = census.spans
  const steps = PHASES.map(() => ({ reached: 0, times: [] as number[] }))
  const movers: number[] = []
  const highest: number[] = []
  for (let m = 0; m < members.length; m++) {
    const visitor = members[m]!
    const { at, since } = climbOf(visitor)
    let rank = 0
    for (; at[rank]! >= 0; rank++) {
      steps[rank]!.reached++
      if (at[rank + 1]! >= 0) steps[rank]!.times.push(Math.max(0, since[rank + 1]! - since[rank]!))
    }
    const first = start[visitor]!
    if (end[visitor] === first + 1 && until[first] === Number.POSITIVE_INFINITY) continue
    movers.push(visitor)
    highest.push(rank - 1)
  }
  return {
    steps: steps.map(({ reached, times }) => ({
      reached,
      wentOn: times.length,
      times: Float64Array.from(times),
    })),
    movers: Uint32Array.from(movers),
    highest: Int8Array.from(highest),
  }
})

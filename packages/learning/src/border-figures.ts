import {
  type BorderFiguresAnswer,
  type Ratio,
  SEGMENTS,
  type Segment,
  type UnixMs,
} from '@koopsignaal/protocol'
import { type Model, reachedFrom, type Threshold } from '@koopsignaal/scoring'
import type { Walk } from './walk.ts'

/** Where the segments begin and end. */
export type Borders = Pick<Model, 'zoeker' | 'koper'>

/** What borders make of visitors. */
export interface BorderFigures extends BorderFiguresAnswer {
  /** How much less surprising outcomes are to who knows the segment, in nats per visit. */
  readonly gain: number
}

/** What is counted of walks; counts of several may be added. */
export interface BorderCounts {
  readonly weight: readonly [passant: number, zoeker: number, koper: number]
  readonly positive: readonly [passant: number, zoeker: number, koper: number]
  readonly events: number
  readonly returns: number
}

/** Events and moments in [from, to) are counted. */
export interface Stretch {
  readonly from: UnixMs
  readonly to: UnixMs
}

export const ALL_TIMES: Stretch = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

/** Sends visitors through borders. A segment is held as in scoring: entered at `enter`, left below `exit`. Between events only the
 *  score at the end of the gap is looked at: where something that speaks against fades first, a dip below `exit` is missed. */
export function countBorders(
  walks: readonly Walk[],
  borders: Borders,
  { from, to }: Stretch = ALL_TIMES,
): BorderCounts {
  const weight: [number, number, number] = [0, 0, 0]
  const positive: [number, number, number] = [0, 0, 0]
  const [zoeker, koper] = [reached(borders.zoeker), reached(borders.koper)]
  let events = 0
  let returns = 0
  for (const { steps } of walks) {
    let rank: 0 | 1 | 2 = 0
    let [last, beforeLast] = [-1, -1]
    for (const { at, before, after, label, weight: counts } of steps) {
      if (rank === 2 && before < koper.exit) rank = 1
      if (rank === 1 && before < zoeker.exit) rank = 0
      const isKoper: boolean = after >= (rank === 2 ? koper.exit : koper.enter)
      const isZoeker: boolean = after >= (rank === 0 ? zoeker.enter : zoeker.exit)
      rank = isKoper ? 2 : isZoeker ? 1 : 0
      const isReturn = rank !== last && rank === beforeLast
      if (rank !== last) [beforeLast, last] = [last, rank]
      if (at < from || at >= to) continue
      events++
      if (isReturn) returns++
      if (label === null) continue
      weight[rank] += counts
      positive[rank] += counts * label
    }
  }
  return { weight, positive, events, returns }
}

/** Borders are in whole points, walks are not. */
const reached = ({ enter, exit }: Threshold): Threshold => ({
  enter: reachedFrom(enter),
  exit: reachedFrom(exit),
})

/** Adds what was counted of several groups. */
export function addCounts(all: readonly BorderCounts[]): BorderCounts {
  const sum = (pick: (one: BorderCounts) => number): number =>
    all.reduce((total, one) => total + pick(one), 0)
  const each = (pick: (one: BorderCounts) => readonly [number, number, number]) =>
    [sum((one) => pick(one)[0]), sum((one) => pick(one)[1]), sum((one) => pick(one)[2])] as const
  return {
    weight: each((one) => one.weight),
    positive: each((one) => one.positive),
    events: sum((one) => one.events),
    returns: sum((one) => one.returns),
  }
}

/** @example figuresOfBorders(countBorders(walks, model)).koperLift // 3.1 */
export function figuresOfBorders({ weight, positive, events, returns }: BorderCounts): BorderFigures {
  const visits = weight[0] + weight[1] + weight[2]
  const baseRate = (positive[0] + positive[1] + positive[2]) / visits
  const rate = (rank: number): Ratio | null => (weight[rank] === 0 ? null : positive[rank]! / weight[rank]!)
  const each = <T>(value: (rank: number) => T) =>
    Object.fromEntries(SEGMENTS.map((segment, rank) => [segment, value(rank)])) as Record<Segment, T>
  const koperRate = rate(2)
  return {
    visits,
    baseRate,
    shares: each((rank) => weight[rank]! / visits),
    rates: each(rate),
    koperLift: koperRate === null ? null : koperRate / baseRate,
    flicker: events === 0 ? 0 : (100 * returns) / events,
    gain:
      surprise(baseRate) - [0, 1, 2].reduce((sum, r) => sum + (weight[r]! / visits) * surprise(rate(r)), 0),
  }
}

/** Mean surprise of a yes or no that has this chance, in nats. */
export function surprise(chance: Ratio | null): number {
  if (chance === null || chance <= 0 || chance >= 1) return 0
  return -chance * Math.log(chance) - (1 - chance) * Math.log(1 - chance)
}

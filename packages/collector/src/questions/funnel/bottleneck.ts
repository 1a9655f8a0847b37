import { type BottleneckAnswer, type FunnelFigures, PHASES } from '@koopsignaal/protocol'
import { differenceInterval } from '../figures/share-interval.ts'

// Chosen: below this a rate of a few per cent says nothing.
export const MIN_VISITORS = 30

/** A step that the site loses visitors at, before it is put in words. */
export type Bottleneck = Omit<BottleneckAnswer, 'text'>

interface Candidate extends Omit<Bottleneck, 'kind'> {
  readonly isWorse: boolean
  /** Visitors who would have gone on at the rate compared with. */
  readonly visitorsLost: number
}

/** Where a site loses most. First of all what has got worse: of the steps where fewer go on than in the period compared with, beyond
 *  chance, the one that has cost most conversions. When none has: the steepest step after `latent`, for passers-by are not to be
 *  held. Steps that fewer than 30 visitors came to are left out.
 *  @param now, previous  one per phase, in the order of the ladder
 *  @returns null when too few visitors came to any step */
export function bottleneckOf(
  now: readonly FunnelFigures[],
  previous: readonly FunnelFigures[] | null,
): Bottleneck | null {
  const candidates = PHASES.slice(0, -1)
    .map((_, rank) => candidateOf(now, previous, rank))
    .filter((one) => one !== null)
  const worst = candidates
    .filter(({ isWorse }) => isWorse)
    .toSorted((a, b) => b.conversionsLost - a.conversionsLost || b.visitorsLost - a.visitorsLost)[0]
  if (worst !== undefined) return withKind(worst, 'worsened')
  const steepest = candidates
    .filter(({ phase }) => phase !== 'latent')
    .toSorted((a, b) => a.conversionRate - b.conversionRate)[0]
  return steepest === undefined ? null : withKind(steepest, 'steepest')
}

function candidateOf(
  now: readonly FunnelFigures[],
  previous: readonly FunnelFigures[] | null,
  rank: number,
): Candidate | null {
  const step = now[rank]!
  if (step.reached < MIN_VISITORS || step.wentOn === null || step.conversionRate === null) return null
  const before = previous?.[rank]
  const isComparable = before !== undefined && before.reached >= MIN_VISITORS
  const previousRate = isComparable ? before.conversionRate : null
  // Of one more who goes on, how much of a conversion comes in the end.
  const worth = now.slice(rank + 1, -1).reduce((all, { conversionRate }) => all * (conversionRate ?? 0), 1)
  const visitorsLost =
    previousRate === null ? 0 : step.reached * Math.max(0, previousRate - step.conversionRate)
  const difference = isComparable
    ? differenceInterval(
        { hits: step.wentOn, all: step.reached },
        { hits: before.wentOn ?? 0, all: before.reached },
      )
    : null
  return {
    phase: PHASES[rank]!,
    next: PHASES[rank + 1]!,
    conversionRate: step.conversionRate,
    previousRate,
    visitorsLost,
    conversionsLost: visitorsLost * worth,
    conversionsPerPoint: step.reached * 0.01 * worth,
    isWorse: difference !== null && difference.high < 0,
  }
}

function withKind(
  { isWorse: _, visitorsLost: __, ...rest }: Candidate,
  kind: Bottleneck['kind'],
): Bottleneck {
  return { ...rest, kind }
}

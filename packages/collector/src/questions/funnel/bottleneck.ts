import { type BottleneckAnswer, type FunnelFigures, PHASES } from '@koopsignaal/protocol'
import { differenceInterval } from '../figures/share-interval.ts'

// Chosen: below this a rate of a few per cent says nothing.
export const MIN_VISITORS = 30
// Chosen: a step that nine in ten take is no place to lose time on.
const MIN_LOSS = 0.1
// Chosen: where all steps lose about as much, none of them is the narrow one.
const MARGIN = 1.25

/** A step that the site loses visitors at, before it is put in words. */
export type Bottleneck = Omit<BottleneckAnswer, 'text'>

interface Candidate extends Omit<Bottleneck, 'kind'> {
  readonly reached: number
  readonly isWorse: boolean
  /** Visitors who would have gone on at the rate compared with. */
  readonly visitorsLost: number
}

/** What there is to say about where a site loses visitors. */
export type Finding =
  | { readonly status: 'found'; readonly bottleneck: Bottleneck }
  /** Enough visitors came to no step, or only to the first. */
  | { readonly status: 'too_few' }
  /** No step loses so many, or so many more than the others, that it is worth a remark. */
  | { readonly status: 'none' }

/** Where a site loses most. First of all what has got worse: of the steps where fewer go on than in the period compared with, beyond
 *  chance, the one that has cost most conversions. When none has: the steepest step after `latent`, for passers-by are not to be
 *  held, where it stands out. Steps that fewer than 30 visitors came to are left out, and so are those that nearly all go on from.
 *  @param now, previous  one per phase, in the order of the ladder */
export function bottleneckOf(
  now: readonly FunnelFigures[],
  previous: readonly FunnelFigures[] | null,
): Finding {
  const candidates = PHASES.slice(0, -1)
    .map((_, rank) => candidateOf(now, previous, rank))
    .filter((one) => one !== null)
  const leaking = candidates.filter(({ conversionRate }) => conversionRate <= 1 - MIN_LOSS)
  const worst = leaking
    .filter(({ isWorse }) => isWorse)
    .toSorted((a, b) => b.conversionsLost - a.conversionsLost || b.visitorsLost - a.visitorsLost)[0]
  if (worst !== undefined) return found(worst, 'worsened')
  if (candidates.every(({ phase }) => phase === 'latent')) return { status: 'too_few' }
  const steepest = leaking
    .filter(({ phase }) => phase !== 'latent')
    .toSorted((a, b) => a.conversionRate - b.conversionRate)[0]
  if (steepest === undefined || !standsOut(steepest, candidates)) return { status: 'none' }
  return found(steepest, 'steepest')
}

/** Whether a step loses clearly more than the others after `latent` taken together; where there are no others, any loss counts. */
function standsOut({ phase, conversionRate }: Candidate, candidates: readonly Candidate[]): boolean {
  const others = candidates.filter((one) => one.phase !== phase && one.phase !== 'latent')
  const [reached, wentOn] = others.reduce(
    ([came, went], one) => [came + one.reached, went + one.reached * one.conversionRate],
    [0, 0],
  )
  return reached === 0 || 1 - conversionRate >= MARGIN * (1 - wentOn / reached)
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
    reached: step.reached,
    conversionRate: step.conversionRate,
    previousRate,
    visitorsLost,
    conversionsLost: visitorsLost * worth,
    conversionsPerPoint: step.reached * 0.01 * worth,
    isWorse: difference !== null && difference.high < 0,
  }
}

function found(
  { isWorse: _, visitorsLost: __, reached: ___, ...rest }: Candidate,
  kind: Bottleneck['kind'],
): Finding {
  return { status: 'found', bottleneck: { ...rest, kind } }
}

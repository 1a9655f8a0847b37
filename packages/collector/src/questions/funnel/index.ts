import { type Comparison, type FunnelAnswer, type Language, PHASES } from '@koopsignaal/protocol'
import type { Period, Site, Store, VisitorFilter } from '../../storage/store.ts'
import { comparedPeriod, toPeriodAnswer } from '../compared-period.ts'
import { depthOf } from '../depth-of.ts'
import { bottleneckOf } from './bottleneck.ts'
import { ladderOf } from './tally.ts'
import { tooFewForBottleneck, toSentence } from './words.ts'

export interface FunnelQuestion {
  readonly period: Period
  readonly filter: VisitorFilter
  readonly compare: Comparison
  readonly language: Language
}

/** The ladder of a period, phase to phase, against another period. */
export async function askFunnel(store: Store, site: Site, question: FunnelQuestion): Promise<FunnelAnswer> {
  const { period, filter, compare, language } = question
  const other = comparedPeriod(period, compare, site.timeZone)
  const { now, previous } = await store.census(site.id, depthOf(filter), (census) => {
    const ladder = (period: Period) =>
      ladderOf(census, census.select({ period, at: period.to, filter }), period)
    return { now: ladder(period), previous: other === null ? null : ladder(other) }
  })
  const bottleneck = bottleneckOf(now, previous)
  return {
    ...toPeriodAnswer(period),
    comparedWith: other === null ? null : toPeriodAnswer(other),
    steps: PHASES.map((phase, rank) => ({
      phase,
      next: PHASES[rank + 1] ?? null,
      ...now[rank]!,
      previous: previous?.[rank] ?? null,
    })),
    bottleneck: bottleneck === null ? null : { ...bottleneck, text: toSentence(bottleneck, language) },
    notes: bottleneck === null ? [tooFewForBottleneck(language)] : [],
  }
}

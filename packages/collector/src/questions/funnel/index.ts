import { type Comparison, type FunnelAnswer, type Language, PHASES, type UnixMs } from '@koopsignaal/protocol'
import type { CensusQuestion, Period, Site, Store, VisitorFilter } from '../../storage/store.ts'
import { toAskedAnswer } from '../asked-period.ts'
import { comparedPeriod } from '../compared-period.ts'
import { depthOf } from '../depth-of.ts'
import { toldComparison } from '../told-comparison.ts'
import { bottleneckOf } from './bottleneck.ts'
import { ladderOf } from './tally.ts'
import { noBottleneck, toSentence } from './words.ts'

export interface FunnelQuestion {
  readonly period: Period
  /** What visitors are is told as of then. */
  readonly at: UnixMs
  readonly filter: VisitorFilter
  readonly compare: Comparison
  readonly language: Language
}

/** The ladder of a period, phase to phase, against another period. */
export async function askFunnel(store: Store, site: Site, question: FunnelQuestion): Promise<FunnelAnswer> {
  const { period, at, filter, compare, language } = question
  const other = comparedPeriod(period, compare, site.timeZone)
  const { now, previous } = await store.census(site.id, depthOf(filter), (census) => {
    const ladder = (asked: CensusQuestion) => ladderOf(census, census.select(asked), asked)
    return {
      now: ladder({ period, at, filter }),
      previous: other === null ? null : ladder({ period: other, filter }),
    }
  })
  const comparedWith = await toldComparison(store, site, other)
  const finding = bottleneckOf(now, previous)
  return {
    ...toAskedAnswer(question),
    comparedWith,
    steps: PHASES.map((phase, rank) => ({
      phase,
      next: PHASES[rank + 1] ?? null,
      ...now[rank]!,
      previous: previous?.[rank] ?? null,
    })),
    bottleneck:
      finding.status === 'found'
        ? { ...finding.bottleneck, text: toSentence(finding.bottleneck, language) }
        : null,
    notes: finding.status === 'found' ? [] : [noBottleneck(finding.status, language)],
  }
}

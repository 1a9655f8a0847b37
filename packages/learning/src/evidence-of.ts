import type { Ratio } from '@koopsignaal/protocol'
import type { Example } from './examples-of.ts'

/** What ranking is learned from: each visit's last moment, when all that the visit told is known. Visits of one visitor tell less than as
 *  many visits of as many visitors, so each counts 1 / (1 + (n − 1) · ρ): n visits count for as many independent ones as they
 *  are worth. A conversion in a later visit is a yes of less weight.
 *  @returns all examples as they are where the last moments are of one kind only
 *  Laws: ρ = 0 leaves every visit its weight; ρ = 1 lets every visitor count once; the order of the examples does not matter.
 *  Source: L. Kish (1965), Survey Sampling, the design effect of clusters; J. Williamson, S. Datta and G. Satten (2003), Marginal analyses of
 *  clustered data when cluster size is informative, Biometrics 59. */
export function evidenceOf(examples: readonly Example[]): readonly Example[] {
  const ends = examples.filter(({ endsVisit }) => endsVisit).map((one) => ({ ...one, weight: 1 }))
  if (new Set(ends.map(({ label }) => label)).size < 2) return examples
  return perVisitor(ends, correlationInVisitors(ends)).map((one) => ({
    ...one,
    // Only a yes aims lower: what is short of 1 is doubt that it counts, not half a no.
    weight: one.label === 1 ? one.weight * one.target : one.weight,
    target: one.label,
  }))
}

/** The same examples, each visitor's so much lighter that they count for as many independent ones as they are worth.
 *  @param correlation  ρ, of what came of examples of the same visitor */
export function perVisitor(examples: readonly Example[], correlation: Ratio): readonly Example[] {
  const totals = new Map<string, number>()
  for (const { visitor, weight } of examples) totals.set(visitor, (totals.get(visitor) ?? 0) + weight)
  return examples.map((one) => {
    const others = Math.max(0, totals.get(one.visitor)! - 1)
    return { ...one, weight: one.weight / (1 + others * correlation) }
  })
}

/** How alike the outcomes of one visitor are: the intraclass correlation, by a one-way analysis of variance.
 *  @returns ρ in [0, 1]; 0 where nobody has two examples, or where outcomes of one visitor differ more than those of all
 *  Source: A. Donner (1986), A review of inference procedures for the intraclass correlation coefficient, Int. Stat. Review 54. */
export function correlationInVisitors(examples: readonly Pick<Example, 'visitor' | 'label'>[]): Ratio {
  const visitors = new Map<string, { count: number; positive: number }>()
  for (const { visitor, label } of examples) {
    const own = visitors.get(visitor) ?? { count: 0, positive: 0 }
    visitors.set(visitor, { count: own.count + 1, positive: own.positive + label })
  }
  const groups = [...visitors.values()]
  const [all, freedom] = [examples.length, examples.length - groups.length]
  if (freedom === 0 || groups.length < 2) return 0
  const mean = sumOf(groups, ({ positive }) => positive) / all
  const between =
    sumOf(groups, ({ count, positive }) => count * (positive / count - mean) ** 2) / (groups.length - 1)
  const within = sumOf(groups, ({ count, positive }) => positive * (1 - positive / count)) / freedom
  const usual = (all - sumOf(groups, ({ count }) => count * count) / all) / (groups.length - 1)
  const correlation = (between - within) / (between + (usual - 1) * within)
  return Number.isFinite(correlation) ? Math.min(1, Math.max(0, correlation)) : 0
}

function sumOf<T>(all: readonly T[], value: (one: T) => number): number {
  return all.reduce((sum, one) => sum + value(one), 0)
}

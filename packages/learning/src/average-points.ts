import { type AveragePoints, contributionsOf, type Model, type SignalName } from '@koopsignaal/scoring'
import { type History, momentsOf } from './moments.ts'

/** What the average visitor of a site has of each signal: points as of the moment, each visit counting once. What a visitor is
 *  explained against.
 *  @returns empty without moments; signals that nobody showed are left out
 *  Law: `model.base` + all points = the mean score before rounding, within 1e-9. */
export function averagePoints(histories: readonly History[], model: Model): AveragePoints {
  const sums = new Map<SignalName, number>()
  let visits = 0
  for (const history of histories) {
    const moments = momentsOf(history)
    const inVisit = new Map<number, number>()
    for (const { visit } of moments) inVisit.set(visit, (inVisit.get(visit) ?? 0) + 1)
    visits += inVisit.size
    for (const { state, visit } of moments)
      for (const { signal, points } of contributionsOf(state, model))
        sums.set(signal, (sums.get(signal) ?? 0) + points / inVisit.get(visit)!)
  }
  const means = [...sums].map(([signal, sum]) => [signal, toHundredths(sum / visits)] as const)
  return Object.fromEntries(means.filter(([, points]) => points !== 0).toSorted())
}

/** Finer than anybody reads, and the same however the events were added up. */
function toHundredths(points: number): number {
  return Math.round(points * 100) / 100
}

import type { Ratio } from '@koopsignaal/protocol'

/** What was said of somebody, what became of them, and how much that counts. */
export interface Outcome {
  /** A rank or a chance; higher is likelier. */
  readonly score: number
  readonly label: 0 | 1
  /** > 0 */
  readonly weight: number
}

/** Outcomes of one score, in falling order of it: those that share it are told apart by nothing. */
interface Tie {
  positive: number
  negative: number
}

/** The chance that somebody of whom it came true was ranked above somebody of whom it did not; a tie counts half.
 *  @returns Ratio; 0.5 is chance; NaN without both kinds */
export function rocAuc(outcomes: readonly Outcome[]): Ratio {
  let above = 0
  let won = 0
  let below = 0
  for (const { positive, negative } of ties(outcomes)) {
    won += negative * (above + positive / 2)
    above += positive
    below += negative
  }
  return won / (above * below)
}

/** The mean precision over all that came true, going down the ranking; ties share one precision.
 *  @returns Ratio; the base rate is chance */
export function averagePrecision(outcomes: readonly Outcome[]): Ratio {
  let positives = 0
  let all = 0
  let sum = 0
  for (const { positive, negative } of ties(outcomes)) {
    positives += positive
    all += positive + negative
    sum += positive * (positives / all)
  }
  return sum / positives
}

/** How many times the base rate the best-ranked share has; a tie across its edge counts in part.
 *  @param share  of the weight, in (0, 1] */
export function liftInTop(outcomes: readonly Outcome[], share: Ratio): number {
  const groups = ties(outcomes)
  const total = groups.reduce((sum, { positive, negative }) => sum + positive + negative, 0)
  const positives = groups.reduce((sum, { positive }) => sum + positive, 0)
  let room = share * total
  let found = 0
  for (const { positive, negative } of groups) {
    const part = Math.min(1, room / (positive + negative))
    found += part * positive
    room -= part * (positive + negative)
    if (room <= 0) break
  }
  return found / (share * total) / (positives / total)
}

/** Mean squared distance between chance and what happened; scores must be chances. */
export function brier(outcomes: readonly Outcome[]): number {
  return weightedMean(outcomes, ({ score, label }) => (score - label) ** 2)
}

/** Mean surprise, in nats; scores must be chances within (0, 1). */
export function logLoss(outcomes: readonly Outcome[]): number {
  return weightedMean(outcomes, ({ score, label }) => -Math.log(label === 1 ? score : 1 - score))
}

/** The share that it came true of. */
export function baseRate(outcomes: readonly Outcome[]): Ratio {
  return weightedMean(outcomes, ({ label }) => label)
}

/** One bar of a calibration plot. */
export interface CalibrationBin {
  readonly weight: number
  /** Mean chance that was said. */
  readonly said: Ratio
  /** Share that it came true of. */
  readonly seen: Ratio
}

/** Outcomes in order of score, in bins of equal weight; those with equal scores share a bin. */
export function binsOf<T extends Outcome>(outcomes: readonly T[], count = 10): readonly (readonly T[])[] {
  const sorted = outcomes.toSorted((a, b) => a.score - b.score)
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0)
  const bins: T[][] = [[]]
  let passed = 0
  for (const [i, outcome] of sorted.entries()) {
    const isFull = passed >= (bins.length * total) / count - 1e-9 * total
    if (isFull && outcome.score !== sorted[i - 1]?.score) bins.push([])
    bins.at(-1)!.push(outcome)
    passed += outcome.weight
  }
  return bins.filter((bin) => bin.length > 0)
}

/** What was said and seen in each bin. */
export function calibrationBins(outcomes: readonly Outcome[], count = 10): readonly CalibrationBin[] {
  return binsOf(outcomes, count).map((bin) => ({
    weight: bin.reduce((sum, { weight }) => sum + weight, 0),
    said: weightedMean(bin, ({ score }) => score),
    seen: baseRate(bin),
  }))
}

/** Expected calibration error: how far what was said is from what was seen, over bins of equal weight. */
export function calibrationError(outcomes: readonly Outcome[], count = 10): Ratio {
  const bins = calibrationBins(outcomes, count)
  const total = bins.reduce((sum, { weight }) => sum + weight, 0)
  return bins.reduce((sum, { weight, said, seen }) => sum + (weight / total) * Math.abs(said - seen), 0)
}

/** What `calibrationError` would come to by chance alone if all that was said were true; with few visits that is much.
 *  Visits are taken to be independent. */
export function calibrationNoise(outcomes: readonly Outcome[], count = 10): Ratio {
  const bins = calibrationBins(outcomes, count)
  const total = bins.reduce((sum, { weight }) => sum + weight, 0)
  // The mean distance of a normal deviate from its mean.
  const mean = Math.sqrt(2 / Math.PI)
  return bins.reduce(
    (sum, { weight, said }) => sum + (weight / total) * mean * Math.sqrt((said * (1 - said)) / weight),
    0,
  )
}

function ties(outcomes: readonly Outcome[]): readonly Tie[] {
  const groups: Tie[] = []
  let last: number | null = null
  for (const { score, label, weight } of outcomes.toSorted((a, b) => b.score - a.score)) {
    if (score !== last) groups.push({ positive: 0, negative: 0 })
    last = score
    const group = groups.at(-1)!
    if (label === 1) group.positive += weight
    else group.negative += weight
  }
  return groups
}

function weightedMean(outcomes: readonly Outcome[], value: (outcome: Outcome) => number): number {
  let sum = 0
  let total = 0
  for (const outcome of outcomes) {
    sum += outcome.weight * value(outcome)
    total += outcome.weight
  }
  return sum / total
}

import type { DurationMs } from '@koopsignaal/protocol'
import type { Feature, Head, HeadTerm } from '@koopsignaal/scoring'
import type { Example } from './examples-of.ts'
import { type Coefficient, fitLogistic } from './fit-logistic.ts'

/** A feature that may get a weight, and the sign that the weight may have: 0 is either. */
export interface FeatureRule {
  readonly feature: Feature
  readonly sign: Coefficient['sign']
}

export interface FitOptions {
  readonly rules: readonly FeatureRule[]
  /** Where the weights are believed to be; null: at 0. A feature that it does not have is believed to weigh nothing. */
  readonly prior: Head | null
  /** How much evidence the belief is worth: the precision of each standardised weight, ≥ 0. The data are worth about
   *  (examples' weight · base rate), so the belief matters less as visits come in. */
  readonly strength: number
  readonly halfLife: DurationMs
  readonly source: string
}

/** Below this a feature is taken not to vary. */
const NO_SPREAD = 1e-9

/** Fits a head to examples: additive log-odds with a Gaussian belief and signs that hold.
 *  Features are standardised over the examples, by weight; a prior weight is carried over by what it says per unit of the
 *  feature, not per deviation, for the deviations are the site's own. A feature that does not vary keeps the prior's mean,
 *  deviation and weight: nothing was learned of it.
 *  @throws RangeError without examples of both kinds
 *  Laws: deterministic; the same for any order of the examples, within rounding. */
export function fitHead(examples: readonly Example[], options: FitOptions): Head {
  const { rules, prior, strength, halfLife, source } = options
  if (new Set(examples.map(({ label }) => label)).size < 2)
    throw new RangeError('fitHead: examples of both kinds are needed')
  const known = new Map(prior?.terms.map((term) => [term.feature, term]))
  const columns = rules.map(({ feature, sign }) => ({ sign, ...standard(examples, feature) }))
  const varying = columns.filter(({ sd }) => sd > NO_SPREAD)
  const [intercept, ...weights] = fitLogistic({
    rows: examples.map(({ features }) =>
      Float64Array.from([1, ...varying.map(({ feature, mean, sd }) => (features[feature] - mean) / sd)]),
    ),
    labels: examples.map(({ target }) => target),
    weights: examples.map(({ weight }) => weight),
    coefficients: [
      { prior: 0, precision: 0, sign: 0 },
      ...varying.map(({ feature, sd, sign }) => {
        const believed = known.get(feature)
        return { prior: believed ? (believed.weight * sd) / believed.sd : 0, precision: strength, sign }
      }),
    ],
  })
  const learned = new Map(varying.map(({ feature }, index) => [feature, weights[index]!]))
  return {
    intercept: intercept!,
    terms: columns.flatMap(({ feature, mean, sd }): readonly HeadTerm[] => {
      const weight = learned.get(feature)
      if (weight !== undefined) return [{ feature, mean, sd, weight }]
      const believed = known.get(feature)
      return believed ? [{ ...believed, mean }] : []
    }),
    halfLife,
    source,
    calibrated: false,
  }
}

function standard(
  examples: readonly Example[],
  feature: Feature,
): { feature: Feature; mean: number; sd: number } {
  let total = 0
  let sum = 0
  for (const { features, weight } of examples) {
    total += weight
    sum += weight * features[feature]
  }
  const mean = sum / total
  const squares = examples.reduce(
    (all, { features, weight }) => all + weight * (features[feature] - mean) ** 2,
    0,
  )
  return { feature, mean, sd: Math.sqrt(squares / total) }
}

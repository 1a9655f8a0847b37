import { AXES } from '@koopsignaal/protocol'
import type { Head, Knot, Model } from './model-type.ts'
import { reachedFrom } from './scorecard.ts'

/** Refuses a model under which the rules of docs/scoring-model.md would not hold; returns the model itself.
 *  @throws RangeError that names the rule */
export function checkModel(model: Model): Model {
  const { base, zoeker, koper, axisCaps, halfLives } = model
  const rules: readonly (readonly [boolean, string])[] = [
    [base < reachedFrom(zoeker.exit), 'base must be below zoeker.exit, or nobody ever fades to passant'],
    [zoeker.exit <= zoeker.enter && koper.exit <= koper.enter, 'exit must not be above enter'],
    [zoeker.exit <= koper.exit && zoeker.enter <= koper.enter, 'zoeker must not lie above koper'],
    [base + axisCaps.waarom < reachedFrom(koper.exit), 'waarom alone must not reach koper'],
    [
      AXES.every((axis) => halfLives[axis] > 0 && axisCaps[axis] >= 0),
      'half-lives must be positive, axis caps not negative',
    ],
    [model.weights.every((weight) => weight.cap > 0), 'every cap must be positive'],
    [
      new Set(model.weights.map((weight) => weight.signal)).size === model.weights.length,
      'a signal has one weight',
    ],
    [[...model.now.terms, ...model.later.terms].every((term) => term.sd > 0), 'every sd must be positive'],
    [[model.now, model.later].every(isRising), 'a curve needs two knots or more, rising'],
    [model.now.halfLife > 0 && model.later.halfLife > 0, 'heads must have a positive half-life'],
  ]
  const broken = rules.find(([holds]) => !holds)
  if (broken) throw new RangeError(`model ${model.version}: ${broken[1]}`)
  return model
}

function isRising({ curve }: Head): boolean {
  if (curve === undefined) return true
  return curve.length >= 2 && curve.every((knot, i) => i === 0 || rises(curve[i - 1]!, knot))
}

const rises = (a: Knot, b: Knot): boolean => a.from < b.from && a.to <= b.to

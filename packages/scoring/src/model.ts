import { DAY, SITE_KINDS, type SiteKind } from '@koopsignaal/protocol'
import { checkModel } from './check-model.ts'
import { HEADS } from './heads.ts'
import type { Model } from './model-type.ts'
import { weightsFor } from './weights.ts'

/** The model that a site starts from, before it has conversions of its own to learn from: see `weights.ts` for what
 *  each signal is worth and `heads.ts` for the two chances.
 *  @throws RangeError for a kind that has no prior */
export function priorFor(kind: SiteKind): Model {
  if (!SITE_KINDS.includes(kind)) throw new RangeError(`priorFor: unknown kind of site ${kind}`)
  return PRIORS[kind]
}

/** Where the classes begin and end. On a shop they were set where purchases of a real one rise: docs/scoring-model.md#measured; on
 *  the others on worked visitors. Wide apart, for over a whole history less than one change in a hundred events should go back
 *  and forth: on the shop 8 and 5 points apart gave five. */
const THRESHOLDS: Readonly<Record<SiteKind, Pick<Model, 'zoeker' | 'koper'>>> = {
  shop: { zoeker: { enter: 25, exit: 7 }, koper: { enter: 55, exit: 40 } },
  services: { zoeker: { enter: 25, exit: 10 }, koper: { enter: 55, exit: 40 } },
  content: { zoeker: { enter: 27, exit: 6.5 }, koper: { enter: 55, exit: 40 } },
}

const prior = (kind: SiteKind): Model =>
  checkModel({
    version: `${kind}-1`,
    kind,
    calibrated: false,
    base: 5,
    weights: weightsFor(kind),
    // Chosen: below koper.exit, so that knowing why alone makes nobody a koper.
    axisCaps: { waarom: 28, wat: 45, waar: 50 },
    // Chosen, not fitted: a need outlasts its criteria, criteria outlast the choice of a supplier.
    halfLives: { waarom: 14 * DAY, wat: 7 * DAY, waar: 3 * DAY },
    ...THRESHOLDS[kind],
    visie: 10,
    ...HEADS[kind],
  })

/** The priors of all kinds of site. */
export const PRIORS: Readonly<Record<SiteKind, Model>> = {
  shop: prior('shop'),
  services: prior('services'),
  content: prior('content'),
}

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

const prior = (kind: SiteKind): Model =>
  checkModel({
    version: `${kind}-1`,
    kind,
    calibrated: false,
    base: 5,
    weights: weightsFor(kind),
    // Chosen: below koper.exit, so that knowing why alone makes nobody a koper.
    axisCaps: { waarom: 32, wat: 45, waar: 50 },
    // Chosen, not fitted: a need outlasts its criteria, criteria outlast the choice of a supplier.
    halfLives: { waarom: 14 * DAY, wat: 7 * DAY, waar: 3 * DAY },
    // Set on worked visitors and on a web shop: docs/scoring-model.md#measured.
    zoeker: { enter: 25, exit: 20 },
    koper: { enter: 55, exit: 50 },
    visie: 10,
    ...HEADS[kind],
  })

/** The priors of all kinds of site. */
export const PRIORS: Readonly<Record<SiteKind, Model>> = {
  shop: prior('shop'),
  services: prior('services'),
  content: prior('content'),
}

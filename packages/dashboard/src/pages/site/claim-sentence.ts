import type { ClaimAnswer, HeadDecisionAnswer } from '@koopsignaal/protocol'
import type { Speaker } from './decision-sentences.ts'

/** Whether the chances in use may be read as percentages, and what says so; null where the decision does not tell. */
export function claimSentence(decision: HeadDecisionAnswer, speaker: Speaker): string | null {
  const claim = claimInUse(decision)
  return claim === null ? null : say(claim, speaker)
}

function claimInUse({ status, trials }: HeadDecisionAnswer): ClaimAnswer | null {
  if (status === 'published') return trials.at(-1)?.claim ?? null
  // Nothing new is in use: what was said of the chances left as they are counts, where it is what keeps them a rank.
  const asIs = trials.find(({ learned }) => learned === 'as_is')?.claim
  return asIs === undefined || asIs.comesTrue ? null : asIs
}

function say(claim: ClaimAnswer, { t, format }: Speaker): string {
  const { visits, within, needed, overall, ends } = claim
  const sure = (likely: number) => format.percent(Math.round(likely * 100) / 100)
  const points = format.average(within * 100)
  const measured = [points, sure(overall), sure(ends), format.number(visits)] as const
  if (claim.comesTrue) return t.claimHolds(...measured)
  return claim.isSteady ? t.claimUnsure(...measured, sure(needed)) : t.claimMoves
}

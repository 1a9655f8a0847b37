import type { ChannelsAnswer, ComparedAnswer, FunnelAnswer, SegmentsAnswer } from '@koopsignaal/protocol'

/** Reports without figures of a period in which the site was not measured all through: what was not seen then is no growth now. */

export function segmentsOnlyWhole(answer: SegmentsAnswer): SegmentsAnswer {
  if (isWhole(answer)) return answer
  return {
    ...answer,
    segments: answer.segments.map((row) => ({ ...row, previous: null })),
    phases: answer.phases.map((row) => ({ ...row, previous: null })),
  }
}

export function funnelOnlyWhole(answer: FunnelAnswer): FunnelAnswer {
  if (isWhole(answer)) return answer
  return { ...answer, steps: answer.steps.map((step) => ({ ...step, previous: null })) }
}

export function channelsOnlyWhole(answer: ChannelsAnswer): ChannelsAnswer {
  if (isWhole(answer)) return answer
  return {
    ...answer,
    totals: { ...answer.totals, previous: null },
    channels: answer.channels.map((row) => ({ ...row, previous: null })),
  }
}

const isWhole = ({ comparedWith }: { readonly comparedWith: ComparedAnswer | null }): boolean =>
  comparedWith?.isWhole !== false

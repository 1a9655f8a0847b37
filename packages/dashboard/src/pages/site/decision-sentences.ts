import type { HeadDecisionAnswer, ModelDecisionAnswer } from '@koopsignaal/protocol'
import type { Context } from '../../context.ts'
import { nameOf } from '../../texts/texts.ts'
import { bordersSentences } from './borders-sentences.ts'
import { claimSentence } from './claim-sentence.ts'

/** What sentences are made with. */
export type Speaker = Pick<Context, 't' | 'format' | 'language'>

/** Why a model was decided upon so: a sentence for each of its two chances, and one for the segments' borders. */
export function decisionSentences(
  { decision, heads, borders }: Pick<ModelDecisionAnswer, 'decision' | 'heads' | 'borders'>,
  speaker: Speaker,
): readonly string[] {
  if (decision === 'taken_back') return [speaker.t.backToBefore]
  return [
    ...heads.map((head) => `${nameOf('head', head.head, speaker.language)}: ${verdict(head, speaker)}`),
    ...(borders === null ? [] : [bordersSentences(borders, speaker)]),
  ]
}

function verdict(head: HeadDecisionAnswer, { t, format, language }: Speaker): string {
  const { status, positives, needed, trials, rivals } = head
  if (status === 'too_few') return t.tooFewToLearn(positives, format.number(positives), format.number(needed))
  const trial = status === 'published' ? trials.at(-1) : trials[0]
  const why = nameOf('verdict', status === 'refused' ? refusal(trial) : status, language)
  if (trial === undefined || rivals === null) return why
  const measured = t.measuredAs(
    format.auc(trial.figures.auc),
    format.auc(rivals.current.auc),
    format.auc(rivals.points.auc),
  )
  return [why, measured, claimSentence(head, { t, format, language })].filter((one) => one !== null).join(' ')
}

/** What kept the most ambitious attempt from being used. */
function refusal(trial: HeadDecisionAnswer['trials'][number] | undefined) {
  if (trial === undefined) return 'refused'
  return trial.beatsCurrent ? 'worseThanPoints' : 'worseThanPresent'
}

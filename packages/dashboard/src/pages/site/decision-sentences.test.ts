import type { HeadDecisionAnswer, HeadFiguresAnswer, HeadTrialAnswer, Language } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { createFormat } from '../../format.ts'
import { textsIn } from '../../texts/texts.ts'
import { decisionSentences } from './decision-sentences.ts'

const speaker = (language: Language) => ({
  language,
  t: textsIn(language),
  format: createFormat(language, 'Europe/Amsterdam', Date.UTC(2026, 10, 21)),
})
const figures = (auc: number): HeadFiguresAnswer => ({
  visits: 900,
  baseRate: 0.03,
  auc,
  averagePrecision: 0.1,
  lift: 2,
  brier: 0.02,
  logLoss: 0.1,
  calibrationError: 0.01,
  calibrationNoise: 0.01,
})
const trial = (part: Partial<HeadTrialAnswer>): HeadTrialAnswer => ({
  learned: 'weights',
  figures: figures(0.712),
  beatsCurrent: true,
  beatsPoints: true,
  comesTrue: true,
  ...part,
})
const judged = (status: 'published' | 'refused', trials: readonly HeadTrialAnswer[]): HeadDecisionAnswer => ({
  head: 'now',
  status,
  positives: 40,
  needed: 5,
  trials,
  rivals: { current: figures(0.65), points: figures(0.6), pages: figures(0.5) },
})
const untried = (status: 'too_few' | 'cannot_judge', positives: number): HeadDecisionAnswer => ({
  head: 'later',
  status,
  positives,
  needed: 5,
  trials: [],
  rivals: null,
})
const say = (language: Language, ...heads: readonly HeadDecisionAnswer[]) =>
  decisionSentences({ decision: 'refused', heads }, speaker(language))

describe('why a model was decided upon so', () => {
  it('is told of the attempt that was published, the last', () => {
    const worse = trial({ beatsCurrent: false, figures: figures(0.5) })
    expect(say('nl', judged('published', [worse, trial({ learned: 'line' })]))).toEqual([
      'koopt in dit bezoek: voorspelt beter dan het vorige model en dan een puntentabel, en is in gebruik genomen. Onderscheid (AUC) 0,712; het model van toen 0,650, een puntentabel 0,600.',
    ])
  })

  it.each([
    [{ beatsCurrent: false }, 'does not predict better than the present model, which therefore stays.'],
    [{ beatsPoints: false }, 'does not predict better than a points table; the present model stays.'],
  ])('names what the most ambitious attempt did not beat', (part, sentence) => {
    const [said] = say('en', judged('refused', [trial(part), trial({ learned: 'as_is' })]))
    expect(said).toBe(
      `buys in this visit: ${sentence} Tells apart (AUC) 0.712; the model of then 0.650, a points table 0.600.`,
    )
  })

  it('says when there was too little to go by', () => {
    expect(say('nl', untried('too_few', 3), untried('cannot_judge', 9))).toEqual([
      'komt terug of koopt: kwam 3 keer uit; om te leren is 5 keer nodig.',
      'komt terug of koopt: nog niet te toetsen: de laatste bezoeken gingen allemaal dezelfde kant op.',
    ])
    expect(say('en', untried('too_few', 1))).toEqual([
      'comes back or buys: came true 1 time; learning takes 5.',
    ])
  })

  it('is somebody’s wish for a model that was taken back', () => {
    expect(decisionSentences({ decision: 'taken_back', heads: [] }, speaker('en'))).toEqual([
      'By request the model before it serves again.',
    ])
  })
})

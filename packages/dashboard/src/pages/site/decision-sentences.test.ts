import type {
  BordersDecisionAnswer,
  HeadDecisionAnswer,
  HeadFiguresAnswer,
  HeadTrialAnswer,
  Language,
} from '@koopsignaal/protocol'
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
  decisionSentences({ decision: 'refused', heads, borders: null }, speaker(language))

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

  it('tells where the segments begin, and what that brings', () => {
    const judged = {
      visits: 900,
      baseRate: 0.03,
      shares: { passant: 0.6, zoeker: 0.33, koper: 0.07 },
      rates: { passant: 0.01, zoeker: 0.03, koper: 0.1 },
      koperLift: 3.1,
      flicker: 0.9,
    }
    const borders: BordersDecisionAnswer = {
      status: 'published',
      question: 'visit',
      zoeker: { enter: 31, exit: 27 },
      koper: { enter: 58, exit: 52 },
      learned: judged,
      current: judged,
    }
    const told = (one: BordersDecisionAnswer, language: Language) =>
      decisionSentences({ decision: 'published', heads: [], borders: one }, speaker(language))
    expect(told(borders, 'nl')).toEqual([
      'Grenzen van de segmenten: zoeker vanaf 31 punten, koper vanaf 58. Bij kopers komt het 3,1 keer zo vaak uit als gemiddeld.',
    ])
    expect(told({ ...borders, learned: { ...judged, koperLift: null } }, 'en')).toEqual([
      'Borders of the segments: zoeker (searcher) from 31 points, koper (buyer) from 58.',
    ])
    expect(told({ ...borders, status: 'refused' }, 'en')).toEqual([
      'Borders of the segments: stay as they were; others did no better on the latest visits.',
    ])
  })

  it('is somebody’s wish for a model that was taken back', () => {
    expect(decisionSentences({ decision: 'taken_back', heads: [], borders: null }, speaker('en'))).toEqual([
      'By request the model before it serves again.',
    ])
  })
})
